import { type SimulatedClock } from '../../../time/clock'
import { type Node } from '../../objects'
import { readinessOf } from '../../objects/node-readiness'

/** The node controller gives up a node every ten seconds (--node-eviction-rate 0.1). */
const betweenMs = 10_000
/** Where so many of them are not ready, and more than two, it waits: it may be itself that is cut off (--unhealthy-zone-threshold). */
const unhealthyShare = 0.55

/** How fast nodes get the taints by which their pods are evicted. */
export class EvictionPace {
  readonly #begun: number
  #next = 0

  constructor(private readonly clock: SimulatedClock) {
    this.#begun = clock.now()
  }

  /** Simulated milliseconds until one more may be given up, which is then counted as such; 0: now. Undefined: none may. */
  take(nodes: readonly Node[]): number | undefined {
    const ready = nodes.filter((node) => readinessOf(node) === 'True').length
    const others = nodes.length - ready
    if (others > 2 && others / nodes.length >= unhealthyShare) return undefined
    const now = this.clock.simulatedSince(this.#begun)
    if (now < this.#next) return this.#next - now
    this.#next = now + betweenMs
    return 0
  }
}
