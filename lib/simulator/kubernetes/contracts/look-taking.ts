import type { WatchHands } from './watch-hands'
import type { WatchLook } from './watch-look'
import type { WatchStream } from './watch-stream'

/** So many seconds after an event what comes with it has come, and nothing else. */
const soon = 1.2

/**
 * Takes the looks of a story as it goes on: each after as many events of a stream as had come when it was taken in the
 * lab, since when an event comes is chance. Time waits for the looks.
 */
export class LookTaking {
  /** What each differs in, once it is taken. */
  readonly found = new Map<WatchLook, readonly string[]>()
  readonly #open: WatchLook[]
  #come: number

  /** `looks`: in the order in which they are taken; the stream has just been opened. */
  constructor(
    private readonly hands: WatchHands,
    private readonly stream: WatchStream,
    private readonly looks: readonly WatchLook[],
  ) {
    this.#open = [...looks]
    this.#come = stream.events.length
    this.#takeWhatIsDue()
    hands.lab.cluster.store.subscribe(({ resource, object }) => {
      if (!stream.watches(resource, object)) return
      this.#come++
      this.#takeWhatIsDue()
    })
  }

  /** Waits for the looks that were taken before that moment of the recording. */
  async untilTaken(seconds = Infinity): Promise<void> {
    const last = this.looks.findLast((look) => look.seconds < seconds)
    if (last) await this.hands.until(`${last.name} is taken`, () => this.found.has(last))
  }

  #takeWhatIsDue(): void {
    while (this.#open[0] && this.#before(this.#open[0]).length <= this.#come)
      this.#take(this.#open.shift()!)
  }

  #take(look: WatchLook): void {
    const { clock } = this.hands
    const since = look.seconds - (this.#before(look).at(-1)?.t ?? 0)
    const taken = (differences: readonly string[]): void => void this.found.set(look, differences)
    clock.after(Math.min(since, this.#isSteady(look) ? Infinity : soon) * 1000, () => {
      void clock
        .outside(look.differences(this.hands))
        .then(taken, (error: unknown) => taken([String(error)]))
    })
  }

  /** Nothing came soon after, unless by somebody's hand. */
  #isSteady({ seconds }: WatchLook): boolean {
    const next = this.stream.recording.events.find(({ t }) => t > seconds)
    const isDeletion =
      next?.type === 'DELETED' || next?.object.metadata.deletionTimestamp !== undefined
    return !next || isDeletion || next.t > seconds + 2
  }

  /** What had come on the recorded stream before the look. */
  #before({ seconds }: WatchLook): readonly { readonly t: number }[] {
    return this.stream.recording.events.filter(({ t }) => t <= seconds)
  }
}
