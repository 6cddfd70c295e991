import type { Descriptors } from '../../shell/descriptors'
import type { OpenFile } from '../../shell/open-file'
import { signalNamed, statusOfSignal } from '../../shell/signals'
import { drive, Killed, type Steps } from '../../shell/steps'
import type { Found, Job, NamedPipe, ProgramCall, World } from '../../shell/world'
import { deliverOutput } from './deliver-output'
import { findExecutable } from './executables'
import { readsInput } from './input'
import { Invocation } from './invocation'
import { Lifetime } from '../lifetime'
import type { Process } from './processes'
import { runScriptFile } from './script-file'
import type { Shell } from './shell'
import { FileSystemError } from '../../file-system/file-system-error'
import type { CommandOutput } from '../types'

type SignalListener = (signal: string) => boolean

/** What a shell's interpreter sees of the machine, as one process of one user. */
export class ShellProcess implements World {
  readonly #listeners: SignalListener[] = []

  constructor(
    readonly shell: Shell,
    private readonly process: Process,
    readonly signal: AbortSignal,
    /** What runs, to be told with a command that nobody knows. */
    private readonly text: string,
    private readonly isFork = false,
  ) {}

  get files(): World['files'] {
    return this.shell.files
  }

  get pid(): number {
    return this.process.pid
  }

  get ppid(): number {
    return this.process.ppid
  }

  get uid(): number {
    return this.shell.user.uid
  }

  get hostname(): string {
    return this.shell.machine.hostname
  }

  homeOf(user: string): string | undefined {
    return user === '' ? this.shell.user.home : this.shell.machine.users.find(user)?.home
  }

  isSocket(path: string): boolean {
    return this.shell.machine.sockets.isListening(path)
  }

  connect(host: string, port: number): Promise<OpenFile | string> {
    const { machine } = this.shell
    return machine.connect?.(host, port, this.signal) ?? Promise.resolve('Network is unreachable')
  }

  now(): number {
    return this.shell.machine.clock.now() / 1000
  }

  random(): number {
    return this.shell.machine.random.of('RANDOM').next()
  }

  fork(): World {
    return new ShellProcess(this.shell.child({}), this.process, this.signal, this.text, true)
  }

  find(name: string, path: string, cwd: string): Found {
    const found = findExecutable(this.shell.machine, this.files, { name, path, cwd })
    const { stranger } = this.shell.call
    const isNowhere = 'missing' in found && found.missing === 'nowhere'
    return stranger && isNowhere ? { command: stranger, path: `/usr/bin/${name}` } : found
  }

  async run(call: ProgramCall): Promise<number> {
    const output = await this.#outputOf(call)
    if (this.signal.aborted) throw new Killed()
    return deliverOutput(output, call.name, call.descriptors)
  }

  async #outputOf({
    found,
    name,
    args,
    cwd,
    env,
    descriptors,
  }: ProgramCall): Promise<CommandOutput> {
    if ('command' in found && readsInput(found.command, args)) await descriptors.stdin.complete
    const lineage = { parent: this.process, process: undefined, descriptors }
    if ('script' in found)
      return runScriptFile(found, { name, args }, this.shell.child({ cwd, env, ...lineage }))
    return this.shell.invoke(
      found.command,
      args,
      new Invocation(
        this.shell,
        { cwd, env, descriptors, executable: found.path },
        this.signal,
        lineage,
      ),
    )
  }

  start(text: string, descriptors: Descriptors, work: (world: World) => Steps<number>): Job {
    const { machine, user } = this.shell
    const lifetime = new Lifetime(machine.power.signal)
    const process = machine.processes.start({
      user: user.name,
      name: this.process.name,
      args: [...this.process.args.slice(0, 1), '-c', text],
      ppid: this.pid,
      pgid: this.process.pgid,
      onSignal: (signal) => void (world.takes(signal) || lifetime.end(signal)),
    })
    const shell = this.shell.child({ signal: lifetime.signal, descriptors })
    shell.pid = process.pid
    const world = new ShellProcess(shell, process, lifetime.signal, this.text)
    const ended = drive(work(world), lifetime.signal)
      .catch((error: unknown) => statusOfKilled(error, lifetime.signal))
      .finally(() => {
        process.end()
        lifetime[Symbol.dispose]()
      })
    return { pid: process.pid, ended }
  }

  onSignal(listener: SignalListener): void {
    if (!this.isFork) this.#listeners.push(listener)
  }

  /** Whether the process lives on after a signal. */
  takes(signal: string): boolean {
    if (signal === 'KILL' || signal === 'STOP') return false
    if (['CHLD', 'CONT', 'URG', 'WINCH'].includes(signal)) return true
    return this.#listeners.some((listener) => listener(signal))
  }

  namedPipe(content: Buffer): NamedPipe {
    const { fs } = this.shell.machine
    let fd = 63
    while (fs.exists(`/dev/fd/${fd}`)) fd--
    const path = `/dev/fd/${fd}`
    fs.mkdirp('/dev/fd')
    fs.write(path, content)
    fs.chmod(path, 0o666)
    const remove = (): Buffer => {
      const written = fs.read(path)
      fs.unlink(path)
      return written
    }
    return { path, remove }
  }

  reportUnknown(name: string): void {
    this.shell.machine.reportUnknown(name, this.text)
  }

  sources(path: string): void {
    this.shell.call.recorder?.runs(path)
  }
}

/** 128 and the signal's number; anything but a kill is thrown on. */
export const statusOfKilled = (error: unknown, { reason }: AbortSignal): number => {
  if (error instanceof Killed) return statusOfSignal(signalNamed(String(reason)))
  // What a killed process was about to do to a file was refused.
  if (error instanceof FileSystemError && error.code === 'EIO') return 143
  throw error
}
