import { posix } from 'node:path'
import { beginProcess } from './container/begin-process'
import { type Container, type ContainerSpec, networkOf } from './container/container'
import { ContainerList } from './container/container-list'
import { ContainerLog } from './container/container-log'
import { ownProcessOf } from './container/container-process'
import { ContainerFiles } from './container/container-files'
import { placeOn } from './container/container-inside'
import { exitOfSignalled, exitOfTerminated } from './container/termination'
import { DockerError } from './docker-error'
import type { DockerOptions } from './docker-options'
import { EventLog } from './event-log'
import { numberOfSignal } from '../shell/signals'
import { restartsAfter, restartSoon } from './container/restart-policy'
import { Listeners } from './listeners'
import { mountpointOf } from './mounts'
import { Networks } from './networks'
import { ImageStore, knownRegistries, type Registry } from './images/image-store'
import { type DaemonSettings, daemonSettings } from './pulling/daemon-settings'
import { Volumes } from './volumes'

/** One machine's Docker daemon: its images, networks, volumes and containers. */
export class DockerDaemon {
  readonly images = new ImageStore()
  readonly networks: Networks
  readonly volumes = new Volumes((name) =>
    this.options.host?.machine.fs.remove(posix.dirname(mountpointOf(name))),
  )
  /** Switched by tests and faults. */
  registry: Registry
  /** As it was told when it started. */
  settings: DaemonSettings
  pauseImage: string
  /** False while the daemon is down. */
  running = true
  readonly events = new EventLog(() => this.now())
  readonly #containers = new ContainerList()
  readonly #files: ContainerFiles
  readonly #started = new Listeners<[id: string]>()
  readonly #exited = new Listeners<[id: string]>()
  readonly #up = new Listeners()
  #pid = 2000

  constructor(readonly options: DockerOptions) {
    this.registry = options.registry ?? knownRegistries([])
    this.#files = new ContainerFiles(options.host?.machine.fs)
    this.settings = daemonSettings({}, undefined, options.version)
    this.pauseImage = options.pauseImage ?? 'k8s.gcr.io/pause:3.5'
    const built = this.now() - 26 * 7 * 24 * 3600_000
    this.networks = new Networks(options.random, built, options.bridge)
    for (const image of options.images) this.images.add(image, built)
  }

  now(): number {
    return this.options.clock.now()
  }

  /** Newest first, as `docker ps` lists them. */
  containers(): readonly Container[] {
    return this.#containers.all().toReversed()
  }

  /** By name, id or the beginning of an id. */
  find(reference: string): Container | undefined {
    return this.#containers.find(reference)
  }

  /** Like `find`, but a container that isn't there is the daemon's error. */
  container(reference: string): Container {
    const found = this.find(reference)
    if (!found) throw new DockerError(`No such container: ${reference}`)
    return found
  }

  create(spec: ContainerSpec): Container {
    this.#containers.insistFree(spec.name)
    const container: Container = {
      id: this.options.random.of('ids').hex(64),
      spec,
      createdAt: this.now(),
      startedAt: null,
      finishedAt: null,
      status: 'created',
      paused: false,
      restartCount: 0,
      exitCode: 0,
      pid: 0,
      log: new ContainerLog(),
    }
    this.#files.created(container)
    this.#containers.add(container)
    if (this.options.host) placeOn(container, this.options.host)
    this.tell(container, 'create')
    return container
  }

  rename(container: Container, name: string): void {
    this.#containers.insistFree(name, 'Error when allocating new name: ')
    container.spec = { ...container.spec, name }
    this.tell(container, 'rename')
  }

  pause(container: Container, paused: boolean): void {
    if (paused && container.status !== 'running')
      throw new DockerError(`Container ${container.id} is not running`)
    if (container.paused === paused)
      throw new DockerError(`Container ${container.id} is ${paused ? 'already' : 'not'} paused`)
    container.paused = paused
    this.tell(container, paused ? 'pause' : 'unpause')
  }

  /** Writes down what happened to a container. */
  tell({ id, spec }: Container, action: string, more: Readonly<Record<string, string>> = {}): void {
    const attributes = { ...spec.labels, image: spec.imageName, name: spec.name, ...more }
    this.events.record({ type: 'container', action, id, attributes })
  }

