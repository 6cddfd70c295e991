import { durations } from '../../chance/durations'
import { type SeededRandom } from '../../chance/seeded-random'
import { referenceTo } from '../events/event-recorder'
import { type ObjectMeta, type Pod, type PodStatus } from '../objects'
import { isOver } from '../objects/pod-phase'
import { ActiveDeadline } from './active-deadline'
import { type BackOff } from './back-off'
import { isSandbox, podUid } from './container-run'
import { type ImagePuller } from './image-puller'
import { type KubeletHost } from './kubelet-host'
import { isOtherwise } from './pod-difference'
import { PodContainers } from './pod-containers'
import { isSeenRunning, PodEnding, withoutUnknown } from './pod-ending'
import { PodReport } from './pod-report'
import { type ProbeChange } from './probes/container-prober'
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
  readonly #abort = new AbortController()
  readonly #random: SeededRandom
  readonly #containers: PodContainers
  readonly #sandbox: Sandbox
  readonly #volumes: PodVolumes
  readonly #loop: SyncLoop
  readonly #deadline: ActiveDeadline
  readonly #ending: PodEnding
  readonly #unsubscribe: () => void
  readonly #report: PodReport

  constructor(
    private readonly options: PodWorkerOptions,
    public pod: Pod,
  ) {
    const { host } = options
    this.#random = host.random.forObject(`pod ${pod.metadata.uid}`)
    const found = host.runtime
      .podContainers()
      .filter(({ labels }) => labels[podUid] === pod.metadata.uid)
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
      started: (id: string) => this.#loop.noticeSoon(id),
      probed: (what: ProbeChange) => this.#onProbe(what),
    }
    this.#containers = new PodContainers({ ...options, ...what }, found)
    const parts = { sandbox: this.#sandbox, containers: this.#containers, deadline: this.#deadline }
    this.#report = new PodReport({ ...options, ...parts, pod: () => this.pod })
    this.#ending = new PodEnding({
      host,
      random: this.#random,
      uid: () => this.pod.metadata.uid ?? '',
      ...parts,
      lastReport: () => this.#lastReport(),
    })
    this.#unsubscribe = host.runtime.onExit((id) => {
      if (id === this.#sandbox.id || this.#containers.ids().includes(id)) this.#loop.noticeSoon(id)
    })
  }

  /** Whether it counts among those that the node has taken: neither refused nor over nor gone. */
  get isActive(): boolean {
    return !this.#report.ended && !this.reclaimed && !isOver({ status: this.#report.shown })
  }

  /** Containers have ended and nothing holds the object back any more. */
  get reclaimed(): boolean {
    return this.#ending.reclaimed
  }

  begin(): void {
    const { clock } = this.options.host
    clock.after(this.#random.within(durations.beginPod), () => this.#attend())
    this.#deadline.await(this.#report.shown)
  }

  /** The object has changed; what a kubelet has written itself does not make it look. */
  update(pod: Pod): void {
    const before = this.pod
    this.pod = pod
    if (!isOtherwise(before, pod)) return
    this.#attend()
    if (!isOver({ status: this.#report.shown })) this.#deadline.await(this.#report.shown)
  }

  /** A ConfigMap or Secret has changed: what the pod's volumes have of it follows when its turn comes. */
  sourceChanged(kind: 'configmaps' | 'secrets', { namespace, name }: ObjectMeta): void {
    if (this.pod.metadata.namespace === namespace && this.#volumes.isMadeOf(kind, name))
      this.#loop.resync()
  }

  /** Others wrote, or the API was away. */
  rewrite(): void {
    this.#report.tellAgain()
  }

  /** The node does not take this pod (any more); its containers end without a word. */
  refuse(status: Partial<PodStatus>): void {
    const { startTime } = this.#report.shown
    this.options.write(this.pod, { ...status, ...(startTime && { startTime }) })
    this.#report.ended = true
    void this.#ending.kill(0)
  }

  /** The object is gone: what still runs is ended. */
  async removeTraces(): Promise<void> {
    this.#stopWorking('the pod is gone')
    this.#ending.forget()
    await this.#containers.kill(0)
    await this.#sandbox.stop()
    this.#containers.stopProbing()
    this.#report.ended = true
    this.#volumes.remove()
  }

  /** The kubelet stops; the containers run on. */
  abandon(): void {
    this.#report.ended = true
    this.#containers.stopProbing()
    this.#stopWorking('the kubelet was stopped')
  }

  /** The engine's id of a container by its name, or of the one before it. */
  containerId(name: string, previous: boolean): string | undefined {
    return this.#containers.idOf(name, previous)
  }

  /** The object has changed, or is new here: a pod that is to go and of which nothing was seen to run is not synced any more. */
  #attend(): void {
    const { deletionTimestamp } = this.pod.metadata
    if (!deletionTimestamp || this.#ending.begun || isSeenRunning(this.#report.shown))
      return this.#loop.request()
    this.#loop.stop()
    this.#deadline.stop()
    const { shown } = this.#report
    if (shown.initContainerStatuses) this.#report.tellThat(withoutUnknown(shown))
    const { terminationGracePeriodSeconds = 30 } = this.pod.spec
    void this.#ending.cleanUp(terminationGracePeriodSeconds, () => {
      this.#containers.stopProbing()
      this.#stopWorking('the pod is deleted')
    })
  }

  async #sync(): Promise<boolean> {
    const { deletionTimestamp, deletionGracePeriodSeconds = 30 } = this.pod.metadata
    if (deletionTimestamp) {
      this.#report.tell()
      void this.#ending.kill(deletionGracePeriodSeconds)
      return true
    }
    // Of a pod that is over the kubelet looks at nothing more, not even at how its containers end.
    if (isOver({ status: this.#report.shown })) return true
    this.#containers.forgetRemoved()
    this.#containers.settleStarted()
    this.#report.tell()
    this.#containers.removeSuperseded()
    if (isOver({ status: this.#report.shown })) {
      this.#deadline.stop()
      await this.#containers.kill(this.pod.spec.terminationGracePeriodSeconds ?? 30)
      this.#containers.stopProbing()
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
    const hasRun = this.#sandbox.isKnown && this.#containers.ids().length > 0
    if (restartPolicy === 'Never' && hasRun) return undefined
    this.#containers.beginAnew()
    const id = await this.#sandbox.make(this.#abort.signal)
    this.#loop.noticeSoon(id)
    return id
  }

  #onProbe(what: ProbeChange): void {
    if (what === 'report') this.#report.tell()
    else if (what === 'sync') this.#loop.request()
    else this.#loop.resync()
  }

  /** Its containers are about to be taken away. */
  #lastReport(): void {
    if (isSeenRunning(this.#report.shown)) this.#report.tell()
    this.#stopWorking('the pod has ended')
    this.#containers.stopProbing()
  }

  #stopWorking(reason: string): void {
    this.#unsubscribe()
    this.#loop.stop()
    this.#deadline.stop()
    this.#abort.abort(new Error(reason))
  }

  #event(container: string, type: 'Normal' | 'Warning', reason: string, message: string): void {
    if (this.#report.ended) return
    const isInit = this.#containers.init.some(({ spec }) => spec.name === container)
    const about = referenceTo(
      this.pod,
      `spec.${isInit ? 'initContainers' : 'containers'}{${container}}`,
    )
    this.options.host.recorder.record({ about, type, reason, message })
  }
}
