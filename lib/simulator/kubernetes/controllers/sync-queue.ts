import { type KubeObject } from '../objects'
import { StatusError } from '../api/status-error'
import { type ControllerContext, tolerant } from './controller'

const firstRetryMs = 5
const longestRetryMs = 1_000_000

/** Syncs one object after the other; what the API refused is tried again, each time after twice as long. */
export class SyncQueue {
  readonly #failures = new Map<string, number>()
  readonly #waiting = new Map<string, () => void>()

  constructor(private readonly context: ControllerContext) {}

  /** Runs `sync`; `again` is called when it is due once more after a failure. */
  run({ metadata: { uid = '' } }: KubeObject, sync: () => void, again: () => void): void {
    this.#waiting.get(uid)?.()
    this.#waiting.delete(uid)
    tolerant(() => {
      try {
        sync()
        this.#failures.delete(uid)
      } catch (error) {
        if (error instanceof StatusError) this.#retry(uid, again)
        throw error
      }
    })
  }

  /** Calls back after so many simulated milliseconds, unless the object is synced before. */
  later({ metadata: { uid = '' } }: KubeObject, ms: number, again: () => void): void {
    this.#waiting.get(uid)?.()
    this.#waiting.set(uid, this.context.clock.afterInterval(ms, again))
  }

  stop(): void {
    for (const cancel of this.#waiting.values()) cancel()
  }

  #retry(uid: string, again: () => void): void {
    const failures = this.#failures.get(uid) ?? 0
    this.#failures.set(uid, failures + 1)
    const ms = Math.min(longestRetryMs, firstRetryMs * 2 ** failures)
    this.#waiting.set(uid, this.context.clock.afterInterval(ms, again))
  }
}
