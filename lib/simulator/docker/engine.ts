import type { SimulatedClock } from '../clock'
import type { ContainerRuntime, RuntimeContainer } from '../kubernetes/container-runtime'
import type { Pod, PodContainer } from '../kubernetes/objects'
import type { SeededRandom } from '../random'
import { type Container, type ContainerSpec, dockerTime } from './container'
import { DockerError } from './docker-error'
import { containerIdentity, sandboxIdentity } from './dockershim'
import { type Image, type ImageSpec, ImageStore, knownRegistries, type Registry } from './image-store'

export interface DockerOptions {
  readonly clock: SimulatedClock
  readonly random: SeededRandom
  /** `20.10.24+dfsg1`. */
  readonly version: string
  readonly apiVersion: string
  readonly cgroupDriver: 'cgroupfs' | 'systemd'
  readonly images: readonly ImageSpec[]
  /** What can be pulled; default: nothing, names don't resolve. */
  readonly registry?: Registry
  /** The image of pod sandboxes. */
  readonly pauseImage?: string
}

/** One machine's Docker daemon: images, containers, and the kubelet's view of them (dockershim). */
export class DockerEngine implements ContainerRuntime {
  readonly images = new ImageStore()
  /** Switched by tests and faults. */
  registry: Registry
  pauseImage: string
  /** False while the daemon is down. */
  running = true
  readonly #containers: Container[] = []
  readonly #exitListeners = new Set<(id: string) => void>()
  #pid = 2000

  constructor(readonly options: DockerOptions) {
    this.registry = options.registry ?? knownRegistries([])
    this.pauseImage = options.pauseImage ?? 'k8s.gcr.io/pause:3.5'
    const built = this.now() - 26 * 7 * 24 * 3600_000
    for (const image of options.images) this.images.add(image, built)
  }

  now(): number {
    return this.options.clock.now()
  }

  /** Newest first, as `docker ps` lists them. */
  containers(): readonly Container[] {
    return this.#containers.toReversed()
  }

