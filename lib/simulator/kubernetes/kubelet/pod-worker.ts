import { type RuntimeContainer } from '../container-runtime'
import { referenceTo } from '../event-recorder'
import { type Pod, type PodStatus } from '../objects'
import { timestamp } from '../timestamp'
import { type BackOff } from './back-off'
import { adoptRun, containerName, type ContainerRun, podUid, sandboxName } from './container-run'
import { ContainerStarter } from './container-starter'
import { type ImagePuller } from './image-puller'
import { type KubeletHost } from './kubelet-host'
import { podStatus } from './pod-status'
import { ContainerProber } from './probes/container-prober'
import { Sandbox } from './sandbox'
import { stopContainer } from './stop-container'
import { SyncLoop } from './sync-loop'
import { PodVolumes } from './volumes'

const unmountMs: readonly [number, number] = [1_200, 2_000]
/** A pod that never ran a container holds on to its cgroup for some rounds of the kubelet's housekeeping. */
const neverStartedMs: readonly [number, number] = [8_000, 60_000]

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
  readonly #runs: readonly ContainerRun[]
  readonly #init: readonly ContainerRun[]
  readonly #probers: readonly ContainerProber[]
  readonly #sandbox: Sandbox
  readonly #volumes: PodVolumes
  readonly #starter: ContainerStarter
  readonly #loop: SyncLoop
  readonly #unsubscribe: () => void
  #shown: PodStatus
  #ending = false
  #gone = false
  #quiet = false
  #ranAtTheEnd = false

  constructor(
    private readonly options: PodWorkerOptions,
    public pod: Pod,
  ) {
    const { host, puller, backOff } = options
    const found = host.runtime
      .podContainers()
      .filter(({ labels }) => labels[podUid] === pod.metadata.uid)
    this.#runs = pod.spec.containers.map((spec) => adoptRun(spec, found))
    this.#init = (pod.spec.initContainers ?? []).map((spec) => adoptRun(spec, found))
    this.#sandbox = new Sandbox(host, () => this.pod, found.find(isSandbox))
    this.#shown = { ...pod.status, startTime: pod.status.startTime ?? timestamp(host.clock.now()) }
    const { signal } = this.#abort
    const event = this.#event.bind(this)
    this.#volumes = new PodVolumes(host, () => this.pod)
    this.#starter = new ContainerStarter({
      host,
      puller,
      backOff,
      pod: () => this.pod,
      signal,
      event,
    })
    this.#loop = new SyncLoop(host, () => this.#sync())
    this.#probers = this.#runs.map(
      (run) =>
        new ContainerProber(host, run, event, (restart) => {
          if (restart) this.#loop.request()
          else this.#report()
        }),
    )
    this.#unsubscribe = host.runtime.onExit((id) => {
      if (id === this.#sandbox.id || this.#started().includes(id)) this.#loop.noticeSoon()
    })
  }

  /** Begins; takes up a changed pod later on. */
  begin(): void {
    const { clock, random } = this.options.host
    clock.after(random.between(8, 25), () => this.#loop.request())
  }

  /** The object has changed; only what the kubelet acts on makes it look. */
  update(pod: Pod): void {
    const { deletionGracePeriodSeconds } = this.pod.metadata
    this.pod = pod
    if (pod.metadata.deletionGracePeriodSeconds !== deletionGracePeriodSeconds) this.#loop.request()
  }

  /** Writes once more what was written last: somebody else may have changed it, or the API was away. */
  rewrite(): void {
    if (!this.#gone && this.#shown.containerStatuses) this.options.write(this.pod, this.#shown)
  }

  /** The node does not take this pod (any more). */
  refuse(status: Partial<PodStatus>): void {
    const { startTime } = this.#shown
    this.#shown = { ...status, ...(startTime && { startTime }) }
    this.options.write(this.pod, this.#shown)
    this.#gone = true
    this.#quiet = true
    void this.#end(0)
  }

  /** The object is gone: nothing of it stays on the node. */
  async removeTraces(): Promise<void> {
    this.#gone = true
    this.#stopWorking('the pod is gone')
    await this.#end(0)
    const { runtime } = this.options.host
    for (const { id, labels } of runtime.podContainers()) {
      if (labels[podUid] === this.pod.metadata.uid) runtime.removeContainer(id)
    }
  }

  /** The kubelet stops; the containers run on. */
  abandon(): void {
    this.#gone = true
    this.#stopWorking('the kubelet was stopped')
  }

  /** The engine's id of a container by its name; of the start before with `previous`. */
  containerId(name: string, previous: boolean): string | undefined {
    const run = [...this.#runs, ...this.#init].find(({ spec }) => spec.name === name)
    return previous ? run?.before : run?.id
  }

  async #sync(): Promise<boolean> {
    const { deletionTimestamp, deletionGracePeriodSeconds = 30 } = this.pod.metadata
    if (deletionTimestamp) {
      // Of a pod of which nothing ran when its deletion came the kubelet writes nothing more.
      if (!this.#ending) this.#ranAtTheEnd = this.#running().length > 0
      if (this.#ranAtTheEnd) this.#report()
      void this.#end(deletionGracePeriodSeconds)
      return true
    }
    this.#report()
    await this.#volumes.mounted(this.#abort.signal)
    const sandbox = this.#sandbox.running ? this.#sandbox.id : await this.#newSandbox()
    if (sandbox === undefined) return false
    const initialised = await this.#initialise(sandbox)
    return initialised && (await this.#startMissing(this.#runs, sandbox))
  }

  /** A pod without its sandbox is begun anew: its containers end, and their restarts belong to the new one. */
  async #newSandbox(): Promise<string | undefined> {
    const { host } = this.options
    await Promise.all(this.#started().map((id) => stopContainer(host, id, 0)))
    const id = await this.#sandbox.make(this.#abort.signal)
    this.#loop.noticeSoon()
    return id
  }

  /** Init containers run one after the other; answers whether all have succeeded. */
  async #initialise(sandbox: string): Promise<boolean> {
    const { runtime } = this.options.host
    for (const run of this.#init) {
      const container = run.id === undefined ? undefined : runtime.inspect(run.id)
      if (container && !container.running && container.exitCode === 0) continue
      await this.#startMissing([run], sandbox)
      return false
    }
    return true
  }

  async #startMissing(runs: readonly ContainerRun[], sandbox: string): Promise<boolean> {
    let well = true
    for (const run of runs) {
      await this.#restartIfSick(run)
      if (!this.#isToStart(run)) continue
      const runsNow = await this.#starter.start(run, sandbox)
      if (runsNow) {
        this.#probers.find((prober) => prober.run === run)?.begin()
        this.#loop.noticeSoon()
      }
      well &&= runsNow
    }
    return well
  }

  #isToStart({ id, spec }: ContainerRun): boolean {
    const container = id === undefined ? undefined : this.options.host.runtime.inspect(id)
    if (!container) return true
    if (container.running) return false
    const { restartPolicy } = this.pod.spec
    const isInit = this.#init.some((run) => run.spec === spec)
    return isInit
      ? restartPolicy !== 'Never'
      : restartPolicy === 'Always' || (restartPolicy === 'OnFailure' && container.exitCode !== 0)
  }

  async #restartIfSick({ id, spec, probed }: ContainerRun): Promise<void> {
    if (probed.alive !== false || id === undefined) return
    probed.alive = true
    const which = spec.startupProbe && !probed.started ? 'startup' : 'liveness'
    const message = `Container ${spec.name} failed ${which} probe, will be restarted`
    this.#event(spec.name, 'Normal', 'Killing', message)
    await stopContainer(this.options.host, id, this.pod.spec.terminationGracePeriodSeconds ?? 30)
  }

  /** Writes what there is to see now. */
  #report(): void {
    if (this.#gone) return
    const { host, write } = this.options
    const view = {
      pod: this.pod,
      nodeAddress: host.node.address,
      sandboxed: this.#sandbox.running,
      init: this.#init,
      containers: this.#runs,
      inspect: (id: string) => host.runtime.inspect(id),
    }
    this.#shown = podStatus(view, this.#shown, timestamp(host.clock.now()))
    write(this.pod, this.#shown)
  }

  /** Ends the pod's containers, with grace; the object may go when `reclaimed`. */
  async #end(graceSeconds: number): Promise<void> {
    if (this.#ending) return
    this.#ending = true
    for (const prober of this.#probers) prober.stop()
    const { host } = this.options
    await Promise.all(
      this.#running().map(({ id, spec }) => {
        this.#event(spec.name, 'Normal', 'Killing', `Stopping container ${spec.name}`)
        return stopContainer(host, id!, graceSeconds)
      }),
    )
    await this.#sandbox.stop()
    this.#loop.noticeSoon()
    const holdMs = this.#started().length > 0 ? unmountMs : neverStartedMs
    await host.clock.delay(host.random.between(...holdMs))
    this.reclaimed = true
  }

  #running(): ContainerRun[] {
    const { runtime } = this.options.host
    return [...this.#init, ...this.#runs].filter(
      ({ id }) => id !== undefined && runtime.inspect(id)?.running,
    )
  }

  #started(): string[] {
    return [...this.#init, ...this.#runs].flatMap(({ id }) => id ?? [])
  }

  #stopWorking(reason: string): void {
    this.#unsubscribe()
    this.#loop.stop()
    for (const prober of this.#probers) prober.stop()
    this.#abort.abort(new Error(reason))
  }

  #event(container: string, type: 'Normal' | 'Warning', reason: string, message: string): void {
    if (this.#quiet) return
    const about = referenceTo(this.pod, `spec.containers{${container}}`)
    this.options.host.recorder.record({ about, type, reason, message })
  }
}

const isSandbox = ({ labels }: RuntimeContainer): boolean => labels[containerName] === sandboxName
