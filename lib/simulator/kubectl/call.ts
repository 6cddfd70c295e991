import type { CommandContext, CommandOutput } from '../machine/types'
import type { ApiConnection } from './api-connection'
import { KubectlFailure } from './failure'
import type { CommandLine, FlagTable } from '../go/command-line'

/** One verb of kubectl: the flags it knows and what it does. */
export interface Verb {
  readonly name: string
  readonly flags: FlagTable
  run(call: Call): Promise<void>
}

/** One call of kubectl: what was asked, the way to the API, and the output as it grows. */
export class Call {
  #stdout = ''
  #stderr = ''
  #exitCode = 0

  constructor(
    readonly line: CommandLine,
    readonly api: ApiConnection,
    readonly namespace: string,
    readonly context: CommandContext,
    /** The client's own minor version: its texts differ from one to the next. */
    readonly minor: number,
  ) {}

  get allNamespaces(): boolean {
    return this.line.is('all-namespaces')
  }

  print(line: string): void {
    this.#stdout += `${line}\n`
  }

  write(text: string): void {
    this.#stdout += text
  }

  /** Writes at once, before the call has ended. */
  stream(text: string): void {
    this.write(text)
    this.flush()
  }

  flush(): void {
    if (this.#stdout !== '') this.context.stream(this.#stdout)
    this.#stdout = ''
  }

  warn(line: string): void {
    this.writeError(`${line}\n`)
  }

  writeError(text: string): void {
    this.#stderr += text
  }

  /** Notes a failure and lets the rest go on, as kubectl does with several objects. */
  fail(error: unknown): void {
    if (!(error instanceof KubectlFailure)) throw error
    this.warn(error.message)
    this.#exitCode = error.exitCode
  }

  /** Runs something that may fail in kubectl's own way; the failure is the answer. */
  async try(piece: () => Promise<void>): Promise<KubectlFailure | undefined> {
    try {
      await piece()
      return undefined
    } catch (error) {
      if (error instanceof KubectlFailure) return error
      throw error
    }
  }

  /** Runs one piece of several; its failure does not stop the others. */
  async attempt(piece: () => Promise<void>): Promise<void> {
    try {
      await piece()
    } catch (error) {
      this.fail(error)
    }
  }

  /** The exit code, without a word. */
  endWith(exitCode: number): void {
    this.#exitCode = exitCode
  }

  output(): CommandOutput {
    return { stdout: this.#stdout, stderr: this.#stderr, exitCode: this.#exitCode }
  }
}
