import { timestamp } from '../../time/timestamp'
import { referenceTo } from '../events/event-recorder'
import { isSame } from '../json/json'
import { type Pod, type PodStatus } from '../objects'
import { type ActiveDeadline, deadlineExceeded } from './active-deadline'
import { type KubeletHost } from './kubelet-host'
import { lastWordsOf } from './lifecycle/last-words'
import { type PodContainers } from './pod-containers'
import { expiredStatus, podStatus, type PodView } from './pod-status'
import { type Sandbox } from './sandbox'

export interface PodReportOptions {
  readonly host: KubeletHost
  readonly pod: () => Pod
  readonly sandbox: Sandbox
  readonly containers: PodContainers
  readonly deadline: ActiveDeadline
  readonly write: (pod: Pod, status: PodStatus) => void
}

/** What the API is told of one pod. */
export class PodReport {
  /** The object is gone, or somebody else's: nothing is told any more. */
  ended = false
  #shown: PodStatus

  constructor(private readonly options: PodReportOptions) {
    const { status } = options.pod()
    const startTime = status.startTime ?? timestamp(options.host.clock.now())
    this.#shown = { ...status, startTime }
  }

  /** What was told last. */
  get shown(): PodStatus {
    return this.#shown
  }

  /** Tells what there is to see now. */
  tell(): void {
    if (this.ended) return
    const { host, pod, deadline } = this.options
    const view = this.#view()
    const isLate = deadline.hasPassed(this.#shown)
    if (isLate)
      host.recorder.record({ about: referenceTo(pod()), type: 'Normal', ...deadlineExceeded })
    this.tellThat(
      isLate
        ? expiredStatus(view, this.#shown, deadlineExceeded)
        : podStatus(view, this.#shown, timestamp(host.clock.now())),
    )
  }

  tellThat(status: PodStatus): void {
    this.#shown = status
    this.options.write(this.options.pod(), status)
  }

  /** Tells once more what was told last where the object says something else: others wrote, or the API was away. */
  tellAgain(): void {
    const known = this.ended || isSame(this.options.pod().status, this.#shown)
    if (!known && this.#shown.containerStatuses) this.tellThat(this.#shown)
  }

  #view(): PodView {
    const { host, pod, sandbox, containers } = this.options
    return {
      pod: pod(),
      nodeAddress: host.node.address,
      sandboxed: sandbox.running,
      init: containers.init,
      containers: containers.runs,
      inspect: (id) => host.runtime.inspect(id),
      lastWords: (container, spec) => lastWordsOf(host, container, spec),
    }
  }
}
