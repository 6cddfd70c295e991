import { type SimulatedClock } from '../../time/clock'

const firstMs = 10_000
const longestMs = 300_000

/** client-go's Backoff, 10 s doubling to 5 min; what has kept still for ten minutes begins anew. */
export class BackOff {
  readonly #entries = new Map<string, { ms: number; changed: number }>()

  constructor(private readonly clock: SimulatedClock) {}

  /** The simulated milliseconds that are waited for after a failure now. */
  current(key: string): number {
    return this.#entries.get(key)?.ms ?? 0
  }

  /** Does the wait go on that began at `since`, by default with the last failure? */
  isWaiting(key: string, since?: number): boolean {
    const entry = this.#entries.get(key)
    if (!entry || this.#isStale(entry, since)) return false
    return this.clock.simulatedSince(since ?? entry.changed) < entry.ms
  }

  /** A failure, or a start after one: the next wait is longer. */
  lengthen(key: string, since?: number): void {
    const entry = this.#entries.get(key)
    const ms = entry && !this.#isStale(entry, since) ? Math.min(entry.ms * 2, longestMs) : firstMs
    this.#entries.set(key, { ms, changed: this.clock.now() })
  }

  forget(prefix: string): void {
    for (const key of this.#entries.keys()) if (key.startsWith(prefix)) this.#entries.delete(key)
  }

  #isStale({ changed }: { changed: number }, since = this.clock.now()): boolean {
    return this.clock.simulatedSince(changed) - this.clock.simulatedSince(since) > 2 * longestMs
  }
}
