import type { SimulatedClock } from '../time/clock'
import type { SeededRandom } from '../chance/seeded-random'
import { AlterationLog, type AlterationRecorder } from './alterations'
import { binaryOf } from './process/executables'
import { loginEnvironment } from './environment'
import { FileSystem } from '../file-system/file-system'
import { emptyMemory, furnish, startInit } from './furnishing'
import { KernelParameters } from './kernel-parameters'
import { Lifetime } from './lifetime'
import { Locks } from './locks'
import type { Connect } from '../network/connection'
import { MountTable } from './mount-table'
import { Output } from './process/output'
import { Power } from './power'
import { showInProc } from './process/proc-directory'
import { type Process, ProcessTable } from './process/processes'
import { Shell } from './process/shell'
import { standardCommands } from './standard-commands'
import type { ExecOptions, ExecResult, ShellCommand, User } from './types'
import { UnixSockets } from './unix-sockets'
import { UserTable } from './users'

export interface MachineOptions {
  readonly hostname: string
  readonly users: readonly User[]
  /** Ids of groups that are not Debian's usual ones. */
  readonly groups?: Readonly<Record<string, number>>
  readonly clock: SimulatedClock
  readonly random: SeededRandom
  /** Its first process; default: systemd. */
  readonly init?: readonly string[]
}

export interface RunOptions {
  readonly user: string
  readonly cwd: string
  readonly env: Readonly<Record<string, string>>
  readonly signal: AbortSignal
  /** What there is to read; default: nothing. */
  readonly stdin?: Buffer
  /** What `ps` shows it as; whoever started it ends it. */
  readonly process?: Process
  /** Watches what it alters. */
  readonly recorder?: AlterationRecorder
}

/** A command that was run and that the machine doesn't have. */
export interface UnknownCommand {
  readonly machine: string
  readonly command: string
  readonly script: string
  /** For people: what is unknown and where to teach it. */
  readonly message: string
}

/** For how long a machine has run that is found running: from an hour to 30 days. */
const foundAfterMs = [3_600_000, 30 * 86_400_000] as const

/** A Linux machine: files, users, processes, and a shell that knows the commands installed on it. */
export class Machine {
  hostname: string
  readonly fs = new FileSystem()
  readonly users: UserTable
  readonly processes = new ProcessTable({
    now: () => this.clock.now(),
    started: (process) => showInProc(this, process),
    ended: ({ pid }) => this.fs.removeGenerated(`/proc/${pid}`),
  })
  readonly alterations = new AlterationLog()
  readonly locks = new Locks()
  readonly mounts = new MountTable(this.fs)
  readonly clock: SimulatedClock
  readonly random: SeededRandom
  readonly power = new Power()
  readonly sockets = new UnixSockets()
  /** Absent on a machine without a network. */
  connect: Connect | undefined
  readonly kernel = new KernelParameters(this.fs)
  bootId: string
  /** On the monotonic clock. */
  bootedAt: number
  readonly #commands = new Map<string, ShellCommand>()
  readonly #init: readonly string[]
  readonly #absent = new Set<string>()
  readonly #listeners = new Set<(unknown: UnknownCommand) => void>()

  constructor({ hostname, users, groups, clock, random, init = ['/sbin/init'] }: MachineOptions) {
    this.hostname = hostname
    this.users = new UserTable(users, groups)
    this.clock = clock
    this.random = random.of(hostname)
    this.bootId = this.random.of('boot').uuid()
    this.bootedAt = clock.monotonic()
    furnish(this)
    this.#init = init
    startInit(this, init)
    this.install(...standardCommands)
  }

  user(name: string): User {
    const user = this.users.find(name)
    if (!user) throw new Error(`The simulated ${this.hostname} has no user ${name}.`)
    return user
  }

  /** Puts commands on the machine, in place of others of the same name. */
  install(...commands: readonly ShellCommand[]): void {
    for (const command of commands) {
      this.uninstall(command.name)
      this.#commands.set(command.name, command)
      this.#absent.delete(command.name)
      const path = pathOf(command)
      if (path !== null) this.fs.writeText(path, binaryOf(command.name), { mode: 0o755 })
    }
  }

