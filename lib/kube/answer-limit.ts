import { systemClock } from '../wait/clock'
import { inSeconds, type Milliseconds } from '../wait/duration'

/** One signal for two reasons to give up a request: the caller's own, and the time its answer may take. */
export class AnswerLimit {
  readonly #controller = new AbortController()
  readonly #lift: () => void
  readonly #callerGaveUp = (): void => this.#controller.abort(this.caller?.reason)

  constructor(
    within: Milliseconds,
    private readonly caller: AbortSignal | undefined,
  ) {
    const late = Object.assign(new Error(`no answer within ${inSeconds(within)}`), {
      code: 'ETIMEDOUT',
    })
    this.#lift = systemClock.after(within, () => this.#controller.abort(late))
    caller?.addEventListener('abort', this.#callerGaveUp, { once: true })
    if (caller?.aborted) this.#callerGaveUp()
  }

  /** Its reason is the caller's, or an error with code ETIMEDOUT. */
  get signal(): AbortSignal {
    return this.#controller.signal
  }

  /** Lifts the limit; it leaves no timer and no listener. */
  end(): void {
    this.#lift()
    this.caller?.removeEventListener('abort', this.#callerGaveUp)
  }
}
