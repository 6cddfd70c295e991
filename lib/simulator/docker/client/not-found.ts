import { DockerError } from '../docker-error'
import type { Container } from '../container/container'
import type { DockerEngine } from '../engine'

type Kind = 'container' | 'image' | 'network' | 'volume'

/** Docker 20.10's client words it itself that something isn't there; later ones pass on what the daemon says. */
export class NotFound extends DockerError {
  constructor({ options }: Pick<DockerEngine, 'options'>, kind: Kind, name: string, told: string) {
    super(told)
    if (options.version.startsWith('20.')) this.message = `Error: No such ${kind}: ${name}`
  }
}

/** The container of that name, for the verbs of which the client words it itself that there is none. */
export function containerFor(engine: DockerEngine, name: string): Container {
  const found = engine.find(name)
  if (!found) throw new NotFound(engine, 'container', name, `No such container: ${name}`)
  return found
}
