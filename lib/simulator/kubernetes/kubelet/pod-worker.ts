import { type RuntimeContainer } from '../container-runtime'
import { referenceTo } from '../event-recorder'
import { type Pod, type PodStatus } from '../objects'
import { timestamp } from '../timestamp'
import { adoptRun, containerName, type ContainerRun, podUid, sandboxName } from './container-run'
import { ContainerKeeper, noticeMs } from './container-keeper'
import { type ImagePuller } from './image-puller'
import { type KubeletHost } from './kubelet-host'
import { stopContainer } from './stop-container'
import { podStatus } from './pod-status'
import { Sandbox } from './sandbox'

const unmountMs: readonly [number, number] = [1_200, 2_000]
/** Runs one pod on its node: image, sandbox, containers, restarts; and its end. */
export class PodWorker {
  /** Containers have ended and nothing holds the object back any more. */
  reclaimed = false
  /** Nothing is to be shown any more: the object is gone. */
  forgotten = false

  readonly #abort = new AbortController()
  readonly #runs: ContainerRun[]
  readonly #init: ContainerRun[]
  readonly #sandbox: Sandbox
  readonly #startTime: string
  readonly #unsubscribe: () => void
  #ending = false

  constructor(
    private readonly host: KubeletHost,
    private readonly puller: ImagePuller,
    private readonly write: (pod: Pod, status: (before: PodStatus) => PodStatus) => void,
    public pod: Pod,
  ) {
    const found = host.runtime
      .podContainers()
      .filter(({ labels }) => labels[podUid] === pod.metadata.uid)
    this.#runs = pod.spec.containers.map((spec) => adoptRun(spec, found))
    this.#init = (pod.spec.initContainers ?? []).map((spec) => adoptRun(spec, found))
    this.#sandbox = new Sandbox(host, () => this.pod, found.find(isSandbox)?.id)
    this.#startTime = pod.status.startTime ?? timestamp(host.clock.now())
    this.#unsubscribe = host.runtime.onExit((id) => this.#sandboxLost(id))
  }

  /** Brings the pod up and keeps it up, until `end` or `abandon`. */
  async run(): Promise<void> {
    const { clock, random } = this.host
    try {
      await clock.delay(random.between(8, 25), this.#signal)
      this.report()
      for (const run of this.#init) await this.#keeper(run).complete()
      await Promise.all(this.#runs.map((run) => this.#keeper(run).keepUp()))
    } catch (error) {
      if (!this.#signal.aborted) throw error
    }
  }

  /** Writes what there is to see now. */
  report(): void {
    if (this.forgotten) return
    const { host } = this
    const view = {
      pod: this.pod,
      startTime: this.#startTime,
      nodeAddress: host.node.address,
      sandboxed: this.#sandbox.id !== undefined,
      init: this.#init,
      containers: this.#runs,
      inspect: (id: string) => host.runtime.inspect(id),
    }
    this.write(this.pod, (before) => podStatus(view, before, timestamp(host.clock.now())))
  }

  /** Ends the pod's containers, with grace; the object may go when `reclaimed`. */
  async end(graceSeconds: number): Promise<void> {
    if (this.#ending) return
    this.#ending = true
    const { runtime, clock, random } = this.host
    this.#stopWorking('the pod is being deleted')
    await Promise.all(
      this.#started().map(async ({ id, spec }) => {
        if (runtime.inspect(id)?.running)
          this.#event(spec.name, 'Normal', 'Killing', `Stopping container ${spec.name}`)
        await stopContainer(this.host, id, graceSeconds)
      }),
    )
    await this.#sandbox.stop()
    for (const run of this.#runs) run.waiting = undefined
    await clock.delay(random.between(...noticeMs))
    this.report()
    await clock.delay(random.between(...unmountMs))
    this.reclaimed = true
  }

  /** The object is gone: nothing of it stays on the node. */
  async removeTraces(): Promise<void> {
    this.forgotten = true
    await this.end(0)
    const { runtime } = this.host
    for (const { id, labels } of runtime.podContainers()) {
      if (labels[podUid] === this.pod.metadata.uid) runtime.removeContainer(id)
    }
  }

  /** The kubelet stops; the containers run on. */
  abandon(): void {
    this.forgotten = true
    this.#stopWorking('the kubelet was stopped')
  }

  /** The engine's id of a container by its name. */
  containerId(name: string): string | undefined {
    return [...this.#runs, ...this.#init].find(({ spec }) => spec.name === name)?.id
  }

  #keeper(run: ContainerRun): ContainerKeeper {
    return new ContainerKeeper(
      {
        host: this.host,
        puller: this.puller,
        sandbox: this.#sandbox,
        pod: () => this.pod,
        signal: this.#signal,
        report: () => this.report(),
        event: (...what) => this.#event(...what),
      },
      run,
    )
  }

  /** A pod without its sandbox is begun anew: the other containers end, and their restarts make a new one. */
  #sandboxLost(id: string): void {
    if (id !== this.#sandbox.id || this.#ending) return
    this.#sandbox.lost()
    this.host.recorder.record({
      about: referenceTo(this.pod),
      reason: 'SandboxChanged',
      message: 'Pod sandbox changed, it will be killed and re-created.',
    })
    for (const run of this.#started()) void stopContainer(this.host, run.id, 0)
  }

  #started(): (ContainerRun & { id: string })[] {
    const isStarted = (run: ContainerRun): run is ContainerRun & { id: string } =>
      run.id !== undefined
    return [...this.#init, ...this.#runs].filter(isStarted)
  }

  #stopWorking(reason: string): void {
    this.#unsubscribe()
    this.#abort.abort(new Error(reason))
  }

  #event(container: string, type: 'Normal' | 'Warning', reason: string, message: string): void {
    const about = referenceTo(this.pod, `spec.containers{${container}}`)
    this.host.recorder.record({ about, type, reason, message })
  }

  get #signal(): AbortSignal {
    return this.#abort.signal
  }
}

const isSandbox = ({ running, labels }: RuntimeContainer): boolean =>
  running && labels[containerName] === sandboxName