  /** By name, id or the beginning of an id. */
  find(reference: string): Container | undefined {
    const name = reference.replace(/^\//, '')
    const named = this.#containers.find(({ spec }) => spec.name === name)
    return named ?? (/^[0-9a-f]+$/.test(name) ? this.#containers.find(({ id }) => id.startsWith(name)) : undefined)
  }

  /** Like `find`, but a container that isn't there is the daemon's error. */
  container(reference: string): Container {
    const found = this.find(reference)
    if (!found) throw new DockerError(`No such container: ${reference}`)
    return found
  }

  create(spec: ContainerSpec): Container {
    const taken = this.#containers.find((each) => each.spec.name === spec.name)
    if (taken)
      throw new DockerError(
        `Conflict. The container name "/${spec.name}" is already in use by container "${taken.id}". You have to remove (or rename) that container to be able to reuse that name.`,
      )
    const container: Container = {
      id: this.options.random.text(64, '0123456789abcdef'),
      spec,
      createdAt: this.now(),
      startedAt: null,
      finishedAt: null,
      status: 'created',
      exitCode: 0,
      pid: 0,
      log: '',
    }
    this.#containers.push(container)
    return container
  }

  start(container: Container): void {
    if (container.status === 'running') return
    container.status = 'running'
    container.startedAt = this.now()
    container.exitCode = 0
    container.pid = ++this.#pid
    const { exits, log } = container.spec.image.spec
    container.log += log ?? ''
    if (exits) this.options.clock.after(exits.afterMs, () => this.#ended(container, exits.code))
  }

  run(spec: ContainerSpec): Container {
    const container = this.create(spec)
    this.start(container)
    return container
  }

  /** SIGTERM, then SIGKILL after the grace; resolves when it has exited. */
  async stop(container: Container, graceSeconds = 10): Promise<void> {
    if (container.status !== 'running') return
    const stubborn = container.spec.image.spec.ignoresSigterm === true
    await this.options.clock.delay(stubborn ? graceSeconds * 1000 : this.options.random.between(80, 300))
    this.#ended(container, stubborn ? 137 : 0)
  }

  kill(container: Container): void {
    if (container.status !== 'running') throw new DockerError(`Cannot kill container: ${container.spec.name}: Container ${container.id} is not running`)
    this.#ended(container, 137)
  }

  remove(container: Container, force = false): void {
    if (container.status === 'running' && !force)
      throw new DockerError(
        `You cannot remove a running container ${container.id}. Stop the container before attempting removal or force remove`,
      )
    this.#ended(container, 137)
    this.#containers.splice(this.#containers.indexOf(container), 1)
  }

  /** The daemon ends, and with it every container; those that restart by policy come back with `powerOn`. */
  powerOff(exitCode = 255): void {
    this.running = false
    for (const container of this.#containers) this.#ended(container, exitCode)
  }

  powerOn(): void {
    this.running = true
    for (const container of this.#containers) {
      const policy = container.spec.restartPolicy ?? 'no'
      if (policy !== 'no') this.start(container)
    }
  }

  findImage(reference: string): string | undefined {
    return this.images.find(reference)?.id
  }

  async pull(reference: string, signal?: AbortSignal): Promise<string> {
    await this.options.clock.delay(this.options.random.between(300, 900), signal)
    const spec = this.registry.fetch(reference)
    return this.images.add(spec, this.now()).id
  }

  async runSandbox(pod: Pod, attempt: number): Promise<string> {
    const image = await this.#pauseForSandbox()
    await this.options.clock.delay(this.options.random.between(150, 400))
    const networkMode = pod.spec.hostNetwork ? 'host' : 'none'
    const identity = sandboxIdentity(pod, attempt)
    const sandbox = this.run({ ...identity, image, imageName: this.pauseImage, networkMode })
    if (pod.spec.hostNetwork) return sandbox.id
    // No flannel daemon runs on a SONiC device: only pods on the host's network get a sandbox.
    this.#ended(sandbox, 0)
    const { name, namespace } = pod.metadata
    throw new Error(
      `failed to set up sandbox container "${sandbox.id}" network for pod "${name}": networkPlugin cni failed to set up pod "${name}_${namespace}" network: open /run/flannel/subnet.env: no such file or directory`,
    )
  }

  async startContainer(pod: Pod, container: PodContainer, attempt: number, sandboxId: string): Promise<string> {
    const image = this.images.find(container.image)
    if (!image) throw new DockerError(`No such image: ${container.image}`)
    await this.options.clock.delay(this.options.random.between(80, 250))
    const command = [...(container.command ?? image.spec.command), ...(container.args ?? [])]
    const env = (container.env ?? []).map(({ name, value }) => `${name}=${value ?? ''}`)
    return this.run({
      ...containerIdentity(pod, container, attempt, sandboxId),
      image,
      imageName: image.id,
      command,
      env,
      networkMode: `container:${sandboxId}`,
      privileged: container.securityContext?.privileged ?? false,
    }).id
  }

  async stopContainer(id: string, graceSeconds: number): Promise<void> {
    const container = this.find(id)
    if (container) await this.stop(container, graceSeconds)
  }

  removeContainer(id: string): void {
    const container = this.find(id)
    if (container) this.remove(container, true)
  }

  inspect(id: string): RuntimeContainer | undefined {
    const container = this.find(id)
    return container && runtimeView(container)
  }

  podContainers(): readonly RuntimeContainer[] {
    return this.#containers.filter(({ spec }) => spec.labels?.['io.kubernetes.pod.uid']).map(runtimeView)
  }

  log(id: string): string {
    return this.find(id)?.log ?? ''
  }

  onExit(listener: (id: string) => void): () => void {
    this.#exitListeners.add(listener)
    return () => this.#exitListeners.delete(listener)
  }

  async #pauseForSandbox(): Promise<Image> {
    const present = this.images.find(this.pauseImage)
    if (present) return present
    await this.pull(this.pauseImage).catch((error: Error) => {
      throw new Error(`failed pulling image "${this.pauseImage}": ${error.message}`)
    })
    return this.#pauseForSandbox()
  }

  #ended(container: Container, exitCode: number): void {
    if (container.status !== 'running') return
    container.status = 'exited'
    container.exitCode = exitCode
    container.finishedAt = this.now()
    container.pid = 0
    for (const listener of this.#exitListeners) listener(container.id)
  }
}

const runtimeView = (container: Container): RuntimeContainer => ({
  id: container.id,
  name: container.spec.name,
  labels: container.spec.labels ?? {},
  image: container.spec.imageName,
  imageId: container.spec.image.id,
  running: container.status === 'running',
  exitCode: container.exitCode,
  startedAt: dockerTime(container.startedAt),
  finishedAt: dockerTime(container.finishedAt),
})
