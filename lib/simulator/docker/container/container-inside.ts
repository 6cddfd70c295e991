import type { SimulatedClock } from '../../time/clock'
import { Machine } from '../../machine/machine'
import type { LoopbackAddress } from '../../network/simulated-network'
import { SeededRandom } from '../../chance/seeded-random'
import { type Container, partsOfCommand } from './container'
import type { Reach } from './container-program'
import { nsenterCommand } from '../nsenter'

/** The machine that containers run on. */
export interface ContainerHost {
  readonly machine: Machine
  /** Makes a port of the machine lead there; the answer ends it. */
  publish(port: number, at: LoopbackAddress, reach: Reach): () => void
  /** What listens at a port of its loopback, of whatever program. */
  listensAt(port: number): LoopbackAddress | undefined
}

const hosts = new WeakMap<Container, ContainerHost>()
/** A container's own files and shell: made when something is first run in it, gone with the container. */
const insides = new WeakMap<Container, Machine>()
/** What was written before the files were made. */
const pending = new WeakMap<Container, Map<string, string>>()

export const placeOn = (container: Container, host: ContainerHost): void =>
  void hosts.set(container, host)

/** Places a file in a container, without making all its others for that. */
export function writeInto(container: Container, path: string, text: string): void {
  const made = insides.get(container)
  if (made) return made.fs.writeText(path, text)
  pending.set(container, (pending.get(container) ?? new Map<string, string>()).set(path, text))
}

export function insideOf(container: Container, clock: SimulatedClock): Machine {
  const known = insides.get(container)
  if (known) return known
  const made = untouchedInside(container, clock)
  for (const [path, text] of pending.get(container) ?? []) made.fs.writeText(path, text)
  insides.set(container, made)
  return made
}

/** As it is made of its image, before anything was written. */
export function untouchedInside(container: Container, clock: SimulatedClock): Machine {
  const { id, spec } = container
  const host = hosts.get(container)?.machine
  const hostname = spec.hostNetwork && host ? host.hostname : (spec.hostname ?? id.slice(0, 12))
  const init = partsOfCommand(spec).flat()
  const made = new Machine({ hostname, users: [], clock, random: new SeededRandom(1), init })
  for (const [path, content] of Object.entries({ ...spec.image.spec.files, ...spec.files })) {
    if (typeof content === 'function') made.fs.generate(path, { read: content })
    else made.fs.writeText(path, content)
  }
  made.install(...(spec.image.spec.commands ?? []))
  if (spec.workingDir) made.fs.mkdirp(spec.workingDir)
  if (host) {
    for (const { source, target, readOnly } of spec.mounts ?? []) {
      if (!host.fs.exists(source)) host.fs.mkdirp(source)
      made.fs.bind(target, host.fs, source, readOnly)
    }
    made.install(nsenterCommand({ hostPid: false, privileged: false, ...spec }, host))
  }
  return made
}
