import type { CommandContext, CommandOutput } from '../machine/types'
import type { ApiConnection } from './api-connection'
import { KubectlFailure } from './failure'
import type { CommandLine, FlagTable } from '../command-line'

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

  warn(line: string): void {
    this.#stderr += `${line}\n`
  }

  /** Notes a failure and lets the rest go on, as kubectl does with several objects. */
  fail(error: unknown): void {
    if (!(error instanceof KubectlFailure)) throw error
    this.warn(error.message)
    this.#exitCode = error.exitCode
  }

  /** Runs one piece of several; its failure does not stop the others. */
  async attempt(piece: () => Promise<void>): Promise<void> {
    try {
      await piece()
    } catch (error) {
      this.fail(error)
    }
  }

  output(): CommandOutput {
    return { stdout: this.#stdout, stderr: this.#stderr, exitCode: this.#exitCode }
  }
}
