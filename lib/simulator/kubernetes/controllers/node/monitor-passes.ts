import { type SimulatedClock } from '../../../time/clock'

const periodMs = 5_000

/** The node controller looks at its nodes every five seconds; only passes at which something is due are timed. */
export class MonitorPasses {
  readonly #since: number

  constructor(private readonly clock: SimulatedClock) {
    this.#since = clock.now()
  }

  /** Calls back with the first pass that comes after so many simulated milliseconds; the answer cancels it. */
  next(callback: () => void, afterMs = 0): () => void {
    const then = this.clock.simulatedSince(this.#since) + afterMs
    return this.clock.afterInterval(afterMs + periodMs - (then % periodMs), callback)
  }
}
