import { type RuntimeContainer } from './container-runtime'
import { type Pod, type PodContainer } from '../objects'
import { type BackOff } from './back-off'
import { isOfOtherSpec } from './container-hash'
import { adoptRun, type ContainerRun, lastEnded } from './container-run'
import { ContainerStarter, type StarterOptions } from './container-starter'
import { type ImagePuller } from './image-puller'
import { type KubeletHost } from './kubelet-host'
import { killContainer } from './lifecycle/kill-container'
import { ContainerProber, type ProbeChange } from './probes/container-prober'
import { removeContainer } from './remove-container'

export interface PodContainersOptions {
  readonly host: KubeletHost
  readonly puller: ImagePuller
  readonly backOff: BackOff
  readonly pod: () => Pod
  readonly signal: AbortSignal
  readonly event: StarterOptions['event']
  /** A container has been started: the engine shows it soon. */
  readonly started: (id: string) => void
  /** A probe's answer changes what the status says. */
  readonly probed: (what: ProbeChange) => void
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

  /** The engine's id of one by its name, or of its last end that is told. */
  idOf(name: string, previous: boolean): string | undefined {
    const run = [...this.runs, ...this.init].find(({ spec }) => spec.name === name)
    if (!run || !previous) return run?.id
    return lastEnded(run, this.running().includes(run as ContainerRun & { id: string }))
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
    const killed = await this.#killUnwanted()
    let well = true
    for (const run of this.runs)
      if (!(await this.#keepUp(run, sandbox, killed.get(run)))) well = false
    return well
  }

  /**
   * In a new sandbox a pod is initialised anew: its init containers are taken away. Only the first of them, which begins before
   * that was seen, counts a restart.
   */
  beginAnew(): void {
    const { host } = this.options
    for (const run of this.init) {
      for (const id of [run.id, run.before]) if (id !== undefined) removeContainer(host, id)
      run.isMadeAnew = run.id !== undefined && run === this.init[0]
      if (!run.isMadeAnew) run.restarts = 0
      delete run.id
      delete run.before
    }
    for (const run of this.runs) run.isMadeAnew = run.id !== undefined
  }

  /** Those that are not to run on are ended; where no other one stays and none is restarted, it is the pod that ends. */
  async #killUnwanted(): Promise<ReadonlyMap<ContainerRun, Unwanted>> {
    const unwanted = new Map<ContainerRun, Unwanted>()
    for (const run of this.runs) {
      const why = this.#unwanted(run)
      if (why) unwanted.set(run, why)
    }
    const isToEnd = this.runs.every(
      (run) => !this.#isToStart(run) && this.#isEndedBy(unwanted, run),
    )
    for (const [run, why] of unwanted) await this.#kill(run, why, isToEnd)
    return unwanted
  }

  /** Does it not run, once those are killed, and will not again? */
  #isEndedBy(unwanted: ReadonlyMap<ContainerRun, Unwanted>, run: ContainerRun): boolean {
    const why = unwanted.get(run)
    if (why === undefined) return !this.running().some(({ id }) => id === run.id)
    return why !== 'definition changed' && this.options.pod().spec.restartPolicy === 'Never'
  }

  /** Of a pod that is there images may be changed. */
  #takeUpSpecs(): void {
    const { containers, initContainers = [] } = this.options.pod().spec
    for (const run of [...this.init, ...this.runs]) {
      const now = [...initContainers, ...containers].find(({ name }) => name === run.spec.name)
      if (now) run.spec = now
    }
  }

  /** Ends what runs, with grace; their probes go on as long as they do. */
  kill(graceSeconds: number): Promise<void> {
    return this.#killAll(graceSeconds, this.options.event)
  }

  /** The same without a word. */
  killSilently(graceSeconds: number): Promise<void> {
    return this.#killAll(graceSeconds, () => undefined)
  }

  async #killAll(graceSeconds: number, event: StarterOptions['event']): Promise<void> {
    const { host, pod } = this.options
    await Promise.all(
      this.running().map(({ id, spec: container }) =>
        killContainer(host, event, { pod: pod(), container, id }, { graceSeconds }),
      ),
    )
  }

  /** Those without a readiness probe are ready once a look at the pod finds that they have started. */
  settleStarted(): void {
    for (const { spec, probed } of this.runs)
      if (spec.startupProbe && !spec.readinessProbe && probed.started) probed.ready = true
  }

  /** Of the ends of a container the engine keeps the last one only. */
  removeSuperseded(): void {
    const { host } = this.options
    for (const run of [...this.init, ...this.runs]) {
      const isRunning = run.id !== undefined && host.runtime.inspect(run.id)?.running
      if (isRunning || run.before === undefined) continue
      removeContainer(host, run.before)
      delete run.before
    }
  }

  stopProbing(): void {
    for (const prober of this.#probers) prober.stop()
  }

  async #keepUp(run: ContainerRun, sandbox: string, killed?: Unwanted): Promise<boolean> {
    if (killed !== 'definition changed' && !this.#isToStart(run)) return true
    if (!(await this.#starter.start(run, sandbox, killed !== undefined))) return false
    this.#probers.find((prober) => prober.run === run)?.begin()
    this.options.started(run.id ?? '')
    return true
  }

  #isToStart(run: ContainerRun): boolean {
    const { host, pod } = this.options
    const container = run.id === undefined ? undefined : host.runtime.inspect(run.id)
    if (!container) return true
    if (container.running) return false
    const { restartPolicy } = pod().spec
    if (run.isMadeAnew) return restartPolicy !== 'OnFailure' || container.exitCode !== 0
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

  async #kill(
    { id = '', spec: container, probed }: ContainerRun,
    why: Unwanted,
    isPodsEnd: boolean,
  ): Promise<void> {
    const { host, pod, event } = this.options
    const { restartPolicy, terminationGracePeriodSeconds: graceSeconds = 30 } = pod().spec
    probed.alive = true
    const isOnce = restartPolicy === 'Never' && why !== 'definition changed'
    const message = `Container ${container.name} ${why}${isOnce ? '' : ', will be restarted'}`
    const killing = { graceSeconds, ...(!isPodsEnd && { message }) }
    await killContainer(host, event, { pod: pod(), container, id }, killing)
  }
}

type Unwanted = 'definition changed' | 'failed liveness probe' | 'failed startup probe'
