import type { SimulatedClock } from '../../clock'

/** The daemon's single thread: jobs and timers are carried out one after the other. */
export class EventLoop {
  readonly #jobs: (() => Promise<void> | void)[] = []
  readonly #cancels = new Set<() => void>()
  #wake: () => void = () => undefined
  #ended = false

  constructor(
    private readonly clock: SimulatedClock,
    /** How many turns of the event loop pass between an event and its being read by an idle daemon. */
    private readonly latency: () => number,
  ) {}

  post(job: () => Promise<void> | void): void {
    this.#jobs.push(job)
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
      const job = this.#jobs.shift()
      if (job) await job()
      else await this.#idle()
    }
  }

  end(): void {
    this.#ended = true
    for (const cancel of this.#cancels) cancel()
    this.#wake()
  }

  async #idle(): Promise<void> {
    await new Promise<void>((resolve) => (this.#wake = resolve))
    for (let turn = this.latency(); turn > 0; turn--)
      await new Promise((resolve) => setImmediate(resolve))
  }
}
