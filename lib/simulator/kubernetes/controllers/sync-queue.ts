import { type KubeObject } from '../objects'
import { StatusError } from '../api/status-error'
import { type StoreEvent } from '../api/store'
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
  /** Whether a change means that an object is to be synced; default: it means all of them. */
  readonly concerns?: (object: T, change: StoreEvent) => boolean
  readonly pause: Span
  /** Answers in how many simulated milliseconds the object is due again by itself. Throws what is to be tried again. */
  readonly sync: (object: T) => number | undefined
}

/** Syncs the objects of a kind that a change concerns, as `reconcile` does; the answer ends it. */
export function reconcileEach<T extends KubeObject>(
  context: ControllerContext,
  { resource, watched, concerns = () => true, pause, sync }: EachOf<T>,
): () => void {
  const queue = new SyncQueue(context)
  const { client } = context
  const due = new Set(client.list(resource).map(uidOf))
  const syncDue = (): void => {
    for (const object of client.list(resource)) if (due.delete(uidOf(object))) syncOne(object)
  }
  const syncOne = (object: T): void => {
    const again = (): void => {
      due.add(uidOf(object))
      tolerant(syncDue)
    }
    queue.run(
      object,
      () => {
        const ms = sync(object)
        if (ms !== undefined) queue.later(object, ms, again)
      },
      again,
    )
  }
  const mark = (change: StoreEvent): boolean => {
    const meant = client.list(resource).filter((object) => concerns(object, change))
    for (const object of meant) due.add(uidOf(object))
    return meant.length > 0
  }
  const stop = reconcile(context, [resource, ...watched], pause, syncDue, mark)
  return () => {
    stop()
    queue.stop()
  }
}

const uidOf = ({ metadata: { uid = '' } }: KubeObject): string => uid
