/**
 * Work that waits now and then. Most of what a shell does waits for nothing; a generator does it in one go, where `async`
 * would cost a turn of the event loop for each word.
 */
export type Steps<T> = Generator<PromiseLike<unknown>, T, unknown>

/** Waits for a promise inside of steps. */
export function* settled<T>(promise: PromiseLike<T>): Steps<T> {
  return (yield promise) as T
}

const unhurried = new WeakSet<PromiseLike<unknown>>()

/** Waits for what a process has left to do when it was killed: this does not end with it. */
export function* settledInPeace<T>(promise: PromiseLike<T>): Steps<T> {
  unhurried.add(promise)
  return (yield promise) as T
}

/** The process was killed: everything ends at once, whatever it was about to do. */
export class Killed extends Error {}

/** Takes the steps to their end, or until the signal: then it rejects with `Killed`. */
export const drive = async <T>(steps: Steps<T>, signal: AbortSignal): Promise<T> => {
  const killed = new Deadline(signal)
  try {
    let turn = steps.next()
    while (!turn.done) {
      let value: unknown
      try {
        value = await killed.orSooner(turn.value)
      } catch (error) {
        turn = steps.throw(error)
        continue
      }
      turn = steps.next(value)
    }
    return turn.value
  } finally {
    killed.forget()
  }
}

/** One listener for all that is waited for. */
class Deadline {
  #fail: ((error: Killed) => void) | undefined
  readonly #onAbort = (): void => this.#fail?.(new Killed())

  constructor(private readonly signal: AbortSignal) {
    signal.addEventListener('abort', this.#onAbort)
  }

  orSooner<T>(promise: PromiseLike<T>): PromiseLike<T> {
    if (unhurried.has(promise)) return promise
    return new Promise((resolve, reject) => {
      this.#fail = reject
      if (this.signal.aborted) reject(new Killed())
      promise.then(resolve, reject)
    })
  }

  forget(): void {
    this.signal.removeEventListener('abort', this.#onAbort)
  }
}
