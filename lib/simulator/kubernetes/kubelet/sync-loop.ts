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
  /** The containers whose change the next look will find. */
  readonly #changed = new Set<string>()
  #cancelRetry: (() => void) | undefined
  #cancelResync: (() => void) | undefined
  #cancelAwaiting: (() => void) | undefined
  #syncedAt: number

  /** `sync` answers whether all is as it should be. */
  constructor(
    private readonly host: KubeletHost,
    private readonly random: SeededRandom,
    private readonly sync: () => Promise<boolean>,
  ) {
    this.#syncedAt = host.clock.now()
  }

  /** Syncs now, or when the engine is there again; what it throws is logged. */
  request(): void {
    if (this.#stopped) return
    if (!this.host.runtime.running) this.#awaitEngine()
    else if (this.#running) this.#wanted = true
    else void this.#run()
  }

  /**
   * A container has changed in the engine: syncs when the kubelet has seen it. Where one look finds several that have changed, each asks
   * for a sync: those after the first become one, which waits for the look after that.
   */
  noticeSoon(container = ''): void {
    const { clock } = this.host
    this.#changed.add(container)
    this.#cancelRelist ??= clock.after(this.random.within(durations.relist), () => {
      this.#cancelRelist = undefined
      const isOne = this.#changed.size === 1
      this.#changed.clear()
      this.request()
      if (!isOne) this.request()
    })
  }

  /**
   * Something has changed that the kubelet does not look at by itself: it is seen when the pod's turn comes, once in a minute or
   * somewhat more. Only then are turns counted: nothing ticks where nothing happens.
   */
  resync(): void {
    const { clock } = this.host
    const passed = clock.simulatedSince(this.#syncedAt)
    const turns = this.random.forObject('turns')
    let turn = 0
    while (turn <= passed) turn += turns.within(durations.resync)
    this.#cancelResync ??= clock.afterInterval(turn - passed, () => {
      this.#cancelResync = undefined
      this.request()
    })
  }

  #awaitEngine(): void {
    this.#cancelAwaiting ??= this.host.runtime.onUp(() => {
      this.#cancelAwaiting?.()
      this.#cancelAwaiting = undefined
      this.noticeSoon()
    })
  }

  stop(): void {
    this.#stopped = true
    this.#cancelAwaiting?.()
    this.#cancelResync?.()
    this.#cancelRelist?.()
    this.#cancelRetry?.()
  }

  async #run(): Promise<void> {
    const { clock, log } = this.host
    this.#running = true
    this.#cancelRetry?.()
    this.#cancelResync?.()
    this.#cancelResync = undefined
    let well = false
    try {
      well = await this.sync()
    } catch (error) {
      if (!this.#stopped) log(`pod_workers.go:191] Error syncing pod: ${String(error)}`)
    }
    this.#running = false
    this.#syncedAt = clock.now()
    if (this.#stopped) return
    if (!well)
      this.#cancelRetry = clock.afterInterval(this.random.within(durations.retrySync), () =>
        this.request(),
      )
    if (this.#wanted) this.noticeSoon()
    this.#wanted = false
  }
}