  uninstall(name: string): void {
    const command = this.#commands.get(name)
    const path = command ? pathOf(command) : null
    if (path !== null) this.fs.remove(path)
    this.#commands.delete(name)
  }

  /** The real machine lacks these: running one is "command not found" and no gap in the simulation. */
  declareAbsent(...names: readonly string[]): void {
    for (const name of names) {
      this.uninstall(name)
      this.#absent.add(name)
    }
  }

  command(name: string): ShellCommand | undefined {
    return this.#commands.get(name)
  }

  /**
   * Runs a script in a fresh login of the user; root without one. A program with its arguments is run as the kernel
   * does: no login, and nothing but `env` in its environment.
   */
  async exec(script: string | readonly string[], options: ExecOptions = {}): Promise<ExecResult> {
    const user = this.user(options.user ?? 'root')
    const isText = typeof script === 'string'
    using lifetime = new Lifetime(this.power.signal, options.signal)
    const recorder =
      options.origin === 'ssh' ? this.alterations.recorder(String(script)) : undefined
    const output = new Output(options)
    const descriptors = output.descriptors(options.stdin)
    const shell = new Shell(
      this,
      { recorder, ...(options.wait && { wait: options.wait }) },
      {
        user,
        cwd: options.cwd ?? (this.fs.exists(user.home) ? user.home : '/'),
        env: { ...(isText && loginEnvironment(user)), ...options.env },
        umask: 0o022,
        signal: lifetime.signal,
        descriptors,
        process: options.process,
      },
    )
    const { exitCode, killedBy } = isText
      ? await shell.run({
          text: script,
          ...(options.bySh && { argv0: '/bin/sh', dialect: 'dash' }),
        })
      : await shell.launch(script)
    descriptors.closeAll()
    return { ...(await output.ended(lifetime.signal)), exitCode, ...(killedBy && { killedBy }) }
  }

  /** It is found as it is: it was switched on hours or weeks ago. */
  foundRunning(): void {
    this.bootedAt -= this.random.of('uptime').between(...foundAfterMs)
  }

  /** The power is cut: what runs is gone, and so is all that lives in memory. */
  goDown(): void {
    this.power.cut()
    this.processes.clear()
    this.locks.clear()
  }

  /** A new boot begins: the power is back, memory is empty. */
  comeUp(): void {
    this.bootId = this.random.of('boot').uuid()
    this.bootedAt = this.clock.monotonic()
    this.mounts.boot()
    emptyMemory(this)
    this.kernel.boot()
    startInit(this, this.#init)
    this.power.restore()
  }

  /** Runs a program as the kernel does: no login, and nothing but `env` in its environment. */
  async run(argv: readonly string[], options: RunOptions): Promise<ExecResult> {
    const { user, cwd, env, process, recorder, stdin } = options
    using lifetime = new Lifetime(this.power.signal, options.signal)
    const shell = new Shell(
      this,
      { recorder },
      {
        user: this.user(user),
        cwd,
        env,
        umask: 0o022,
        signal: lifetime.signal,
        process,
      },
    )
    return await shell.launch(argv, stdin && { stdin })
  }

  /** Called for each command that was run and is neither installed nor declared absent. */
  onUnknown(listener: (unknown: UnknownCommand) => void): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  reportUnknown(command: string, script: string): void {
    if (this.#absent.has(command) || this.#commands.has(command)) return
    const message = [
      `The simulated ${this.hostname} does not know this command: ${command}`,
      ...script
        .split('\n')
        .slice(0, 8)
        .map((line) => `    ${line}`),
      `  Teach it: Machine.install() a command for it, or Machine.declareAbsent('${command}') if the real one lacks it.`,
    ].join('\n')
    for (const listener of this.#listeners)
      listener({ machine: this.hostname, command, script, message })
  }
}

const pathOf = ({ name, path }: ShellCommand): string | null =>
  path === undefined ? `/usr/bin/${name}` : path
