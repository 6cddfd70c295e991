import { DockerError } from '../docker-error'
import type { Container } from './container'

/** A daemon's containers, in the order in which they were created. */
export class ContainerList {
  readonly #containers: Container[] = []

  all(): readonly Container[] {
    return this.#containers
  }

  add(container: Container): void {
    this.#containers.push(container)
  }

  /** False where it is gone already. */
  remove(container: Container): boolean {
    const at = this.#containers.indexOf(container)
    if (at >= 0) this.#containers.splice(at, 1)
    return at >= 0
  }

  includes(container: Container): boolean {
    return this.#containers.includes(container)
  }

  /** By name, id or the beginning of an id. */
  find(reference: string): Container | undefined {
    const name = reference.replace(/^\//, '')
    const named = this.#containers.find(({ spec }) => spec.name === name)
    return (
      named ??
      (/^[0-9a-f]+$/.test(name)
        ? this.#containers.find(({ id }) => id.startsWith(name))
        : undefined)
    )
  }

  /** Throws DockerError where a container has that name. */
  insistFree(name: string, doing = ''): void {
    const taken = this.#containers.find((each) => each.spec.name === name)
    if (taken)
      throw new DockerError(
        `${doing}Conflict. The container name "/${name}" is already in use by container "${taken.id}". You have to remove (or rename) that container to be able to reuse that name.`,
      )
  }
}
