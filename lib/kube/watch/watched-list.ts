import { type Clock, systemClock } from '../../wait/clock'
import { type Milliseconds, seconds } from '../../wait/duration'
import { pause } from '../../wait/pause'
import { isPassing, KubeError } from '../api/kube-error'
import { type ListEvent, type ListSource } from './list-source'

/** Objects of the API, kept up to date until disposed. */
export interface LiveList<T> extends AsyncDisposable {
  /** The objects as the latest event left them. Throws before the first list, and what ended the list. */
  readonly items: readonly T[]
  /** False once it has ended and will never change again. */
  readonly alive: boolean
  /** Resolves once the first list is in; rejects when that can't be. */
  ready(): Promise<void>
  /** Calls back after each change; the answer stops that. */
  onChange(listener: () => void): () => void
  /** Calls `changed` once the list is in and after each change, until `signal` aborts. */
  follow(changed: () => void, signal: AbortSignal): Promise<void>
}

/** How objects of the API are told apart. */
export interface Identified {
  metadata?: { namespace?: string; name?: string; resourceVersion?: string }
}

const FIRST_RETRY = 100
/** A wait for what came meanwhile learns of it that much later; one request a second is no load for a server that is back. */
const LAST_RETRY: Milliseconds = seconds(1)
/** A stream that ends sooner, without an event, counts as a failure: else a broken server is hammered. */
const SHORTEST_STREAM: Milliseconds = seconds(1)

/**
 * A list that is watched from its very state on. A stream that ends or breaks is taken up where it was; a
 * state that the server has forgotten is listed again; failures are retried ever less often. Only what
 * doesn't pass by itself (no permission, no trust) ends it.
 */
export class WatchedList<T extends Identified> implements LiveList<T> {
  readonly #closed = new AbortController()
  readonly #objects = new Map<string, T>()
  readonly #listeners = new Set<() => void>()
  readonly #running: Promise<void>
  #at: string | undefined
  #listed = false
  #failures = 0
  #failure: Error | undefined

  constructor(
    private readonly source: ListSource<T>,
    private readonly clock: Clock = systemClock,
  ) {
    this.#running = this.#run(this.#closed.signal)
  }

  get items(): readonly T[] {
    if (this.#failure !== undefined) throw this.#failure
    if (!this.#listed) throw new Error('The list is not in yet: await ready() first.')
    return [...this.#objects.values()]
  }

  get alive(): boolean {
    return this.#failure === undefined && !this.#closed.signal.aborted
  }

  async ready(): Promise<void> {
    const { promise, stop } = this.#nextChange()
    if (!this.#listed) await Promise.race([promise, this.#running])
    stop()
    void this.items
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  async follow(changed: () => void, signal: AbortSignal): Promise<void> {
    const stop = this.onChange(changed)
    if (this.#listed) changed()
    try {
      await Promise.race([this.#running, aborted(signal)])
      if (this.#failure !== undefined) throw this.#failure
    } finally {
      stop()
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed.abort(new Error('The list is closed.'))
    await this.#running
  }

  async #run(signal: AbortSignal): Promise<void> {
    try {
      while (!signal.aborted) {
        await this.#listAndWatch(signal)
        const wait = this.#failures && FIRST_RETRY * 2 ** (this.#failures - 1)
        if (wait > 0) await pause(Math.min(wait, LAST_RETRY), { clock: this.clock, signal })
      }
    } catch (error) {
      if (!signal.aborted) this.#failure = error as Error
    }
  }

  /** One stream, to its end; throws only what doesn't pass. */
  async #listAndWatch(signal: AbortSignal): Promise<void> {
    const begun = this.clock.now()
    const resumed = this.#at !== undefined
    try {
      this.#at ??= await this.#list(signal)
      for await (const event of this.source.watch(this.#at, signal)) this.#apply(event)
      this.#failures = this.clock.now() - begun < SHORTEST_STREAM ? this.#failures + 1 : 0
    } catch (error) {
      const gone = error instanceof KubeError && error.status === 410
      if (!gone && !isPassing(error)) throw error
      if (gone) this.#at = undefined
      // A server that came back with another memory is listed anew at once; one that forgets its own list is broken.
      this.#failures = gone && resumed ? 0 : this.#failures + 1
    }
  }

  async #list(signal: AbortSignal): Promise<string> {
    const { items, resourceVersion } = await this.source.list(signal)
    this.#objects.clear()
    for (const item of items) this.#objects.set(keyOf(item), item)
    this.#listed = true
    this.#tell()
    return resourceVersion
  }

  #apply({ type, object }: ListEvent<T>): void {
    this.#failures = 0
    this.#at = object.metadata?.resourceVersion ?? this.#at
    if (type === 'BOOKMARK') return
    if (type === 'DELETED') this.#objects.delete(keyOf(object))
    else this.#objects.set(keyOf(object), object)
    this.#tell()
  }

  #tell(): void {
    for (const listener of this.#listeners) listener()
  }

  #nextChange(): { promise: Promise<void>; stop: () => void } {
    let stop = (): void => undefined
    const promise = new Promise<void>((resolve) => {
      stop = this.onChange(resolve)
    })
    return { promise, stop }
  }
}

const keyOf = ({ metadata }: Identified): string => `${metadata?.namespace ?? ''}/${metadata?.name}`

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) return resolve()
    signal.addEventListener('abort', () => resolve(), { once: true })
  })
