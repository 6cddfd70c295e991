import { type Socket } from 'node:net'
import { durations } from '../../chance/durations'
import { execInside, type ExecStreams } from '../../docker/container/container-exec'
import { ContainerLog } from '../../docker/container/container-log'
import { forwardPort } from '../../docker/container/port-forward'
import { type SimulatedClock } from '../../time/clock'
import { Machine } from '../../machine/machine'
import { type LoopbackAddress } from '../../network/simulated-network'
import { type SeededRandom } from '../../chance/seeded-random'
import {
  type ContainerRuntime,
  type RuntimeContainer,
  type RuntimeExec,
} from '../kubelet/container-runtime'
import { type Pod } from '../objects'

/** The container engine inside minikube's node: it has every image, and its containers run until they are stopped. */
export class ControlPlaneRuntime implements ContainerRuntime {
  readonly running = true
  /** `minikube start` returns when the control plane answers. */
  readonly isAlwaysWell = true
  readonly #containers = new Map<string, RuntimeContainer>()
  readonly #insides = new Map<string, Machine>()
  readonly #listeners = new Set<(id: string) => void>()

  constructor(
    private readonly clock: SimulatedClock,
    private readonly random: SeededRandom,
    /** What listens at a port of minikube's node. */
    private readonly listensAt: (port: number) => LoopbackAddress | undefined = () => undefined,
  ) {}

  findImage(reference: string): string | undefined {
    return idOf(reference)
  }

  async pull(reference: string): Promise<string> {
    return idOf(reference)
  }

  async runSandbox(pod: Pod, attempt: number): Promise<string> {
    const id = this.#create(pod, 'POD', 'k8s.gcr.io/pause:3.2', attempt)
    await this.startContainer(id)
    return id
  }

  async createContainer(
    pod: Pod,
    { name, image }: { name: string; image: string },
    attempt: number,
  ): Promise<string> {
    return this.#create(pod, name, image, attempt)
  }

  async startContainer(id: string): Promise<void> {
    const { name = id } = this.#containers.get(id) ?? {}
    await this.clock.delay(this.random.forObject(name).within(durations.startOnControlPlane))
    const container = this.#containers.get(id)
    if (container) this.#containers.set(id, { ...container, running: true, startedAt: this.#now() })
  }

  async stopContainer(id: string): Promise<void> {
    const container = this.#containers.get(id)
    if (!container?.running) return
    this.#containers.set(id, { ...container, running: false, finishedAt: this.#now() })
    for (const listener of [...this.#listeners]) listener(id)
  }

  removeContainer(id: string): void {
    this.#containers.delete(id)
    this.#insides.delete(id)
  }

  inspect(id: string): RuntimeContainer | undefined {
    return this.#containers.get(id)
  }

  podContainers(): readonly RuntimeContainer[] {
    return [...this.#containers.values()]
  }

  /** Probes find all well; who is connected works with files of the container's own. */
  async exec(id: string, command: readonly string[], streams?: ExecStreams): Promise<RuntimeExec> {
    if (!streams) return { exitCode: 0, output: '', errors: '' }
    const {
      stdout = '',
      stderr = '',
      exitCode = 0,
    } = await execInside(this.#inside(id), command, streams)
    return { exitCode, output: stdout + stderr, errors: stderr }
  }

  #inside(id: string): Machine {
    const known = this.#insides.get(id)
    if (known) return known
    const hostname = this.#containers.get(id)?.labels['io.kubernetes.pod.name'] ?? ''
    const made = new Machine({ hostname, users: [], clock: this.clock, random: this.random })
    this.#insides.set(id, made)
    return made
  }

  ask(): { status: number } {
    return { status: 200 }
  }

  connect(_sandboxId: string, port: number): Promise<Socket> {
    const pid = Math.floor(this.random.between(2_000, 30_000))
    return forwardPort({ at: this.listensAt(port), port, now: this.clock.now(), pid })
  }

  log(): ContainerLog {
    return new ContainerLog()
  }

  onExit(listener: (id: string) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** It is never away. */
  onUp(): () => void {
    return () => undefined
  }

  #create({ metadata }: Pod, container: string, image: string, attempt: number): string {
    const id = this.random.of('ids').hex(64)
    this.#containers.set(id, {
      id,
      name: `k8s_${container}_${metadata.name}_${metadata.namespace}_${metadata.uid}_${attempt}`,
      labels: {
        'annotation.io.kubernetes.container.restartCount': String(attempt),
        'io.kubernetes.container.name': container,
        'io.kubernetes.pod.name': metadata.name,
        'io.kubernetes.pod.namespace': metadata.namespace ?? '',
        'io.kubernetes.pod.uid': metadata.uid ?? '',
      },
      image,
      imageId: idOf(image),
      running: false,
      exitCode: 0,
      startedAt: '0001-01-01T00:00:00Z',
      finishedAt: '0001-01-01T00:00:00Z',
    })
    return id
  }

  #now(): string {
    return new Date(this.clock.now()).toISOString()
  }
}

const idOf = (reference: string): string =>
  `sha256:${Buffer.from(reference).toString('hex').padEnd(64, '0').slice(-64)}`
