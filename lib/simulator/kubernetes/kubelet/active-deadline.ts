import { durations } from '../../chance/durations'
import { type SeededRandom } from '../../chance/seeded-random'
import { type Pod, type PodStatus } from '../objects'
import { type KubeletHost } from './kubelet-host'

/** What a pod fails with that has been active for too long (kubernetes/pkg/kubelet/active_deadline.go). */
export const deadlineExceeded = {
  reason: 'DeadlineExceeded',
  message: 'Pod was active on the node longer than the specified deadline',
} as const

/** For how long a pod may be active, counted from its start: its `activeDeadlineSeconds`, if it has them. */
export class ActiveDeadline {
  #cancel: (() => void) | undefined

  constructor(
    private readonly host: KubeletHost,
    private readonly random: SeededRandom,
    private readonly pod: () => Pod,
    /** Called when the kubelet sees that it has passed: it looks once a second. */
    private readonly passed: () => void,
  ) {}

  /** Waits for it anew: the pod has begun, or its deadline has been brought forward. */
  await({ startTime }: PodStatus): void {
    this.stop()
    const left = this.#leftMs(startTime)
    if (left === undefined) return
    const seen = Math.max(0, left) + this.random.forObject('deadline').within(durations.relist)
    this.#cancel = this.host.clock.afterInterval(seen, this.passed)
  }

  hasPassed({ startTime }: PodStatus): boolean {
    return (this.#leftMs(startTime) ?? 1) <= 0
  }

  stop(): void {
    this.#cancel?.()
    this.#cancel = undefined
  }

  #leftMs(startTime: string | undefined): number | undefined {
    const { activeDeadlineSeconds } = this.pod().spec
    if (activeDeadlineSeconds === undefined || startTime === undefined) return undefined
    return activeDeadlineSeconds * 1000 - this.host.clock.simulatedSince(Date.parse(startTime))
  }
}
