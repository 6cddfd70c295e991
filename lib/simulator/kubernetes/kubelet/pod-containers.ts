import { type RuntimeContainer } from './container-runtime'
import { type Pod, type PodContainer } from '../objects'
import { type BackOff } from './back-off'
import { isOfOtherSpec } from './container-hash'
import { adoptRun, type ContainerRun } from './container-run'
import { ContainerStarter, type StarterOptions } from './container-starter'
import { type ImagePuller } from './image-puller'
import { type KubeletHost } from './kubelet-host'
import { killContainer } from './lifecycle/kill-container'
import { ContainerProber } from './probes/container-prober'
import { removeContainer } from './remove-container'

export interface PodContainersOptions {
  readonly host: KubeletHost
  readonly puller: ImagePuller
  readonly backOff: BackOff
  readonly pod: () => Pod
  readonly signal: AbortSignal
  readonly event: StarterOptions['event']
  /** A container has been started: the engine shows it soon. */
  readonly started: () => void
  /** A probe's answer changes what the status says; with true a container is to be restarted. */
  readonly probed: (restart: boolean) => void
}

/** The containers of one pod: those to be started are started, restarted, probed and stopped. */
export class PodContainers {
  readonly init: readonly ContainerRun[]
  readonly runs: readonly ContainerRun[]
  readonly #probers: readonly ContainerProber[]
  readonly #starter: ContainerStarter

  /** `found`: what a kubelet before this one had started. */
  constructor(
    private readonly options: PodContainersOptions,
    found: readonly RuntimeContainer[],
  ) {
    const { host, pod, event, probed } = options
    const adopt = (spec: PodContainer): ContainerRun => adoptRun(spec, found)
    this.init = (pod().spec.initContainers ?? []).map(adopt)
    this.runs = pod().spec.containers.map(adopt)
    this.#probers = this.runs.map((run) => new ContainerProber(host, run, event, probed))
    this.#starter = new ContainerStarter(options)
  }

  /** Those that run now. */
  running(): (ContainerRun & { id: string })[] {
    const { runtime } = this.options.host
    const runsNow = (run: ContainerRun): run is ContainerRun & { id: string } =>
      run.id !== undefined && runtime.inspect(run.id)?.running === true
    return [...this.init, ...this.runs].filter(runsNow)
  }

  /** The engine's ids of all that have ever been started. */
  ids(): string[] {
    return [...this.init, ...this.runs].flatMap(({ id }) => id ?? [])
  }

  /** One of them was made and could not be started: Docker has it as created for as long as the pod is there. */
  neverBegun(): boolean {
    const { runtime } = this.options.host
    return this.ids().some((id) => runtime.inspect(id)?.startError !== undefined)
  }

  /** One that somebody has removed from the engine never was: the one before it counts, and so does its number. */
  forgetRemoved(): void {
    const { runtime } = this.options.host
    for (const run of [...this.init, ...this.runs]) {
      if (run.id === undefined || runtime.inspect(run.id)) continue
      const { before } = run
      delete run.before
      if (before !== undefined && runtime.inspect(before)) run.id = before
      else delete run.id
      run.restarts = run.id === undefined ? 0 : Math.max(0, run.restarts - 1)
    }
  }

  /** One look at all of them; answers whether they are as they should be. Init containers go first, one by one. */
  async startMissing(sandbox: string): Promise<boolean> {
    const { runtime } = this.options.host
    this.#takeUpSpecs()
    for (const run of this.init) {
      const container = run.id === undefined ? undefined : runtime.inspect(run.id)
      if (container && !container.running && container.exitCode === 0) continue
      await this.#keepUp(run, sandbox)
      return false
    }
    const killed = new Map<ContainerRun, Unwanted>()
    for (const run of this.runs) {
      const unwanted = this.#unwanted(run)
      if (!unwanted) continue
      killed.set(run, unwanted)
      await this.#kill(run, unwanted)
    }
    let well = true
    for (const run of this.runs)
      if (!(await this.#keepUp(run, sandbox, killed.get(run)))) well = false
    return well
  }

  /** In a new sandbox a pod is initialised anew: its first containers never were. */
  forgetInit(): void {
    const { host } = this.options
    for (const run of this.init) {
      for (const id of [run.id, run.before]) if (id !== undefined) removeContainer(host, id)
      delete run.id
      delete run.before
      run.restarts = 0
    }
  }

  /** Of a pod that is there images may be changed. */
  #takeUpSpecs(): void {
    const { containers, initContainers = [] } = this.options.pod().spec
    for (const run of [...this.init, ...this.runs]) {
      const now = [...initContainers, ...containers].find(({ name }) => name === run.spec.name)
      if (now) run.spec = now
    }
  }

  /** Ends what runs, with grace. */
  async stop(graceSeconds: number): Promise<void> {
    this.stopProbing()
    await this.kill(graceSeconds)
  }

  /** The same, of containers that are to be started again. */
  async kill(graceSeconds: number): Promise<void> {
    const { host, event, pod } = this.options
    await Promise.all(
      this.running().map(({ id, spec: container }) =>
        killContainer(host, event, { pod: pod(), container, id }, { graceSeconds }),
      ),
    )
  }

  stopProbing(): void {
    for (const prober of this.#probers) prober.stop()
  }

  async #keepUp(run: ContainerRun, sandbox: string, killed?: Unwanted): Promise<boolean> {
    if (killed !== 'definition changed' && !this.#isToStart(run)) return true
    if (!(await this.#starter.start(run, sandbox, killed !== undefined))) return false
    this.#probers.find((prober) => prober.run === run)?.begin()
    this.options.started()
    return true
  }

  #isToStart(run: ContainerRun): boolean {
    const { host, pod } = this.options
    const container = run.id === undefined ? undefined : host.runtime.inspect(run.id)
    if (!container) return true
    if (container.running) return false
    const { restartPolicy } = pod().spec
    if (this.init.includes(run)) return restartPolicy !== 'Never'
    return restartPolicy === 'Always' || (restartPolicy === 'OnFailure' && container.exitCode !== 0)
  }

  /** Why a container that runs is not to run on. */
  #unwanted({ id, spec, probed }: ContainerRun): Unwanted | undefined {
    const container = id === undefined ? undefined : this.options.host.runtime.inspect(id)
    if (!container?.running) return undefined
    if (isOfOtherSpec(container, spec)) return 'definition changed'
    if (probed.alive !== false) return undefined
    return spec.startupProbe && !probed.started ? 'failed startup probe' : 'failed liveness probe'
  }

  async #kill({ id = '', spec: container, probed }: ContainerRun, why: Unwanted): Promise<void> {
    const { host, pod, event } = this.options
    const { restartPolicy, terminationGracePeriodSeconds: graceSeconds = 30 } = pod().spec
    probed.alive = true
    const isOnce = restartPolicy === 'Never' && why !== 'definition changed'
    const message = `Container ${container.name} ${why}${isOnce ? '' : ', will be restarted'}`
    await killContainer(host, event, { pod: pod(), container, id }, { graceSeconds, message })
  }
}

type Unwanted = 'definition changed' | 'failed liveness probe' | 'failed startup probe'
