import { durations } from '../../chance/durations'
import { type SeededRandom } from '../../chance/seeded-random'
import { isSame } from '../json/json'
import { referenceTo } from '../events/event-recorder'
import { type ObjectMeta, type Pod, type PodContainer, type PodStatus } from '../objects'
import { isOver } from '../objects/pod-phase'
import { timestamp } from '../../time/timestamp'
import { ActiveDeadline, deadlineExceeded } from './active-deadline'
import { type BackOff } from './back-off'
import { isSandbox, podUid } from './container-run'
import { type RuntimeContainer } from './container-runtime'
import { type ImagePuller } from './image-puller'
import { type KubeletHost } from './kubelet-host'
import { lastWordsOf } from './lifecycle/last-words'
import { isOtherwise } from './pod-difference'
import { PodContainers } from './pod-containers'
import { expiredStatus, podStatus } from './pod-status'
import { removeContainer } from './remove-container'
import { Sandbox } from './sandbox'
import { SyncLoop } from './sync-loop'
import { PodVolumes } from './volumes/pod-volumes'

export interface PodWorkerOptions {
  readonly host: KubeletHost
  readonly puller: ImagePuller
  readonly backOff: BackOff
  readonly write: (pod: Pod, status: PodStatus) => void
}

/**
 * Runs one pod on its node. Each sync first writes the status as it is, with what kept the sync before from
 * starting containers, then does what is missing: so a status lags one sync behind the events, as with a real
 * kubelet.
 */
export class PodWorker {
  /** Containers have ended and nothing holds the object back any more. */
  reclaimed = false

  readonly #abort = new AbortController()
  readonly #random: SeededRandom
  readonly #containers: PodContainers
  readonly #sandbox: Sandbox
  readonly #volumes: PodVolumes
  readonly #loop: SyncLoop
  readonly #deadline: ActiveDeadline
  readonly #unsubscribe: () => void
  #shown: PodStatus
  #ending = false
  #ranAtTheEnd = false
  /** The object is gone, or somebody else's: nothing is written any more. */
  #gone = false

