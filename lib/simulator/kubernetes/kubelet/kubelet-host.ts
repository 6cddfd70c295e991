import { type SimulatedClock } from '../../time/clock'
import { type SeededRandom } from '../../chance/seeded-random'
import { type ApiClient } from '../api/api-client'
import { type ContainerRuntime } from './container-runtime'
import { type EventRecorder } from '../events/event-recorder'
import { type KubeletServer } from './kubelet-server'
import { type NodeDescription } from './node-description'

/** The way from a node to the API. Wrap it to cut the network between: `client` then throws ApiUnreachable. */
export interface KubeletAccess {
  client(): ApiClient
  /** Offers the streams of this node's containers to the API server; the answer takes them back. */
  serve(node: string, server: KubeletServer): () => void
}

/** The files of the node that pods mount. */
export interface HostFiles {
  kindOf(path: string): 'file' | 'directory' | undefined
  /** Undefined when there is no such file. */
  read(path: string): string | undefined
  create(path: string, kind: 'file' | 'directory'): void
}

/** What the parts of one kubelet share. */
export interface KubeletHost {
  readonly node: NodeDescription
  readonly access: KubeletAccess
  readonly runtime: ContainerRuntime
  readonly clock: SimulatedClock
  readonly random: SeededRandom
  readonly recorder: EventRecorder
  /** Absent where every path is as pods want it. */
  readonly hostFiles?: HostFiles | undefined
  readonly log: (line: string) => void
}
