import { durations } from '../../chance/durations'
import { type SeededRandom } from '../../chance/seeded-random'
import { type KubeletHost } from './kubelet-host'

/**
 * Runs the syncs of one pod, one after the other. What happens during a sync is met by the next one, which waits
 * for a fresh look at the engine.
 */
export class SyncLoop {
  #running = false
  #wanted = false
  #stopped = false
  #cancelRelist: (() => void) | undefined
  #cancelRetry: (() => void) | undefined

  /** `sync` answers whether all is as it should be. */
  constructor(
    private readonly host: KubeletHost,
    private readonly random: SeededRandom,
    private readonly sync: () => Promise<boolean>,
  ) {}

  /** Syncs now; what it throws is logged. */
  request(): void {
    if (this.#stopped) return
    if (this.#running) this.#wanted = true
    else void this.#run()
  }

  /** Something has changed in the engine: syncs when the kubelet has seen it. */
  noticeSoon(): void {
    const { clock } = this.host
    this.#cancelRelist ??= clock.after(this.random.within(durations.relist), () => {
      this.#cancelRelist = undefined
      this.request()
    })
  }

  stop(): void {
    this.#stopped = true
    this.#cancelRelist?.()
    this.#cancelRetry?.()
  }

  async #run(): Promise<void> {
    const { clock, log } = this.host
    this.#running = true
    this.#cancelRetry?.()
    let well = false
    try {
      well = await this.sync()
    } catch (error) {
      if (!this.#stopped) log(`pod_workers.go:191] Error syncing pod: ${String(error)}`)
    }
    this.#running = false
    if (this.#stopped) return
    if (!well)
      this.#cancelRetry = clock.afterInterval(this.random.within(durations.retrySync), () =>
        this.request(),
      )
    if (this.#wanted) this.noticeSoon()
    this.#wanted = false
  }
}