  constructor(
    private readonly options: PodWorkerOptions,
    public pod: Pod,
  ) {
    const { host } = options
    this.#random = host.random.forObject(`pod ${pod.metadata.uid}`)
    const found = host.runtime
      .podContainers()
      .filter(({ labels }) => labels[podUid] === pod.metadata.uid)
    this.#shown = { ...pod.status, startTime: pod.status.startTime ?? timestamp(host.clock.now()) }
    this.#sandbox = new Sandbox(host, () => this.pod, found.find(isSandbox))
    this.#volumes = new PodVolumes(host, () => this.pod)
    this.#loop = new SyncLoop(host, this.#random, () => this.#sync())
    this.#deadline = new ActiveDeadline(
      host,
      this.#random,
      () => this.pod,
      () => this.#loop.request(),
    )
    const what = {
      pod: () => this.pod,
      signal: this.#abort.signal,
      event: this.#event.bind(this),
      started: () => this.#loop.noticeSoon(),
      probed: (restart: boolean) => (restart ? this.#loop.request() : this.#report()),
    }
    this.#containers = new PodContainers({ ...options, ...what }, found)
    this.#unsubscribe = host.runtime.onExit((id) => {
      if (id === this.#sandbox.id || this.#containers.ids().includes(id)) this.#loop.noticeSoon()
    })
  }

  /** Whether it counts among those that the node has taken: neither refused nor over nor gone. */
  get isActive(): boolean {
    return !this.#gone && !this.reclaimed && !isOver({ status: this.#shown })
  }

  begin(): void {
    const { clock } = this.options.host
    clock.after(this.#random.within(durations.beginPod), () => this.#loop.request())
    this.#deadline.await(this.#shown)
  }

  /** The object has changed; what a kubelet has written itself does not make it look. */
  update(pod: Pod): void {
    const before = this.pod
    this.pod = pod
    if (!isOtherwise(before, pod)) return
    this.#loop.request()
    if (!isOver({ status: this.#shown })) this.#deadline.await(this.#shown)
  }

  /** A ConfigMap or Secret has changed: what the pod's volumes have of it follows when its turn comes. */
  sourceChanged(kind: 'configmaps' | 'secrets', { namespace, name }: ObjectMeta): void {
    if (this.pod.metadata.namespace === namespace && this.#volumes.isMadeOf(kind, name))
      this.#loop.resync()
  }

  /** Writes once more what was written last where the object says something else: others wrote, or the API was away. */
  rewrite(): void {
    const known = this.#gone || isSame(this.pod.status, this.#shown)
    if (!known && this.#shown.containerStatuses) this.options.write(this.pod, this.#shown)
  }

  /** The node does not take this pod (any more); its containers end without a word. */
  refuse(status: Partial<PodStatus>): void {
    const { startTime } = this.#shown
    this.options.write(this.pod, { ...status, ...(startTime && { startTime }) })
    this.#gone = true
    void this.#end(0)
  }

  /** The object is gone: nothing of it stays on the node. */
  async removeTraces(): Promise<void> {
    this.#stopWorking('the pod is gone')
    await this.#end(0)
    this.#gone = true
    const { host } = this.options
    for (const { id, labels } of host.runtime.podContainers())
      if (labels[podUid] === this.pod.metadata.uid) removeContainer(host, id)
    this.#volumes.remove()
  }

  /** The kubelet stops; the containers run on. */
  abandon(): void {
    this.#gone = true
    this.#stopWorking('the kubelet was stopped')
  }

  /** The engine's id of a container by its name, or of the one before it. */
  containerId(name: string, previous: boolean): string | undefined {
    const { runs, init } = this.#containers
    const run = [...runs, ...init].find(({ spec }) => spec.name === name)
    return previous ? run?.before : run?.id
  }

  async #sync(): Promise<boolean> {
    const { deletionTimestamp, deletionGracePeriodSeconds = 30 } = this.pod.metadata
    if (deletionTimestamp) {
      // Of a pod of which nothing ran when its deletion came the kubelet writes nothing more.
      if (!this.#ending) this.#ranAtTheEnd = this.#containers.running().length > 0
      if (this.#ranAtTheEnd) this.#report()
      void this.#end(deletionGracePeriodSeconds)
      return true
    }
    // Of a pod that is over the kubelet looks at nothing more, not even at how its containers end.
    if (isOver({ status: this.#shown })) return true
    this.#containers.forgetRemoved()
    this.#report()
    if (isOver({ status: this.#shown })) {
      this.#deadline.stop()
      await this.#containers.stop(this.pod.spec.terminationGracePeriodSeconds ?? 30)
      await this.#sandbox.stop()
      return true
    }
    if (!(await this.#volumes.mounted(this.#abort.signal))) return false
    const sandbox = this.#sandbox.running ? this.#sandbox.id : await this.#newSandbox()
    return sandbox !== undefined && this.#containers.startMissing(sandbox)
  }

  /**
   * A pod without its sandbox is begun anew: its containers end, and their restarts belong to the new one. One that is never
   * restarted ends with them.
   */
  async #newSandbox(): Promise<string | undefined> {
    const { terminationGracePeriodSeconds = 30, restartPolicy } = this.pod.spec
    await this.#containers.kill(terminationGracePeriodSeconds)
    if (restartPolicy === 'Never' && this.#containers.ids().length > 0) return undefined
    this.#containers.forgetInit()
    const id = await this.#sandbox.make(this.#abort.signal)
    this.#loop.noticeSoon()
    return id
  }

  /** Writes what there is to see now. */
  #report(): void {
    if (this.#gone) return
    const { host, write } = this.options
    const view = {
      pod: this.pod,
      nodeAddress: host.node.address,
      sandboxed: this.#sandbox.running,
      init: this.#containers.init,
      containers: this.#containers.runs,
      inspect: (id: string) => host.runtime.inspect(id),
      lastWords: (container: RuntimeContainer, spec: PodContainer) =>
        lastWordsOf(host, container, spec),
    }
    const now = timestamp(host.clock.now())
    const isLate = this.#deadline.hasPassed(this.#shown)
    if (isLate)
      host.recorder.record({ about: referenceTo(this.pod), type: 'Normal', ...deadlineExceeded })
    this.#shown = isLate
      ? expiredStatus(view, this.#shown, deadlineExceeded)
      : podStatus(view, this.#shown, now)
    write(this.pod, this.#shown)
  }

  /** Ends the pod's containers, with grace; the object may go when `reclaimed`. */
  async #end(graceSeconds: number): Promise<void> {
    if (this.#ending) return
    this.#ending = true
    await this.#containers.stop(graceSeconds)
    await this.#sandbox.stop()
    this.#loop.noticeSoon()
    // A pod of which a container never ran is there until the kubelet's housekeeping has come round.
    const ran = this.#containers.ids().length > 0 && !this.#containers.neverBegun()
    const hold = ran ? durations.unmount : durations.neverStarted
    await this.options.host.clock.delay(this.#random.within(hold))
    this.reclaimed = true
  }

  #stopWorking(reason: string): void {
    this.#unsubscribe()
    this.#loop.stop()
    this.#deadline.stop()
    this.#containers.stopProbing()
    this.#abort.abort(new Error(reason))
  }

  #event(container: string, type: 'Normal' | 'Warning', reason: string, message: string): void {
    if (this.#gone) return
    const isInit = this.#containers.init.some(({ spec }) => spec.name === container)
    const about = referenceTo(
      this.pod,
      `spec.${isInit ? 'initContainers' : 'containers'}{${container}}`,
    )
    this.options.host.recorder.record({ about, type, reason, message })
  }
}