  /** Throws DockerError when its program isn't there. */
  start(container: Container): void {
    if (container.status === 'running') return
    const process = ownProcessOf(container, this.options.clock)
    const network = networkOf(container.spec)
    if (network !== '' && !this.networks.find(network))
      throw new DockerError(`network ${network} not found`)
    container.address = this.networks.freeAddress(
      network,
      this.#containers.all().map(({ address }) => address),
    )
    container.startedAt = this.now()
    this.#files.started(container)
    if (process.cannotRun) this.cannotStart(container, process.cannotRun)
    container.status = 'running'
    container.exitCode = 0
    container.pid = ++this.#pid
    this.tell(container, 'start')
    this.#started.tell(container.id)
    const { clock, random, host } = this.options
    const ended = (code: number): void => this.ended(container, code)
    beginProcess(container, process, { clock, random, ended, ...(host && { host }) })
  }

  run(spec: ContainerSpec): Container {
    const container = this.create(spec)
    this.start(container)
    return container
  }

  /** SIGTERM, then SIGKILL after the grace; resolves when it has exited. */
  async stop(container: Container, graceSeconds = 10): Promise<void> {
    if (container.status !== 'running') return
    container.paused = false
    this.tell(container, 'kill', { signal: '15' })
    const { pid } = container
    const exitCode = await exitOfTerminated(container, this.options, graceSeconds)
    // It may have ended meanwhile, and run again.
    if (container.pid === pid) this.ended(container, exitCode, 'stopped')
    this.tell(container, 'stop')
  }

  /** By another signal than KILL it ends if it heeds it, after this has returned. */
  kill(container: Container, signal = 'KILL'): void {
    if (container.status !== 'running')
      throw new DockerError(
        `Cannot kill container: ${container.spec.name}: Container ${container.id} is not running`,
      )
    container.paused = false
    this.tell(container, 'kill', { signal: String(numberOfSignal(signal)) })
    if (signal === 'KILL') return this.ended(container, 137, 'stopped')
    const { pid } = container
    void exitOfSignalled(container, this.options, signal)?.then(
      (exitCode) => container.pid === pid && this.ended(container, exitCode, 'stopped'),
    )
  }

  remove(container: Container, force = false): void {
    if (container.status === 'running' && !force)
      throw new DockerError(
        `You cannot remove a running container ${container.id}. Stop the container before attempting removal or force remove`,
      )
    if (container.status === 'running') this.tell(container, 'kill', { signal: '9' })
    this.ended(container, 137, 'stopped')
    // One of `--rm` has gone with its end.
    if (!this.#containers.remove(container)) return
    this.#files.removed(container)
    this.tell(container, 'destroy')
  }

  /** The daemon ends, and with it every container; those that restart by policy come back with `powerOn`. */
  powerOff(exitCode = 255): void {
    this.running = false
    for (const container of [...this.#containers.all()]) this.ended(container, exitCode, 'stopped')
  }

  /** SIGTERM to the daemon: it answers nobody any more, and is gone when its containers have ended, within ten seconds. */
  async shutDown(): Promise<void> {
    this.running = false
    await Promise.all(this.#containers.all().map((container) => this.stop(container)))
  }

  powerOn(): void {
    this.running = true
    for (const container of this.#containers.all()) {
      const { name } = container.spec.restartPolicy ?? { name: 'no' }
      if (name !== 'no') this.start(container)
    }
    this.#up.tell()
  }

  /** Called whenever the daemon is there again; the answer unsubscribes. */
  readonly onUp = this.#up.add

  /** Called with the id whenever a container runs; the answer unsubscribes. */
  readonly onStart = this.#started.add

  /** Called with the id whenever a container has ended; the answer unsubscribes. */
  readonly onExit = this.#exited.add

  /** It has ended before it began: what runc says then. Throws DockerError. */
  cannotStart(
    container: Container,
    why: string,
    exitCode = why.includes('permission denied') ? 126 : 127,
  ): never {
    container.status = 'exited'
    container.exitCode = exitCode
    container.finishedAt = this.now()
    container.startError = `failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: ${why}: unknown`
    throw new DockerError(container.startError)
  }

  /** The container's process is gone; by itself, unless it was stopped: then its restart policy counts. */
  ended(container: Container, exitCode: number, how: 'by itself' | 'stopped' = 'by itself'): void {
    if (container.status !== 'running') return
    container.status = 'exited'
    container.paused = false
    container.address = undefined
    container.exitCode = exitCode
    container.finishedAt = this.now()
    container.pid = 0
    container.program?.end()
    container.program = undefined
    this.tell(container, 'die', { exitCode: String(exitCode) })
    this.#exited.tell(container.id)
    if (container.spec.autoRemove) return this.remove(container, true)
    if (how === 'by itself' && restartsAfter(container)) restartSoon(this, container)
  }
}
