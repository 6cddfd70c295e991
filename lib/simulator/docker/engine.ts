import type { Socket } from 'node:net'
import { type Duration, durations } from '../chance/durations'
import type {
  ContainerConfig,
  ContainerRuntime,
  RuntimeContainer,
  RuntimeExec,
} from '../kubernetes/kubelet/container-runtime'
import { pauseOn } from '../machine/pause'
import type { Pod, PodContainer } from '../kubernetes/objects'
import { type Container, dockerTime } from './container/container'
import { logPathOf } from './container/container-files'
import { execIn, type ExecStreams } from './container/container-exec'
import { ContainerLog } from './container/container-log'
import { DockerDaemon } from './daemon'
import { DockerError, notThere } from './docker-error'
import { containerIdentity, sandboxIdentity } from './dockershim'
import { type PulledImage, pullImage } from './pulling/image-pull'
import { insistingOnProgress } from './pulling/pull-progress'
import type { FetchRequest, Image } from './images/image-store'
import { forwardPort } from './container/port-forward'
import type { RegistryLogin } from './pulling/registry-login'

/** A Docker daemon with the kubelet's part on top: pods' sandboxes and containers, as dockershim makes them. */
export class DockerEngine extends DockerDaemon implements ContainerRuntime {
  findImage(reference: string): string | undefined {
    return this.images.find(reference)?.id
  }

  async pull(reference: string, signal?: AbortSignal, login?: RegistryLogin): Promise<string> {
    const pulled = insistingOnProgress(this.options.clock, signal, (either, progress) =>
      this.fetch(reference, { login, signal: either, progress }),
    )
    return (await pulled).image.id
  }

  /** Whoever asks for an image gets it by this way. */
  fetch(reference: string, request: FetchRequest): Promise<PulledImage> {
    return pullImage(this, reference, request)
  }

  async runSandbox(pod: Pod, attempt: number): Promise<string> {
    const image = await this.#pauseForSandbox()
    const identity = sandboxIdentity(pod, attempt)
    await this.#takeTime(durations.createSandbox, identity.name)
    const networkMode = pod.spec.hostNetwork ? 'host' : 'none'
    const sandbox = this.run({ ...identity, image, imageName: this.pauseImage, networkMode })
    if (pod.spec.hostNetwork) return sandbox.id
    // No flannel daemon runs on a SONiC device: only pods on the host's network get a sandbox.
    this.ended(sandbox, 0)
    const { name, namespace } = pod.metadata
    throw new Error(
      `failed to set up sandbox container "${sandbox.id}" network for pod "${name}": networkPlugin cni failed to set up pod "${name}_${namespace}" network: failed to load flannel 'subnet.env' file: open /run/flannel/subnet.env: no such file or directory. Check the flannel pod log for this node.`,
    )
  }

  async createContainer(
    pod: Pod,
    container: PodContainer,
    attempt: number,
    sandboxId: string,
    { hash, env, mounts, user, command, args }: ContainerConfig,
  ): Promise<string> {
    const image = this.images.find(container.image)
    if (!image) throw new DockerError(`No such image: ${container.image}`)
    const identity = containerIdentity(pod, container, { attempt, sandboxId, hash })
    await this.#takeTime(durations.createContainer, identity.name)
    return this.create({
      ...identity,
      image,
      imageName: image.id,
      ...(command && { entrypoint: command }),
      ...(args && { command: args }),
      ...(user !== undefined && { user }),
      ...(container.stdin && { openStdin: true }),
      ...(container.tty && { tty: true }),
      ...(container.workingDir && { workingDir: container.workingDir }),
      env: [...env].map(([name, value]) => `${name}=${value}`),
      networkMode: `container:${sandboxId}`,
      privileged: container.securityContext?.privileged ?? false,
      hostPid: pod.spec.hostPID ?? false,
      hostNetwork: pod.spec.hostNetwork ?? false,
      mounts,
    }).id
  }

  async startContainer(id: string): Promise<void> {
    await this.#takeTime(durations.startContainer, this.find(id)?.spec.name ?? id)
    const container = this.find(id)
    if (!container) throw new DockerError(`No such container: ${id}`)
    try {
      this.start(container)
    } catch (error) {
      throw new Error(`failed to start container "${id}": ${(error as Error).message}`)
    }
  }

  async exec(id: string, command: readonly string[], streams?: ExecStreams): Promise<RuntimeExec> {
    const { clock } = this.options
    // Nobody is connected who would count its seconds: time passes for it as for the container.
    const wait = pauseOn(clock)
    const container = this.container(id)
    const { pid } = container
    const {
      stdout = '',
      stderr = '',
      exitCode = 0,
    } = await execIn(container, clock, command, streams ?? { wait })
    // What was started beside the first process is killed with it.
    const isKilled = container.pid !== pid
    return { exitCode: isKilled ? 137 : exitCode, output: stdout + stderr, errors: stderr }
  }

  ask(id: string, port: number, path: string): { status: number } | undefined {
    const container = this.find(id)
    const answering = container?.program?.running ?? container?.spec.image.spec
    return answering?.serves?.(port, path)
  }

  /** Pods are on the machine's own network: others get no sandbox. */
  async connect(sandboxId: string, port: number): Promise<Socket> {
    const { status, id } = this.container(sandboxId)
    if (status !== 'running') throw new Error(`container not running (${id})`)
    const { host } = this.options
    const pid = host?.machine.processes.nextPid() ?? 1
    return forwardPort({ at: host?.listensAt(port), port, now: this.now(), pid })
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
    return this.containers()
      .filter(({ spec }) => spec.labels?.['io.kubernetes.pod.uid'])
      .map(runtimeView)
  }

  log(id: string): ContainerLog {
    return this.find(id)?.log ?? new ContainerLog()
  }

  /** Rejects where the daemon is not there when the time is over. */
  async #takeTime(span: Duration, container: string): Promise<void> {
    const { clock, random } = this.options
    await clock.delay(random.forObject(`${span.what} ${container}`).within(span))
    if (!this.running) throw new Error(notThere)
  }

  async #pauseForSandbox(): Promise<Image> {
    const present = this.images.find(this.pauseImage)
    if (present) return present
    await this.pull(this.pauseImage).catch((error: Error) => {
      throw new Error(`failed pulling image "${this.pauseImage}": ${error.message}`)
    })
    return this.#pauseForSandbox()
  }
}

const runtimeView = (container: Container): RuntimeContainer => ({
  id: container.id,
  name: container.spec.name,
  labels: container.spec.labels ?? {},
  image: container.spec.image.tags[0] ?? container.spec.imageName,
  imageId: container.spec.image.id,
  ...(container.spec.image.pulledAs && { pulledAs: container.spec.image.pulledAs }),
  running: container.status === 'running',
  exitCode: container.exitCode,
  startedAt: dockerTime(container.startedAt),
  finishedAt: dockerTime(container.finishedAt),
  mounts: container.spec.mounts ?? [],
  logPath: logPathOf(container.id),
  ...(container.startError && { startError: container.startError }),
})
