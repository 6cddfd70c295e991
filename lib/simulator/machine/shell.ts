import type { AlterationRecorder } from './alterations'
import { runBash } from './bash'
import { commandLine } from './commands/running'
import { BashFileSystem } from './bash-file-system'
import { FileSystemError } from './file-system-error'
import type { FileSystem } from './file-system'
import { type CommandLine, Invocation, type Lineage } from './invocation'
import type { Machine } from './machine'
import { Lifetime } from './lifetime'
import { nameOf } from './paths'
import { preparedText } from './preparing'
import type { Process } from './processes'
import { type Program, Programs } from './programs'
import { isOneSimpleCommand, wordsOfProgram } from './script'
import type { CommandOutput, Dialect, ExecResult, ShellCommand, User } from './types'

/** What all processes of one call to `Machine.exec` share. */
export interface Call {
  readonly recorder: AlterationRecorder | undefined
  readonly onStdout: ((chunk: string) => void) | undefined
}

export interface ShellOptions {
  readonly user: User
  readonly cwd: string
  readonly env: Readonly<Record<string, string>>
  readonly umask: number
  readonly signal: AbortSignal
  /** False below a pipe or a redirection, whose output must be collected. */
  readonly streams: boolean
  /** The shell process it is a child of; none for a login. */
  readonly parent?: Process
  /** The process that it is, where that was started for it. */
  readonly process?: Process | undefined
}

export interface Script {
  readonly text: string
  /** Where it is no more than one program: its words. */
  readonly argv?: readonly string[]
  readonly argv0?: string
  /** How it words its errors: Debian's sh is dash. */
  readonly dialect?: Dialect
  readonly args?: readonly string[]
  readonly stdin?: Buffer
  /** What `ps` shows; `argv0 -c text` without it. */
  readonly shownAs?: readonly string[]
  /** It is no more than one program, which takes this shell's process over. */
  readonly launches?: true
}

/** One shell process: a user, a directory, an environment, a umask. Children get copies. */
export class Shell {
  readonly files: FileSystem
  readonly #programs: Programs

  constructor(
    readonly machine: Machine,
    readonly call: Call,
    private readonly options: ShellOptions,
  ) {
    this.files = machine.fs.as(machine.users.credentials(options.user), {
      umask: options.umask,
      gone: options.signal,
      ...(call.recorder && { onAltered: (what, path) => call.recorder?.file(what, path) }),
    })
    this.#programs = new Programs(machine, this.files, options.env['PATH'] ?? '')
  }

  get user(): User {
    return this.options.user
  }

  /** A child process, alike but for what is named. */
  child(changes: Partial<ShellOptions>): Shell {
    return new Shell(this.machine, this.call, {
      ...this.options,
      umask: this.files.umask,
      ...changes,
    })
  }

  async run(script: Script): Promise<ExecResult> {
    const { process: given, signal } = this.options
    if (given) return this.#interpret(script, given, signal)
    using lifetime = new Lifetime(signal)
    const process = this.#start(script, () => lifetime.end())
    try {
      return await this.#interpret(script, process, lifetime.signal)
    } finally {
      process.end()
    }
  }

  /** Runs one program in this process, as exec(2) does. */
  launch(argv: readonly string[]): Promise<ExecResult> {
    return this.run({ text: commandLine(argv), argv, launches: true })
  }

  #start(script: Script, onSignal: () => void): Process & { end(): void } {
    const { user, parent } = this.options
    const argv0 = script.argv0 ?? 'bash'
    return this.machine.processes.start({
      user: user.name,
      name: nameOf(argv0),
      args: script.shownAs ?? [argv0, '-c', script.text],
      onSignal,
      ...(parent && { ppid: parent.pid, pgid: parent.pgid }),
    })
  }

  /** The text as it must stand for just-bash to read and run it in this shell. */
  prepared(text: string, dialect: Dialect): string {
    return preparedText(text, { dialect, elsewhere: (name) => this.#programs.elsewhere(name) })
  }

  async #interpret(script: Script, process: Process, signal: AbortSignal): Promise<ExecResult> {
    const lineage = {
      ...(script.launches ? { process } : { parent: process, process: undefined }),
      streams: this.options.streams && (script.argv ? true : isOneSimpleCommand(script.text)),
    }
    const argv = script.argv ?? wordsOfProgram(script.text)
    const program = argv && this.#programs.find(argv, this.options.cwd)
    const result = program
      ? await this.#execute(program, script, signal, lineage)
      : await this.#runBash(script, process, signal, lineage)
    return signal.aborted ? { ...result, exitCode: 143 } : result
  }

  /** A program that needs no shell is started without one. */
  async #execute(
    { command, args }: Program,
    { stdin = Buffer.alloc(0) }: Script,
    signal: AbortSignal,
    lineage: Lineage,
  ): Promise<ExecResult> {
    const { cwd, env } = this.options
    const line: CommandLine = {
      cwd,
      env: { PATH: defaultPath, ...env, PWD: cwd },
      executable: `/usr/bin/${command.name}`,
      stdin: () => stdin,
      assign: async () => undefined,
      original: () => Promise.reject(new Error(`${command.name} needs a shell.`)),
    }
    const {
      stdout = '',
      stderr = '',
      exitCode = 0,
    } = await this.#invoke(command, args, new Invocation(this, line, signal, lineage))
    return { stdout, stderr, exitCode }
  }

  #runBash(
    script: Script,
    process: Process,
    signal: AbortSignal,
    lineage: Lineage,
  ): Promise<ExecResult> {
    const { user, cwd, env } = this.options
    const { dialect = 'bash', argv0 = 'bash', args = [], stdin = Buffer.alloc(0) } = script
    const files = new BashFileSystem(
      this.files,
      (command) => this.machine.reportUnknown(command, script.text),
      (text, path) => {
        this.call.recorder?.runs(path)
        return this.prepared(text, dialect)
      },
    )
    return runBash({
      files,
      script: script.text,
      argv0,
      dialect,
      args,
      env,
      cwd,
      stdin,
      signal,
      uid: user.uid,
      pid: process.pid,
      called: (name) => this.#programs.called(name),
      invoke: (command, own, line) =>
        this.#invoke(command, own, new Invocation(this, line, signal, lineage)),
      elsewhere: (name) => this.#programs.elsewhere(name),
    })
  }

  async #invoke(
    command: ShellCommand,
    args: readonly string[],
    invocation: Invocation,
  ): Promise<CommandOutput> {
    try {
      return await command.run(args, invocation)
    } catch (error) {
      const what =
        error instanceof FileSystemError
          ? `${error.path}: ${error.reason}`
          : (error as Error).message
      return { stderr: `${command.name}: ${what}\n`, exitCode: 1 }
    }
  }
}

/** That of a process which was started without one. */
const defaultPath = '/usr/bin:/bin'
