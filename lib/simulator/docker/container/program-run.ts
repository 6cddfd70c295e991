import type { SimulatedClock } from '../../time/clock'
import type { Machine } from '../../machine/machine'
import type { ExecResult } from '../../machine/types'
import type { UnixSocket } from '../../machine/unix-sockets'
import type { LoopbackAddress } from '../../network/simulated-network'
import type { SeededRandom } from '../../chance/seeded-random'
import { type Container, environmentOf, type Mount } from './container'
import type { LogStream } from './container-log'
import type { ContainerSelf, Reach, RunningProgram } from './container-program'
import { type ContainerHost, insideOf, writeInto } from './container-inside'
import { execIn } from './container-exec'

/** What a process that is gone waits for. */
const never = (): Promise<never> => new Promise<never>(() => undefined)

export interface ProgramOptions {
  readonly clock: SimulatedClock
  readonly random: SeededRandom
  readonly host?: ContainerHost
  /** The process is over. */
  readonly ended: (code: number) => void
}

/** One life of a container's program, from its start to its end. */
export class ProgramRun implements ContainerSelf {
  running: RunningProgram = {}
  readonly clock: SimulatedClock
  readonly random: SeededRandom
  readonly env: Readonly<Record<string, string>>
  readonly children = new Map<number, readonly string[]>()
  readonly #gone = new AbortController()

  constructor(
    private readonly container: Container,
    private readonly options: ProgramOptions,
  ) {
    this.clock = options.clock
    this.random = options.random.forObject(`program ${container.spec.name}`)
    this.env = environmentOf(container)
  }

  get id(): string {
    return this.container.id
  }
  get name(): string {
    return this.container.spec.name
  }
  get labels(): Readonly<Record<string, string>> {
    return this.container.spec.labels ?? {}
  }
  get mounts(): readonly Mount[] {
    return this.container.spec.mounts ?? []
  }
  get privileged(): boolean {
    return this.container.spec.privileged ?? false
  }
  get hostPid(): boolean {
    return this.container.spec.hostPid ?? false
  }
  get hostNetwork(): boolean {
    const { hostNetwork, networkMode } = this.container.spec
    return hostNetwork ?? networkMode === 'host'
  }
  get hostname(): string {
    return this.inside.hostname
  }
  get signal(): AbortSignal {
    return this.#gone.signal
  }
  /** Its own files and shell. */
  get inside(): Machine {
    return insideOf(this.container, this.clock)
  }
  get user(): string {
    return this.container.spec.user?.split(':')[0] ?? 'root'
  }
  get workingDir(): string {
    return this.container.spec.workingDir ?? '/'
  }

  newPid(): number {
    return this.options.host?.machine.processes.nextPid() ?? 1
  }

  log(text: string, stream?: LogStream): void {
    if (!this.signal.aborted) this.container.log.write(text, this.clock.now(), stream)
  }

  exit(code: number): void {
    if (!this.signal.aborted) this.options.ended(code)
  }

  sleep(simulatedMs: number): Promise<void> {
    return new Promise((resolve) => {
      const cancel = this.clock.afterInterval(simulatedMs, () => {
        this.signal.removeEventListener('abort', cancel)
        resolve()
      })
      this.signal.addEventListener('abort', cancel, { once: true })
    })
  }

  write(path: string, text: string): void {
    writeInto(this.container, path, text)
  }

  async run(argv: readonly string[], stdin = ''): Promise<ExecResult> {
    if (this.signal.aborted) return never()
    const pid = this.newPid()
    this.children.set(pid, argv)
    try {
      const {
        stdout = '',
        stderr = '',
        exitCode = 0,
      } = await execIn(this.container, this.clock, argv, { stdin })
      return this.signal.aborted ? never() : { stdout, stderr, exitCode }
    } finally {
      this.children.delete(pid)
    }
  }

  connect<Server>(socket: UnixSocket<Server>): Server | undefined {
    const isBelow = ({ target }: Mount): boolean => `${socket.path}/`.startsWith(`${target}/`)
    const mount = this.mounts.find(isBelow)
    const { sockets } = this.options.host?.machine ?? {}
    if (mount)
      return sockets?.connect(socket, mount.source + socket.path.slice(mount.target.length))
    return socket.isOnNetwork && this.hostNetwork ? sockets?.connect(socket) : undefined
  }

  listen(port: number, at: LoopbackAddress, reach: Reach = 'everywhere'): () => void {
    if (!this.hostNetwork) return () => undefined
    const close = this.options.host?.publish(port, at, reach) ?? (() => undefined)
    this.signal.addEventListener('abort', close, { once: true })
    return close
  }

  /** The process is gone, whatever ended it. */
  end(): void {
    this.#gone.abort(new Error(`${this.name} has ended`))
  }
}
