import type { FileSystem } from './file-system'
import type { Machine } from './machine'
import type { Shell, ShellOptions } from './shell'
import type { ExecResult, ShellContext, User } from './types'

/** What a command line gives its command. */
export interface CommandLine {
  readonly cwd: string
  /** Exported variables only, as a child process sees them. */
  readonly env: Readonly<Record<string, string>>
  /** The file that is run. */
  readonly executable: string
  /** Reading it consumes the input: `while read` loops around a command that doesn't read go on. */
  readonly stdin: () => Buffer
  /** Sets a variable of the calling shell. */
  readonly assign: (name: string, value: string) => Promise<void>
  /** just-bash's own command of this name, with its input not yet read. */
  readonly original: (args: readonly string[]) => Promise<ExecResult>
}

/** Where a command's own processes belong, and whether its output is passed on as it comes. */
export type Lineage = Pick<ShellOptions, 'streams' | 'parent' | 'process'>

const variableName = /^[A-Za-z_]\w*$/

/** One command as it is run by a shell. What is costly is made when it is asked for. */
export class Invocation implements ShellContext {
  readonly fs: FileSystem
  readonly machine: Machine
  readonly user: User
  declare readonly stream?: (chunk: string) => void
  private made: { env?: Record<string, string>; shell?: Shell } = {}

  constructor(
    private readonly caller: Shell,
    private readonly line: CommandLine,
    readonly signal: AbortSignal,
    private readonly lineage: Lineage,
  ) {
    this.fs = caller.files
    this.machine = caller.machine
    this.user = caller.user
    const { onStdout } = caller.call
    if (lineage.streams && onStdout) this.stream = onStdout
  }

  get cwd(): string {
    return this.line.cwd
  }

  get executable(): string {
    return this.line.executable
  }

  get env(): Readonly<Record<string, string>> {
    return (this.made.env ??= Object.fromEntries(
      Object.entries(this.line.env).filter(([name]) => variableName.test(name)),
    ))
  }

  get shell(): Shell {
    const { cwd, env, signal, lineage } = this
    return (this.made.shell ??= this.caller.child({ cwd, env, signal, ...lineage }))
  }

  get stdin(): string {
    return this.stdinBytes.toString('utf8')
  }

  get stdinBytes(): Buffer {
    return this.line.stdin()
  }

  readonly sh = (text: string, options?: { stdin?: string }): Promise<ExecResult> =>
    this.shell.run({
      text,
      ...(options?.stdin !== undefined && { stdin: Buffer.from(options.stdin) }),
    })

  readonly altered = (what: string): void => this.caller.call.recorder?.other(what)

  get assign(): CommandLine['assign'] {
    return this.line.assign
  }

  get original(): CommandLine['original'] {
    return this.line.original
  }
}
