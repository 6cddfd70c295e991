import type { SimulatedClock } from '../time/clock'

/** Longer than this no timer can wait, as they count in 32 bits; nor does anybody. */
const longestMs = 2 ** 31 - 1

/** Resolves after so much wall time, or as soon as the signal aborts; a time that is longer than weeks never passes. */
export const pauseOnWall = (ms: number, signal: AbortSignal): Promise<void> =>
  pauseBy((done) => {
    const timer = setTimeout(done, ms)
    return () => clearTimeout(timer)
  })(ms, signal)

/** The same in simulated time, in the proportions of `afterInterval`. */
export const pauseOn = (
  clock: SimulatedClock,
): ((ms: number, signal: AbortSignal) => Promise<void>) =>
  pauseBy((done, ms) => clock.afterInterval(ms, done))

/** The same by another clock; `begin` starts to wait, and answers how to stop that. */
const pauseBy =
  (begin: (done: () => void, ms: number) => () => void) =>
  (ms: number, signal: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      const done = (): void => {
        cancel()
        signal.removeEventListener('abort', done)
        resolve()
      }
      const cancel = ms > longestMs ? () => undefined : begin(done, ms)
      signal.addEventListener('abort', done, { once: true })
      if (signal.aborted) done()
    })
