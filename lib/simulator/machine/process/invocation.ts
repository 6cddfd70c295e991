import type { Descriptors } from '../../shell/descriptors'
import type { OpenFile } from '../../shell/open-file'
import { bytesOf } from '../../shell/text'
import { pauseOnWall } from '../pause'
import { runBundled } from '../bundled/bundled-commands'
import type { FileSystem } from '../../file-system/file-system'
import type { Machine } from '../machine'
import type { Shell, ShellOptions } from './shell'
import type { ExecResult, ShellContext, User } from '../types'

/** What a command line gives its command. */
export interface CommandLine {
  readonly cwd: string
  /** Exported variables only, as a child process sees them. */
  readonly env: Readonly<Record<string, string>>
  /** The file that is run. */
  readonly executable: string
  readonly descriptors: Descriptors
}

/** Where a command's own processes belong. */
export type Lineage = Pick<ShellOptions, 'descriptors' | 'parent' | 'process'>

/** One command as it is run by a shell. What is costly is made when it is asked for. */
export class Invocation implements ShellContext {
  readonly fs: FileSystem
  readonly machine: Machine
  readonly user: User
  private madeShell: Shell | undefined

  constructor(
    private readonly caller: Shell,
    private readonly line: CommandLine,
    readonly signal: AbortSignal,
    private readonly lineage: Lineage,
  ) {
    this.fs = caller.files
    this.machine = caller.machine
    this.user = caller.user
  }

  get cwd(): string {
    return this.line.cwd
  }

  get executable(): string {
    return this.line.executable
  }

  get env(): Readonly<Record<string, string>> {
    return this.line.env
  }

  get shell(): Shell {
    const { cwd, env, signal, lineage } = this
    return (this.madeShell ??= this.caller.child({ cwd, env, signal, ...lineage }))
  }

  get isTerminal(): boolean {
    return this.line.descriptors.stdin.isTerminal
  }

  get stdin(): string {
    return this.stdinBytes.toString('utf8')
  }

  get stdinBytes(): Buffer {
    return this.line.descriptors.stdin.readAll()
  }

  readonly input = async (): Promise<Buffer> => {
    await this.line.descriptors.stdin.complete
    return this.stdinBytes
  }

  readonly sh = (text: string, options?: { stdin?: string }): Promise<ExecResult> =>
    this.shell.child({ descriptors: undefined }).run({
      text,
      ...(options?.stdin !== undefined && { stdin: Buffer.from(options.stdin) }),
    })

  readonly altered = (what: string): void => this.caller.call.recorder?.other(what)

  readonly stream = (chunk: string): void => this.line.descriptors.stdout.write(bytesOf(chunk))

  readonly streamError = (chunk: string): void => this.line.descriptors.stderr.write(bytesOf(chunk))

  readonly pause = (ms: number): Promise<void> =>
    (this.caller.call.wait ?? pauseOnWall)(ms, this.signal)

  readonly openFile = (descriptor: number): OpenFile | undefined =>
    this.line.descriptors.get(descriptor)

  readonly original = (name: string, args: readonly string[]): Promise<ExecResult> =>
    runBundled(name, args, this)
}
