import type { Machine } from '../machine/machine'

/** What the simulated testbed was asked and did not know. */
export class Gaps {
  readonly #messages = new Set<string>()

  watch(machine: Machine): void {
    machine.onUnknown(({ message }) => this.add(message))
  }

  add(message: string): void {
    this.#messages.add(message)
  }

  unknown(): readonly string[] {
    return [...this.#messages]
  }
}
