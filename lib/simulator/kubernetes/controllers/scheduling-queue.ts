import { type SimulatedClock } from '../../time/clock'
import { type Node, type Pod } from '../objects'

const firstPauseMs = 1_000
const longestPauseMs = 10_000
/** Whatever happens, nobody waits longer. */
const patienceMs = 60_000

/** A pod for which there was no place. */
interface Failed {
  attempts: number
  /** When it was tried last. */
  at: number
  isDue: boolean
  cancel?: (() => void) | undefined
}

/**
 * Which pods that found no place are tried again, and when (kube-scheduler, 1.20): what may have made room for them lets them
 * wait for no more than a pause that doubles.
 */
export class SchedulingQueue {
  readonly #failed = new Map<string, Failed>()
  /** As they were at the last look; they are not changed in place. */
  #nodes: readonly Node[] = []
  #placed: readonly Pod[] = []

  constructor(
    private readonly clock: SimulatedClock,
    private readonly retry: () => void,
  ) {}

  /** Looks at what has changed, and answers which of these pods are to be tried now. */
  due(waiting: readonly Pod[], nodes: readonly Node[], placed: readonly Pod[]): Pod[] {
    const known = new Set(waiting.map(uidOf))
    for (const [uid, { cancel }] of this.#failed) {
      if (known.has(uid)) continue
      cancel?.()
      this.#failed.delete(uid)
    }
    if (this.#failed.size > 0 && this.#isMoreRoom(nodes, placed))
      for (const failed of this.#failed.values()) this.#release(failed)
    this.#nodes = nodes
    this.#placed = placed
    return waiting.filter((pod) => this.#failed.get(uidOf(pod))?.isDue ?? true)
  }

  /** It was tried in vain. `again`: what was written of that is taken for news of the pod. */
  failed(pod: Pod, again: boolean): void {
    const { attempts = 0, cancel } = this.#failed.get(uidOf(pod)) ?? {}
    cancel?.()
    const failed: Failed = { attempts: attempts + 1, at: this.clock.now(), isDue: again }
    this.#failed.set(uidOf(pod), failed)
    if (!again) this.#wait(failed, patienceMs)
  }

  stop(): void {
    for (const { cancel } of this.#failed.values()) cancel?.()
  }

  #isMoreRoom(nodes: readonly Node[], placed: readonly Pod[]): boolean {
    const still = new Set(placed.map(uidOf))
    const counted = new Map(this.#nodes.map((node) => [uidOf(node), whatCounts(node)]))
    return (
      this.#placed.some((pod) => !still.has(uidOf(pod))) ||
      nodes.some((node) => counted.get(uidOf(node)) !== whatCounts(node))
    )
  }

  #release(failed: Failed): void {
    if (failed.isDue) return
    const pause = Math.min(firstPauseMs * 2 ** (failed.attempts - 1), longestPauseMs)
    const left = pause - this.clock.simulatedSince(failed.at)
    if (left > 0) return this.#wait(failed, left)
    failed.cancel?.()
    failed.isDue = true
  }

  #wait(failed: Failed, ms: number): void {
    failed.cancel?.()
    failed.cancel = this.clock.afterInterval(ms, () => {
      failed.isDue = true
      this.retry()
    })
  }
}

const uidOf = ({ metadata }: Node | Pod): string => metadata.uid ?? ''

/** What of a node a pod may have waited for; that it was cordoned makes no room. */
const whatCounts = ({ metadata, spec, status }: Node): string =>
  JSON.stringify([
    metadata.labels,
    spec.taints,
    spec.unschedulable ? undefined : 'schedulable',
    status.allocatable,
    status.conditions?.map((condition) => [condition.type, condition.status]),
  ])
