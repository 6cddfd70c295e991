import type { SimulatedClock } from '../../time/clock'

/** StartLimitBurst= in StartLimitIntervalSec=: how often a unit may be started. */
export class StartLimit {
  #starts: number[] = []

  constructor(private readonly clock: SimulatedClock) {}

  /** Counts a start; false when it is one too many. */
  allows(limit: { readonly burst: number; readonly seconds: number } | undefined): boolean {
    if (!limit) return true
    const isRecent = (at: number): boolean => this.clock.simulatedSince(at) < limit.seconds * 1000
    this.#starts = this.#starts.filter(isRecent)
    if (this.#starts.length >= limit.burst) return false
    this.#starts.push(this.clock.now())
    return true
  }

  forget(): void {
    this.#starts = []
  }
}
