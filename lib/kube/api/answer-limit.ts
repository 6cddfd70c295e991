import { systemClock } from '../../wait/clock'
import { inSeconds, type Milliseconds } from '../../wait/duration'

/** Made when it is needed: most requests are answered, and to note where an error was made takes time. */
const late = (within: Milliseconds): Error =>
  Object.assign(new Error(`no answer within ${inSeconds(within)}`), { code: 'ETIMEDOUT' })

/** One signal for two reasons to give up a request: the caller's own, and the time its answer may take. */
export class AnswerLimit {
  readonly #controller = new AbortController()
  readonly #lift: () => void
  readonly #callerGaveUp = (): void => this.#controller.abort(this.caller?.reason)

  constructor(
    within: Milliseconds,
    private readonly caller: AbortSignal | undefined,
  ) {
    this.#lift = systemClock.after(within, () => this.#controller.abort(late(within)))
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
