import { setMaxListeners } from 'node:events'

/**
 * Ends when one of others ends, or when it is ended itself. Unlike `AbortSignal.any` it lets go of the others when it
 * is disposed of: a machine's power outlives thousands of processes, each of which would be remembered.
 */
export class Lifetime implements Disposable {
  readonly #ending = new AbortController()
  readonly #others: readonly AbortSignal[]

  constructor(...others: readonly (AbortSignal | undefined)[]) {
    this.#others = others.filter((other) => other !== undefined)
    // As many follow one as a machine has processes; Node takes more than ten for a leak.
    for (const other of this.#others) setMaxListeners(0, other)
    const ended = this.#others.find(({ aborted }) => aborted)
    if (ended) this.end(ended.reason)
    else for (const other of this.#others) other.addEventListener('abort', this.#follow)
  }

  get signal(): AbortSignal {
    return this.#ending.signal
  }

  end(reason?: unknown): void {
    this.#ending.abort(reason)
  }

  [Symbol.dispose](): void {
    for (const other of this.#others) other.removeEventListener('abort', this.#follow)
  }

  readonly #follow = ({ target }: Event): void => this.end((target as AbortSignal).reason)
}
