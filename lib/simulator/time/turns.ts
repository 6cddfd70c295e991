import { type SimulatedClock } from './clock'

/**
 * Something that looks around every so often, in turns counted from when it was made. A turn at which there would be nothing
 * to see is left out: nothing ticks where nothing happens.
 */
export class Turns {
  readonly #since: number
  #last = 0
  #stopped = false
  #cancel: (() => void) | undefined

  /** `take` gets the number of a turn, the first is 1, and answers whether there is something left for the next one. */
  constructor(
    private readonly clock: SimulatedClock,
    private readonly periodMs: number,
    private readonly take: (turn: number) => boolean,
  ) {
    this.#since = clock.monotonic()
  }

  /** There may be something to see at the next turn. */
  heed(): void {
    if (this.#cancel || this.#stopped) return
    const { clock, periodMs } = this
    const elapsed = clock.simulatedBetween(this.#since, clock.monotonic())
    // A timer may be early by less than a millisecond; its turn is not taken twice.
    const turn = Math.max(Math.floor(elapsed / periodMs), this.#last) + 1
    this.#cancel = clock.afterInterval(turn * periodMs - elapsed, () => {
      this.#cancel = undefined
      this.#last = turn
      if (this.take(turn)) this.heed()
    })
  }

  /** No turn comes any more. */
  stop(): void {
    this.#stopped = true
    this.#cancel?.()
  }
}
