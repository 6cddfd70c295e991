import { type Milliseconds } from './duration'

/** What waiting needs of time. The library has no timer but this one's, so a test that hands in its own never waits. */
export interface Clock {
  /** Milliseconds since some fixed moment; never goes back. */
  now(): Milliseconds
  /** Calls back once after `ms`; the answer cancels it. */
  after(ms: Milliseconds, callback: () => void): () => void
}

export const systemClock: Clock = {
  now: () => performance.now(),
  after(ms, callback) {
    const timer = setTimeout(callback, Math.max(0, ms))
    return () => clearTimeout(timer)
  },
}
