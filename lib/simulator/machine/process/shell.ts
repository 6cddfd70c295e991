import type { Descriptors } from '../../shell/descriptors'
import type { Dialect } from '../../shell/dialect'
import { Readable } from '../../shell/open-file'
import { Interpreter } from '../../shell/run/interpreter'
import { ShellState } from '../../shell/shell-state'
import { signalNamed } from '../../shell/signals'
import { drive } from '../../shell/steps'
import { bytesOf } from '../../shell/text'
import type { AlterationRecorder } from '../alterations'
import { FileSystemError } from '../../file-system/file-system-error'
import type { FileSystem } from '../../file-system/file-system'
import type { Invocation } from './invocation'
import { Lifetime } from '../lifetime'
import { inLocaleOf } from './locale'
import type { Machine } from '../machine'
import { Output } from './output'
import { nameOf } from '../../file-system/paths'
import type { Process } from './processes'
import { ShellProcess, statusOfKilled } from './shell-process'
import type { CommandOutput, ExecResult, ShellCommand, User } from '../types'

/** What all processes of one call to `Machine.exec` share. */
export interface Call {
  readonly recorder: AlterationRecorder | undefined
  /** How its processes wait for time to pass; default: for wall time. */
  readonly wait?: (ms: number, signal: AbortSignal) => Promise<void>
  /** What stands for a program that the machine does not have; default: nothing does. */
  readonly stranger?: ShellCommand
}

export interface ShellOptions {
  readonly user: User
  readonly cwd: string
  readonly env: Readonly<Record<string, string>>
  readonly umask: number
  readonly signal: AbortSignal
  /** What it has inherited; without them its output is collected, and there is nothing to read. */
  readonly descriptors?: Descriptors | undefined
  /** The shell process it is a child of; none for a login. */
  readonly parent?: Process
  /** The process that it is, where that was started for it. */
  readonly process?: Process | undefined
}

export interface Script {
  readonly text: string
  readonly argv0?: string
  /** How it words its errors: Debian's sh is dash. */
  readonly dialect?: Dialect
  readonly args?: readonly string[]
  /** In place of what was inherited. */
  readonly stdin?: Buffer
  /** What `ps` shows; `argv0 -c text` without it. */
  readonly shownAs?: readonly string[]
  /** It came by standard input. */
  readonly isInput?: boolean
  /** It stands in the file that is its argv0. */
  readonly isFile?: boolean
  readonly first?: FirstProcess
}

/** Of a process that is the first of its container: no signal ends it that it has no handler for, but KILL. */
export interface FirstProcess {
  started(process: Process): void
}

export interface LaunchOptions {
  /** In place of what was inherited. */
  readonly stdin?: Buffer
  /** How a program that can't be started is named in the error. */
  readonly told?: (name: string) => string
  readonly first?: FirstProcess
}

/** A user, a directory, an environment, a umask, open files: what a process is started with. Children get copies. */
export class Shell {
  readonly files: FileSystem
  /** The process that it runs in; a command that it runs is none of its own. */
  pid: number | undefined

  constructor(
    readonly machine: Machine,
    readonly call: Call,
    private readonly options: ShellOptions,
  ) {
    const credentials = { ...machine.users.credentials(options.user), pid: () => this.pid }
    this.files = machine.fs.as(credentials, {
      umask: options.umask,
      gone: options.signal,
      ...(call.recorder && { onAltered: (what, path) => call.recorder?.file(what, path) }),
    })
  }

  get user(): User {
    return this.options.user
  }

  /** A child process, alike but for what is named. */
  child(changes: Partial<ShellOptions>): Shell {
    const { umask } = this.files
    const child = new Shell(this.machine, this.call, { ...this.options, umask, ...changes })
    child.pid = this.pid
    return child
  }

