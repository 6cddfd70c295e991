import { setImmediate as nextTurn } from 'node:timers/promises'
import { SimulatedClock } from '../../clock'

interface Due {
  readonly at: number
  readonly callback: () => void
}

const limitMs = 15 * 60_000

/**
 * Time that moves only when a test says so: between two steps of a story nothing happens, however long the
 * machine takes. Simulated durations are real ones here, and cost nothing.
 */
export class VirtualClock extends SimulatedClock {
  #now = Math.floor(Date.now() / 1000) * 1000
  #due: Due[] = []

  constructor() {
    super(1)
  }

  override now(): number {
    return this.#now
  }

  override after(simulatedMs: number, callback: () => void): () => void {
    const due = { at: this.#now + simulatedMs, callback }
    this.#due.push(due)
    return () => {
      this.#due = this.#due.filter((other) => other !== due)
    }
  }

  override afterInterval(simulatedMs: number, callback: () => void): () => void {
    return this.after(simulatedMs, callback)
  }

  override stop(): void {
    this.#due = []
  }

  /** Lets time go by, event after event, until something has become true. Throws when it hasn't in 15 minutes. */
  async until(what: string, holds: () => boolean): Promise<void> {
    const end = this.#now + limitMs
    while (!holds()) {
      const next = this.#next()
      if (!next || next.at > end) throw new Error(`It never came true that ${what}.`)
      await this.#reach(next)
    }
  }

  /** Lets a time go by with all that happens in it. */
  async pass(seconds: number): Promise<void> {
    const end = this.#now + seconds * 1000
    for (let next = this.#next(); next && next.at <= end; next = this.#next()) {
      await this.#reach(next)
    }
    this.#now = end
  }

  #next(): Due | undefined {
    return this.#due.reduce<Due | undefined>(
      (first, due) => (first && first.at <= due.at ? first : due),
      undefined,
    )
  }

  /** What waits for promises runs before the next event does. */
  async #reach(due: Due): Promise<void> {
    this.#due = this.#due.filter((other) => other !== due)
    this.#now = Math.max(this.#now, Math.floor(due.at))
    due.callback()
    await this.settle()
  }

  /** Resolves when what an event has set off is done, as far as no other event is needed for it. */
  protected async settle(): Promise<void> {
    await nextTurn()
  }
}
