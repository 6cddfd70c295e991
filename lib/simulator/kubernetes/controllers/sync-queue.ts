import { type KubeObject } from '../objects'
import { StatusError } from '../api/status-error'
import { type Span } from '../../chance/seeded-random'
import { type Resource } from '../resources/resource'
import { type ControllerContext, reconcile, tolerant } from './controller'

const firstRetryMs = 5
const longestRetryMs = 1_000_000

/** Syncs one object after the other; what the API refused is tried again, each time after twice as long. */
class SyncQueue {
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

export interface EachOf<T extends KubeObject> {
  readonly resource: Resource<T>
  /** What else a sync hangs on. */
  readonly watched: readonly { plural: string }[]
  readonly pause: Span
  /** Answers in how many simulated milliseconds the object is due again by itself. Throws what is to be tried again. */
  readonly sync: (object: T) => number | undefined
}

/** Syncs all objects of a kind after a change, as `reconcile` does; the answer ends it. */
export function reconcileEach<T extends KubeObject>(
  context: ControllerContext,
  { resource, watched, pause, sync }: EachOf<T>,
): () => void {
  const queue = new SyncQueue(context)
  const syncAll = (): void => {
    for (const object of context.client.list(resource))
      queue.run(
        object,
        () => {
          const ms = sync(object)
          if (ms !== undefined) queue.later(object, ms, syncAll)
        },
        syncAll,
      )
  }
  const stop = reconcile(context, [resource, ...watched], pause, syncAll)
  return () => {
    stop()
    queue.stop()
  }
}
