import type { SimulatedClock } from '../../time/clock'

/** The daemon's single thread: jobs and timers are carried out one after the other. */
export class EventLoop {
  readonly #jobs: { readonly job: () => Promise<void> | void; readonly source: string }[] = []
  /** How many jobs had been done when a source was last served. */
  readonly #served = new Map<string, number>()
  #done = 0
  readonly #cancels = new Set<() => void>()
  #wake: () => void = () => undefined
  #ended = false

  constructor(
    private readonly clock: SimulatedClock,
    /** How many turns of the event loop pass between an event and its being read by an idle daemon. */
    private readonly latency: () => number,
  ) {}

  /**
   * A job of a source: of several sources that wait, the one that was served longest ago comes first, as in
   * swss-common's Select; what has no source (timers) comes before them.
   */
  post(job: () => Promise<void> | void, source = ''): void {
    this.#jobs.push({ job, source })
    this.#wake()
  }

  /** Posts the job after so many simulated seconds. */
  after(seconds: number, job: () => Promise<void> | void): void {
    const cancel = this.clock.afterInterval(seconds * 1000, () => {
      this.#cancels.delete(cancel)
      this.post(job)
    })
    this.#cancels.add(cancel)
  }

  /** Runs jobs until `end`; rejects with what a job throws. */
  async run(): Promise<void> {
    while (!this.#ended) {
      const job = this.#next()
      if (job) await job()
      else await this.#idle()
    }
  }

  end(): void {
    this.#ended = true
    for (const cancel of this.#cancels) cancel()
    this.#wake()
  }

  #next(): (() => Promise<void> | void) | undefined {
    const lastServed = ({ source }: { source: string }): number =>
      source === '' ? -1 : (this.#served.get(source) ?? 0)
    const [first] = this.#jobs.toSorted((a, b) => lastServed(a) - lastServed(b))
    if (!first) return undefined
    this.#jobs.splice(this.#jobs.indexOf(first), 1)
    this.#done += 1
    this.#served.set(first.source, this.#done)
    return first.job
  }

  async #idle(): Promise<void> {
    await new Promise<void>((resolve) => (this.#wake = resolve))
    await this.clock.outside(turns(this.latency()))
  }
}

async function turns(count: number): Promise<void> {
  for (let turn = count; turn > 0; turn--) await new Promise((resolve) => setImmediate(resolve))
}
