import { DockerError } from './docker-error'
import type { Labels } from './client/labels'

/** A named volume of a Docker daemon. */
export interface Volume {
  readonly name: string
  readonly labels: Labels
  /** Milliseconds since the epoch. */
  readonly createdAt: number
}

/** A Docker daemon's volumes; `erase` takes away what containers have left in one. */
export class Volumes {
  readonly #volumes = new Map<string, Volume>()

  constructor(private readonly erase: (name: string) => void) {}

  /** By name, as `docker volume ls` lists them. */
  all(): readonly Volume[] {
    return [...this.#volumes.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1))
  }

  find(name: string): Volume | undefined {
    return this.#volumes.get(name)
  }

  /** One that is there already stays as it is. */
  create(volume: Volume): void {
    if (!this.#volumes.has(volume.name)) this.#volumes.set(volume.name, volume)
  }

  /** @param users ids of the containers that have it. Throws DockerError when there are any, or there is no such volume. */
  remove(name: string, users: readonly string[]): void {
    if (!this.#volumes.has(name)) throw new DockerError(`get ${name}: no such volume`)
    if (users.length > 0)
      throw new DockerError(`remove ${name}: volume is in use - [${users.join(', ')}]`)
    this.#volumes.delete(name)
    this.erase(name)
  }
}