  /** Runs a script in a shell. What it prints is in the answer only where no descriptors were inherited. */
  run(script: Script): Promise<ExecResult> {
    const { argv0 = 'bash', text, stdin, first } = script
    return this.#inProcess(
      { shownAs: script.shownAs ?? [argv0, '-c', text], argv0, text, stdin, first },
      (world, descriptors) => {
        const { cwd, env } = this.options
        const { dialect = 'bash', args = [], isFile = false } = script
        const isCommand = script.shownAs === undefined && !script.isInput
        const start = { world, dialect, argv0, args, env, cwd, descriptors, isCommand, isFile }
        return drive(
          new Interpreter(new ShellState(start, world, false)).script(text),
          world.signal,
        )
      },
    )
  }

  /** Runs one program, as exec(2) does. */
  launch(
    argv: readonly string[],
    { stdin, told = itself, first }: LaunchOptions = {},
  ): Promise<ExecResult> {
    const [name = '', ...args] = argv
    const start = { shownAs: argv, argv0: name, text: argv.join(' '), stdin, first }
    return this.#inProcess(start, async (world, descriptors) => {
      const { cwd, env } = this.options
      const found = world.find(name, env['PATH'] ?? defaultPath, cwd)
      if ('missing' in found && found.missing === 'no interpreter')
        world.reportUnknown(nameOf(found.interpreter))
      if ('missing' in found)
        return notFound(name, inLocaleOf(env, told(name)), found.missing, world, descriptors)
      return world.run({ found, name, args, cwd, env, descriptors })
    })
  }

  async invoke(
    command: ShellCommand,
    args: readonly string[],
    invocation: Invocation,
  ): Promise<CommandOutput> {
    try {
      const output = await command.run(args, invocation)
      return output.stderr
        ? { ...output, stderr: inLocaleOf(invocation.env, output.stderr) }
        : output
    } catch (error) {
      const what =
        error instanceof FileSystemError
          ? `${error.path}: ${error.reason}`
          : (error as Error).message
      return { stderr: `${command.name}: ${what}\n`, exitCode: 1 }
    }
  }

  async #inProcess(
    { shownAs, argv0, text, stdin, first }: ProcessStart,
    work: (world: ShellProcess, descriptors: Descriptors) => Promise<number>,
  ): Promise<ExecResult> {
    const { descriptors: inherited, process: given, user, parent } = this.options
    using lifetime = new Lifetime(this.options.signal)
    const started = given
      ? { ...given, end: () => undefined }
      : this.machine.processes.start({
          user: user.name,
          name: nameOf(argv0),
          args: shownAs,
          onSignal: (signal) => {
            const livesOn = world.takes(signal) || (first && signal !== 'KILL')
            if (!livesOn) lifetime.end(signal)
          },
          ...(parent && { ppid: parent.pid, pgid: parent.pgid }),
        })
    this.pid = started.pid
    first?.started(started)
    const world = new ShellProcess(this, started, lifetime.signal, text)
    const output = new Output()
    const descriptors = inherited?.copy() ?? output.descriptors(stdin)
    if (inherited && stdin) descriptors.set(0, new Readable(stdin))
    try {
      const exitCode = await work(world, descriptors).catch((error: unknown) =>
        statusOfKilled(error, lifetime.signal),
      )
      descriptors.closeAll()
      const { aborted } = lifetime.signal
      const killedBy = aborted ? signalNamed(String(lifetime.signal.reason)) : undefined
      return {
        ...(await output.ended(lifetime.signal)),
        exitCode: aborted ? statusOf(exitCode) : exitCode,
        ...(killedBy !== undefined && { killedBy }),
      }
    } finally {
      started.end()
    }
  }
}

/** What a process is started as, and for. */
interface ProcessStart {
  readonly shownAs: readonly string[]
  readonly argv0: string
  readonly text: string
  readonly stdin: Buffer | undefined
  readonly first: FirstProcess | undefined
}

const statusOf = (exitCode: number): number => (exitCode > 128 ? exitCode : 143)

/** That of a process which was started without one. */
const defaultPath = '/usr/bin:/bin'

const itself = (name: string): string => name

const notFound = (
  name: string,
  told: string,
  missing: string,
  world: ShellProcess,
  { stderr }: Descriptors,
): number => {
  if (missing === 'nowhere') world.reportUnknown(name)
  const isThere = missing === 'not executable' || missing === 'a directory'
  const reason = isThere ? 'Permission denied' : 'No such file or directory'
  stderr.write(bytesOf(`${told}: ${reason}\n`))
  return isThere ? 126 : 127
}
