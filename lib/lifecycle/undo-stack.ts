/**
 * What a scenario or a call did through the API, and how to take it back: last first, every entry even when one fails.
 * (What was changed on a *machine* is undone by the journal on that machine.)
 */
export class UndoStack implements AsyncDisposable {
  /** @param settled whether this failure of an undo is of no consequence: somebody else does the rest */
  constructor(private readonly settled: (error: unknown) => boolean = () => false) {}

  readonly #entries: { what: string; undo: () => Promise<void> }[] = []

  /** Register the undo before the deed; undoing what was never done must be no error. */
  add(what: string, undo: () => Promise<void>): void {
    this.#entries.push({ what, undo })
  }

  /** Throws one error that names every entry that could not be undone. */
  async [Symbol.asyncDispose](): Promise<void> {
    const failures: string[] = []
    for (let entry = this.#entries.pop(); entry; entry = this.#entries.pop()) {
      try {
        await entry.undo()
      } catch (error) {
        if (this.settled(error)) continue
        failures.push(`  ${entry.what}: ${error instanceof Error ? error.message : String(error)}`)
      }
    }
    if (failures.length > 0) throw new Error(`Could not undo:\n${failures.join('\n')}`)
  }
}
