import type { SeededRandom } from '../chance/seeded-random'
import type { SimulatedClock } from '../time/clock'
import type { ContainerHost } from './container/container-inside'
import type { ImageSpec, Registry } from './images/image-store'
import type { Bridge } from './networks'

/** What a daemon is started with. */
export interface DockerOptions {
  readonly clock: SimulatedClock
  readonly random: SeededRandom
  /** `20.10.24+dfsg1`. */
  readonly version: string
  readonly apiVersion: string
  readonly cgroupDriver: 'cgroupfs' | 'systemd'
  readonly images: readonly ImageSpec[]
  /** What can be pulled; default: nothing, names don't resolve. */
  readonly registry?: Registry
  /** Docker's own bridge, `--bip`; default: 172.17.0.1/16. */
  readonly bridge?: Bridge
  /** The image of pod sandboxes. */
  readonly pauseImage?: string
  /** The machine that it runs on; without one its containers reach none. */
  readonly host?: ContainerHost
}
