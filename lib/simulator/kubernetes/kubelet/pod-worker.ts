import { type RuntimeContainer } from '../container-runtime'
import { referenceTo } from '../event-recorder'
import { type Pod, type PodStatus } from '../objects'
import { timestamp } from '../timestamp'
import { adoptRun, containerName, type ContainerRun, podUid, sandboxName } from './container-run'
import { type ImagePuller, ImageUnavailable } from './image-puller'
import { type KubeletHost } from './kubelet-host'
import { podStatus, terminated } from './pod-status'
import { Sandbox } from './sandbox'

/** How long the kubelet takes to notice what happened in the engine. */
const noticeMs: readonly [number, number] = [100, 1_000]
const unmountMs: readonly [number, number] = [1_200, 2_000]
const firstCrashBackOffMs = 10_000
const longestCrashBackOffMs = 300_000

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
      for (const run of this.#init) await this.#complete(run)
      await Promise.all(this.#runs.map((run) => this.#keepUp(run)))
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
        await runtime.stopContainer(id, graceSeconds)
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

  async #complete(run: ContainerRun): Promise<void> {
    for (;;) {
      const ended = await this.#runOnce(run)
      if (ended?.exitCode === 0) return this.#noticeSoon()
      await this.#restartPause(run, ended)
    }
  }

  async #keepUp(run: ContainerRun): Promise<void> {
    for (;;) {
      const ended = await this.#runOnce(run)
      const { restartPolicy } = this.pod.spec
      const over =
        restartPolicy === 'Never' || (restartPolicy === 'OnFailure' && ended?.exitCode === 0)
      this.#noticeSoon()
      if (ended && over) return
      await this.#restartPause(run, ended)
    }
  }

  /** Starts the container unless it runs already, and waits for its end; undefined when it could not start. */
  async #runOnce(run: ContainerRun): Promise<RuntimeContainer | undefined> {
    const { runtime } = this.host
    if (run.id === undefined || !runtime.inspect(run.id)?.running) {
      await this.#fetchImage(run)
      const sandbox = await this.#sandbox.ensure(this.#signal)
      if (!(await this.#start(run, sandbox))) return undefined
    }
    this.#noticeSoon()
    await this.#exitOf(run.id!)
    return runtime.inspect(run.id!)
  }

  async #fetchImage(run: ContainerRun): Promise<void> {
    const report = (type: 'Normal' | 'Warning', reason: string, message: string): void =>
      this.#event(run.spec.name, type, reason, message)
    for (;;) {
      try {
        return await this.puller.ensure(run.spec, report, this.#signal)
      } catch (error) {
        if (!(error instanceof ImageUnavailable)) throw error
        run.waiting = { reason: error.reason, message: error.message }
        this.report()
        await this.#pause(error.retryMs)
      }
    }
  }

  async #start(run: ContainerRun, sandbox: string): Promise<boolean> {
    const { name } = run.spec
    try {
      const id = await this.host.runtime.startContainer(this.pod, run.spec, run.restarts, sandbox)
      if (this.#signal.aborted) await this.host.runtime.stopContainer(id, 0)
      this.#signal.throwIfAborted()
      run.id = id
      run.waiting = undefined
      this.#event(name, 'Normal', 'Created', `Created container ${name}`)
      this.#event(name, 'Normal', 'Started', `Started container ${name}`)
      return true
    } catch (error) {
      this.#signal.throwIfAborted()
      const { message } = error as Error
      run.waiting = { reason: 'RunContainerError', message }
      this.#event(name, 'Warning', 'Failed', `Error: ${message}`)
      return false
    }
  }

  /** The first restart comes at once, later ones after a pause that doubles. */
  async #restartPause(run: ContainerRun, ended: RuntimeContainer | undefined): Promise<void> {
    const { metadata } = this.pod
    if (ended) run.last = terminated(ended)
    const backOffMs = Math.min(firstCrashBackOffMs * 2 ** (run.restarts - 1), longestCrashBackOffMs)
    if (run.restarts > 0) {
      const pod = `${metadata.name}_${metadata.namespace}(${metadata.uid})`
      const message = `back-off ${inGoTime(backOffMs)} restarting failed container=${run.spec.name} pod=${pod}`
      run.waiting = { reason: 'CrashLoopBackOff', message }
      this.#event(run.spec.name, 'Warning', 'BackOff', 'Back-off restarting failed container')
      this.#noticeSoon()
      await this.#pause(backOffMs)
    } else {
      await this.host.clock.delay(this.host.random.between(...noticeMs), this.#signal)
    }
    run.restarts++
  }

  #exitOf(id: string): Promise<void> {
    const { runtime } = this.host
    return new Promise((resolve, reject) => {
      const finish = (action: () => void): void => {
        unsubscribe()
        this.#signal.removeEventListener('abort', aborted)
        action()
      }
      const aborted = (): void => finish(() => reject(this.#signal.reason as Error))
      const unsubscribe = runtime.onExit((exited) => {
        if (exited === id) finish(resolve)
      })
      this.#signal.addEventListener('abort', aborted, { once: true })
      if (!runtime.inspect(id)?.running) finish(resolve)
    })
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
    for (const run of this.#started()) void this.host.runtime.stopContainer(run.id, 0)
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

  #noticeSoon(): void {
    const { clock, random } = this.host
    clock.after(random.between(...noticeMs), () => {
      if (!this.#signal.aborted) this.report()
    })
  }

  #pause(simulatedMs: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const cancel = this.host.clock.afterInterval(simulatedMs, resolve)
      this.#signal.addEventListener('abort', () => {
        cancel()
        reject(this.#signal.reason as Error)
      })
    })
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

const inGoTime = (ms: number): string => {
  const seconds = ms / 1000
  return seconds < 60 ? `${seconds}s` : `${Math.floor(seconds / 60)}m${seconds % 60}s`
}
