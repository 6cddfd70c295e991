import { setImmediate as nextTurn } from 'node:timers/promises'
import { SimulatedClock } from '../../time/clock'

interface Due {
  readonly at: number
  readonly callback: () => void
}

const limitMs = 15 * 60_000

/** What the clocks of several machines have in common. */
interface Timeline {
  now: number
  due: Due[]
  /** Real work under way, for which time waits. */
  outside: number
}

/**
 * Time that moves only when a test says so: between two steps of a story nothing happens, however long the
 * machine takes. Simulated durations are real ones here, and cost nothing.
 */
export class VirtualClock extends SimulatedClock {
  readonly #timeline: Timeline

  constructor(timeline?: Timeline) {
    super(1)
    this.#timeline = timeline ?? { now: Math.floor(Date.now() / 1000) * 1000, due: [], outside: 0 }
  }

  override ofAnotherMachine(): VirtualClock {
    return new VirtualClock(this.#timeline)
  }

  override stop(): void {
    this.#timeline.due = []
  }

  override async outside<T>(work: Promise<T>): Promise<T> {
    this.#timeline.outside += 1
    try {
      return await work
    } finally {
      this.#timeline.outside -= 1
    }
  }

  /** Lets time go by, event after event, until something has become true. Throws when it hasn't in 15 minutes. */
  async until(what: string, holds: () => boolean): Promise<void> {
    const end = this.#timeline.now + limitMs
    await this.settle()
    while (!holds()) {
      const next = this.#next()
      if (!next || next.at > end) throw new Error(`It never came true that ${what}.`)
      await this.#reach(next)
    }
  }

  /** Lets a time go by with all that happens in it. */
  async pass(seconds: number): Promise<void> {
    const end = this.#timeline.now + seconds * 1000
    await this.settle()
    for (let next = this.#next(); next && next.at <= end; next = this.#next()) {
      await this.#reach(next)
    }
    this.#timeline.now = end
  }

  protected override epochMs(): number {
    return this.#timeline.now
  }

  protected override wallMs(): number {
    return this.#timeline.now
  }

  protected override start(ms: number, callback: () => void): () => void {
    const due = { at: this.#timeline.now + ms, callback }
    this.#timeline.due.push(due)
    return () => this.#drop(due)
  }

  #next(): Due | undefined {
    return this.#timeline.due.reduce<Due | undefined>(
      (first, due) => (first && first.at <= due.at ? first : due),
      undefined,
    )
  }

  #drop(due: Due): void {
    this.#timeline.due = this.#timeline.due.filter((other) => other !== due)
  }

  async #reach(due: Due): Promise<void> {
    this.#drop(due)
    this.#timeline.now = Math.max(this.#timeline.now, Math.floor(due.at))
    due.callback()
    await this.settle()
  }

  /** Resolves when what an event has set off is done, real work too, as far as no other event is needed for it. */
  protected async settle(): Promise<void> {
    do await nextTurn()
    while (this.#timeline.outside > 0)
  }
}
