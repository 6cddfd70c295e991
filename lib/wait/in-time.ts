import { setMaxListeners } from 'node:events'
import { type Clock } from './clock'
import { type Milliseconds } from './duration'

interface Limits {
  /** On the clock, not from now. */
  readonly by: Milliseconds
  readonly clock: Clock
  readonly signal?: AbortSignal | undefined
}

/**
 * What `work` gives, or undefined when that is not known by then. Rejects as `work` does, or with the signal's
 * reason. Leaves no timer and no listener; the work itself is not stopped.
 */
export function inTime<T>(work: Promise<T>, { by, clock, signal }: Limits): Promise<T | undefined> {
  return new Promise<T | undefined>((resolve, reject) => {
    const abort = (): void => settle(() => reject(signal?.reason as Error))
    const cancel = clock.after(by - clock.now(), () => settle(() => resolve(undefined)))
    const settle = (answer: () => void): void => {
      cancel()
      signal?.removeEventListener('abort', abort)
      answer()
    }
    // Each machine of a testbed may be waited for at once: Node would warn of a leak from the eleventh on.
    if (signal) setMaxListeners(0, signal)
    signal?.addEventListener('abort', abort, { once: true })
    work.then(
      (value) => settle(() => resolve(value)),
      (error: Error) => settle(() => reject(error)),
    )
    if (signal?.aborted) abort()
  })
}
