import type { AlterationRecorder } from './alterations'
import { type BashCommand, type BashInvocation, runBash } from './bash'
import { commandOfBinary } from './binaries'
import { commandLine } from './commands/running'
import { BashFileSystem } from './bash-file-system'
import { FileSystemError } from './file-system-error'
import type { FileSystem } from './file-system'
import type { Machine } from './machine'
import { Lifetime } from './lifetime'
import { nameOf } from './paths'
import { preparedText } from './preparing'
import type { Process } from './processes'
import { isOneSimpleCommand } from './script'
import type { CommandOutput, Dialect, ExecResult, ShellCommand, ShellContext, User } from './types'

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

type Lineage = Pick<ShellOptions, 'streams' | 'parent' | 'process'>

export interface Script {
  readonly text: string
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
    return this.run({ text: commandLine(argv), launches: true })
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
    return preparedText(text, { dialect, elsewhere: (name) => this.#pathElsewhere(name) })
  }

  async #interpret(script: Script, process: Process, signal: AbortSignal): Promise<ExecResult> {
    const { user, cwd, env } = this.options
    const argv0 = script.argv0 ?? 'bash'
    const lineage = script.launches ? { process } : { parent: process, process: undefined }
    const streams = this.options.streams && isOneSimpleCommand(script.text)
    const { dialect = 'bash' } = script
    const files = new BashFileSystem(
      this.files,
      (command) => this.machine.reportUnknown(command, script.text),
      (text, path) => {
        this.call.recorder?.runs(path)
        return this.prepared(text, dialect)
      },
    )
    const result = await runBash({
      files,
      script: script.text,
      argv0,
      dialect,
      args: script.args ?? [],
      env,
      cwd,
      stdin: script.stdin ?? Buffer.alloc(0),
      signal,
      uid: user.uid,
      pid: process.pid,
      commands: this.#callable(),
      invoke: (command, name, invocation) =>
        this.#invoke(command, invocation, files.executable(name), { streams, ...lineage }),
      elsewhere: (name) => this.#pathElsewhere(name),
    })
    return signal.aborted ? { ...result, exitCode: 143 } : result
  }

  /** Each command under its name and, for binaries outside /usr/bin, under the one that `binaryOf` calls. */
  #callable(): BashCommand[] {
    const callable: BashCommand[] = []
    for (const command of this.machine.commands()) {
      const { name, path } = command
      if (path === undefined || this.#pathElsewhere(name)) callable.push([name, command])
      if (path !== undefined) callable.push([`.${name}`, command])
    }
    return callable
  }

  /** Where PATH finds a binary outside /usr/bin. */
  #pathElsewhere(name: string): string | undefined {
    const command = this.machine.command(name)
    if (command && command.path === undefined) return undefined
    const searched = (this.options.env['PATH'] ?? '').split(':')
    return searched
      .map((directory) => `${directory}/${name}`)
      .find((path) => {
        const called = commandOfBinary(this.files, path)
        return command ? called === name : called !== undefined
      })
  }

  async #invoke(
    command: ShellCommand,
    invocation: BashInvocation,
    executable: string,
    lineage: Lineage,
  ): Promise<CommandOutput> {
    try {
      return await command.run(invocation.args, this.#context(invocation, executable, lineage))
    } catch (error) {
      if (!(error instanceof FileSystemError)) throw error
      return { stderr: `${command.name}: ${error.path}: ${error.reason}\n`, exitCode: 1 }
    }
  }

  #context(invocation: BashInvocation, executable: string, lineage: Lineage): ShellContext {
    const { cwd, env: exported, signal } = invocation
    const env = Object.fromEntries(
      Object.entries(exported).filter(([name]) => /^[A-Za-z_]\w*$/.test(name)),
    )
    let shell: Shell | undefined
    const child = (): Shell => (shell ??= this.child({ cwd, env, signal, ...lineage }))
    return {
      machine: this.machine,
      user: this.user,
      cwd,
      env,
      signal,
      executable,
      fs: this.files,
      get shell() {
        return child()
      },
      get stdin() {
        return invocation.stdin().toString('utf8')
      },
      get stdinBytes() {
        return invocation.stdin()
      },
      sh: (text, options) =>
        child().run({
          text,
          ...(options?.stdin !== undefined && { stdin: Buffer.from(options.stdin) }),
        }),
      altered: (what) => this.call.recorder?.other(what),
      assign: invocation.assign,
      original: invocation.original,
      ...(lineage.streams && this.call.onStdout && { stream: this.call.onStdout }),
    }
  }
}
