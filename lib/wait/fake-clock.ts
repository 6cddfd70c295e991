import { type Clock } from './clock'
import { type Milliseconds } from './duration'

/** A clock for tests: one turn of the event loop after an alarm is set, time jumps to the one due first. */
export class FakeClock implements Clock {
  #now = 0
  #alarms: { readonly at: number; readonly callback: () => void }[] = []

  /** How many alarms are set and not yet cancelled: 0 after a wait that cleaned up. */
  get pending(): number {
    return this.#alarms.length
  }

  now(): Milliseconds {
    return this.#now
  }

  after(ms: Milliseconds, callback: () => void): () => void {
    const alarm = { at: this.#now + Math.max(0, ms), callback }
    this.#alarms.push(alarm)
    setImmediate(() => this.#jump())
    return () => {
      this.#alarms = this.#alarms.filter((other) => other !== alarm)
    }
  }

  #jump(): void {
    const [next] = this.#alarms.toSorted((a, b) => a.at - b.at)
    if (next === undefined) return
    this.#alarms = this.#alarms.filter((alarm) => alarm !== next)
    this.#now = next.at
    next.callback()
  }
}
