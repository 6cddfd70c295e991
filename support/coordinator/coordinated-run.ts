import path from 'node:path'
import { type IFilterablePickle, type IResolvedPaths } from '@cucumber/cucumber/api'
import { BadInput } from '../../lib/testbed/bad-input'
import { type Testbed } from '../../lib/testbed/testbed'
import { seconds } from '../../lib/wait/duration'
import { interruption } from '../interruption'
import { allureResults, clearResults } from '../reporting/allure-results'
import { noteTestbed } from '../reporting/environment-info'
import { type Envelope } from '../reporting/envelope'
import { RunRecord } from '../reporting/run-record'
import { carriedTags } from './carried-tags'
import { findingsText, machinesText, reportText } from './end-text'
import { type Invocation } from './invocation'
import { restoreLate } from './late-restore'
import { type MachineReport, type Machines } from './machines'
import { refuseEmptyPlan, refuseMissingFeatures, refuseUnknownTags } from './plan-guards'
import { listenForSignals } from './signals'
import { TestbedOfRun } from './testbed-of-run'
import { exitCodeOf, exitCodes } from './verdict'
import { watchWorkers } from './workers'

export interface CoordinatorOptions {
  /** The command that starts the simulated testbed. */
  readonly simulator: readonly string[]
  /** The module whose `machines` are probed before the run and restored after it. */
  readonly machines: string
}

/** One run of Cucumber from the plan to the exit code. Its messages go to stderr. */
export class CoordinatedRun {
  readonly #record = new RunRecord()
  readonly #carriedTags = new Set<string>()
  readonly #findings: string[] = []
  #unparsed = false
  #testbed: TestbedOfRun | undefined
  #machineReports: readonly MachineReport[] | undefined
  /** Set when the process leaves early, on purpose: nothing more is to be done. */
  #leavesWith: number | undefined

  constructor(
    private readonly invocation: Invocation,
    private readonly options: CoordinatorOptions & { readonly cwd: string },
  ) {
    process.once('exit', (code) => (process.exitCode = this.#exitCode(code)))
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
    if (envelope.gherkinDocument) {
      for (const tag of carriedTags(envelope.gherkinDocument)) this.#carriedTags.add(tag)
    }
  }

  /** The plan is known: guards it and, unless it is a dry run, brings the testbed. */
  async begin(plan: readonly IFilterablePickle[]): Promise<void> {
    // Cucumber tells parse errors itself, and runs nothing.
    if (this.#unparsed) return void (this.#leavesWith = exitCodes.badInput)
    try {
      refuseUnknownTags(this.invocation.tags, this.#carriedTags, this.options.cwd)
      refuseEmptyPlan(plan, this.invocation.tags)
      if (!this.invocation.dryRun) await this.#bringTestbed()
    } catch (error) {
      await this.#testbed?.close()
      this.#refuse(error)
    }
  }

  /** The scenarios are over: restores the machines, says where they stand, ends the simulated testbed. */
  async end(): Promise<void> {
    const testbed = this.#testbed
    if (!testbed) return
    const lost = testbed.lost()
    if (lost) this.#findings.push(lost)
    this.#machineReports = lost ? [] : await this.#restore(testbed)
    await testbed.close()
    say(findingsText(this.#findings, this.#record.failedRunHooks))
    say(machinesText(this.#machineReports))
    say(reportText(allureResults))
    if (interruption.by) leaveSoon()
  }

  async #bringTestbed(): Promise<void> {
    this.#obeySignals()
    const { signal } = interruption
    const testbed = await TestbedOfRun.bring({
      env: process.env,
      simulator: this.options.simulator,
      signal,
      log: (line) => say(`${line}\n`),
    })
    this.#testbed = testbed
    refuseMoreWorkersThanDuts(this.invocation.parallel, testbed.testbed)
    await this.#machines().prepare(testbed.testbed)
    signal.throwIfAborted()
    for (const warning of testbed.testbed.warnings) say(`${warning}\n`)
    noteTestbed(testbed.testbed)
    clearResults(path.join(this.options.cwd, allureResults))
  }

  #obeySignals(): void {
    const forward = watchWorkers()
    listenForSignals({
      log: say,
      forward,
      leave: (exitCode) => this.#leave(exitCode),
    })
  }

  async #restore({ testbed }: TestbedOfRun): Promise<readonly MachineReport[]> {
    const { restore, findings } = this.#machines()
    const reports = await restore(testbed.file).catch((error: unknown) => [
      { machine: testbed.name, restored: false, detail: messageOf(error) },
    ])
    if (testbed.simulator) {
      const found = findings(testbed.simulator.control).catch((error) => [messageOf(error)])
      this.#findings.push(...(await found))
    }
    return reports
  }

  #machines(): Machines {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- which one is an option
    return (require(this.options.machines) as { machines: Machines }).machines
  }

  #refuse(error: unknown): never {
    say(
      `${error instanceof BadInput ? error.message : ((error as Error).stack ?? String(error))}\n`,
    )
    const exitCode = error instanceof BadInput ? error.exitCode : exitCodes.failed
    return this.#leave(exitCode)
  }

  #leave(exitCode: number): never {
    this.#leavesWith = exitCode
    process.exit(exitCode)
  }

  #exitCode(cucumber: number): number {
    if (this.#leavesWith !== undefined) return this.#leavesWith
    if (!this.#testbed) return cucumber
    const restored =
      this.#machineReports?.every((report) => report.restored) ?? this.#restoreLate(this.#testbed)
    return exitCodeOf({
      cucumber,
      record: this.#record,
      notRestored: !restored,
      findings: this.#findings,
      allowSkipped: process.env.KUBESONIC_ALLOW_SKIPPED === 'true',
    })
  }

  #restoreLate({ testbed }: TestbedOfRun): boolean {
    this.#findings.push('The run ended before its time.')
    say(findingsText(this.#findings, this.#record.failedRunHooks))
    return restoreLate(this.options.machines, testbed.file)
  }
}

const refuseMoreWorkersThanDuts = (workers: number, { duts, simulator }: Testbed): void => {
  if (workers <= duts.length) return
  const more = simulator ? `, or npm run acceptance -- --duts ${workers}` : ''
  throw new BadInput(
    `--parallel ${workers} asks for more workers than the testbed has DUTs (${duts.length}).\n` +
      `  Each worker needs a DUT of its own: --parallel ${duts.length} at most${more}`,
  )
}

/** A step that was cut short may hold a connection or a timer that would keep the process for ever. */
const leaveSoon = (): void => {
  const formattersClose = seconds(2)
  setTimeout(() => process.exit(), formattersClose).unref()
}

const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error)

const say = (text: string): void => void process.stderr.write(text)
