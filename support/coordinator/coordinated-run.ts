import { type IFilterablePickle, type IResolvedPaths } from '@cucumber/cucumber/api'
import { exitCodes } from '../../lib/cli/exit-codes'
import { BadInput } from '../../lib/testbed/bad-input'
import { type Envelope, type GherkinDocument } from '../reporting/envelope'
import { RunRecord } from '../reporting/run-record'
import { type Invocation } from './invocation'
import { type LiveRun } from './live-run'
import { refuseEmptyPlan, refuseMissingFeatures } from './plan-guards'

export interface CoordinatorOptions {
  /** The command that starts the simulated testbed. */
  readonly simulator: readonly string[]
  /** The module whose `machines` are probed before the run and restored after it. */
  readonly machines: string
}

/** One run of Cucumber from the plan to the exit code; what needs a testbed is done by its `LiveRun`. */
export class CoordinatedRun {
  readonly #record = new RunRecord()
  readonly #read: GherkinDocument[] = []
  #unparsed = false
  #live: LiveRun | undefined
  /** Set when the process leaves early, on purpose: nothing more is to be done. */
  #leavesWith: number | undefined

  constructor(
    private readonly invocation: Invocation,
    private readonly options: CoordinatorOptions & { readonly cwd: string },
  ) {
    process.once('exit', (code) => {
      process.exitCode = this.#leavesWith ?? this.#live?.exitCode(code, this.#record) ?? code
    })
  }

  /** Refuses paths without a feature file: of these Cucumber makes a run of nothing that passes. */
  checkPaths({ unexpandedSourcePaths, sourcePaths }: IResolvedPaths): void {
    try {
      refuseMissingFeatures(unexpandedSourcePaths, sourcePaths)
    } catch (error) {
      this.#refuse(error)
    }
  }

  /** Takes each of Cucumber's messages. */
  take(envelope: Envelope): void {
    this.#record.take(envelope)
    if (envelope.parseError) this.#unparsed = true
    if (envelope.gherkinDocument) this.#read.push(envelope.gherkinDocument)
  }

  /** The plan is known: guards it and, unless it is a dry run, brings the testbed. */
  async begin(plan: readonly IFilterablePickle[]): Promise<void> {
    // Cucumber tells parse errors itself, and runs nothing.
    if (this.#unparsed) return void (this.#leavesWith = exitCodes.badInput)
    try {
      if (this.invocation.tags) this.#refuseUnknownTags()
      refuseEmptyPlan(plan, this.invocation.tags)
      if (!this.invocation.dryRun) await this.#goLive(plan)
    } catch (error) {
      await this.#live?.abandon()
      this.#refuse(error)
    }
  }

  /** The scenarios are over. */
  async end(): Promise<void> {
    await this.#live?.end(this.#record)
  }

  #refuseUnknownTags(): void {
    const { refuseUnknownTags } = require('./unknown-tags') as typeof import('./unknown-tags')
    refuseUnknownTags(this.invocation.tags, this.#read, this.options.cwd)
  }

  async #goLive(plan: readonly IFilterablePickle[]): Promise<void> {
    const { LiveRun } = require('./live-run') as typeof import('./live-run')
    this.#live = new LiveRun({
      ...this.options,
      workers: this.invocation.parallel,
      results: this.invocation.results,
      leave: (exitCode) => this.#leave(exitCode),
    })
    await this.#live.begin(plan)
  }

  #refuse(error: unknown): never {
    const badInput = error instanceof BadInput
    const text = badInput ? error.message : ((error as Error).stack ?? String(error))
    process.stderr.write(`${text}\n`)
    const { interruptedExitCode } = require('./signals') as typeof import('./signals')
    return this.#leave(interruptedExitCode() ?? (badInput ? exitCodes.badInput : exitCodes.failed))
  }

  #leave(exitCode: number): never {
    this.#leavesWith = exitCode
    process.exit(exitCode)
  }
}
