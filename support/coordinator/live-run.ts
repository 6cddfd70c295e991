import { type IFilterablePickle } from '@cucumber/cucumber/api'
import { leaseRemark } from '../../lib/lifecycle/lease/lease-time'
import { BadInput } from '../../lib/testbed/bad-input'
import { type Testbed } from '../../lib/testbed/testbed'
import { seconds } from '../../lib/wait/duration'
import { interruption } from '../interruption'
import { loadAhead } from '../library'
import { pausing } from '../pausing'
import { clearResults } from '../reporting/allure-results'
import { noteTestbed } from '../reporting/environment-info'
import { writeReceiptResults } from '../reporting/receipt-results'
import { type RunRecord } from '../reporting/run-record'
import { type CoordinatorOptions } from './coordinated-run'
import { findingsText, machinesText, reportText, whatStaysText } from './end-text'
import { restoreLate } from './late-restore'
import { type HeldMachines, type MachineReport, type Machines } from './machines'
import { listenForSignals } from './signals'
import { TestbedOfRun } from './testbed-of-run'
import { exitCodeOf } from './verdict'
import { watchWorkers } from './workers'

interface LiveRunOptions extends CoordinatorOptions {
  readonly cwd: string
  /** How many further processes run the scenarios; 0: this one does. */
  readonly workers: number
  /** The folder of the Allure results, absolute; earlier ones are removed. */
  readonly results: string
  /** Ends this process at once. */
  leave: (exitCode: number) => never
}

/** The part of a run that has a testbed: brings it, puts its machines back, says where they stand. Speaks on stderr. */
export class LiveRun {
  readonly #findings: string[] = []
  #testbed: TestbedOfRun | undefined
  #held: HeldMachines | undefined
  #machineReports: readonly MachineReport[] | undefined

  constructor(private readonly options: LiveRunOptions) {}

  /** Throws BadInput where the plan cannot run on the testbed; then nothing was changed on it. */
  async begin(plan: readonly IFilterablePickle[]): Promise<void> {
    const { simulator, workers, results, leave } = this.options
    const whatStays = (): string => whatStaysText(this.#held?.switchTimes, this.#testbed?.testbed)
    const forward = watchWorkers()
    listenForSignals({ log: say, whatStays, forward, leave })
    const { signal } = interruption
    const log = (line: string): void => say(`${line}\n`)
    const testbedOfRun = TestbedOfRun.bring({ env: process.env, simulator, signal, log })
    try {
      if (workers === 0) loadAhead()
    } finally {
      this.#testbed = await testbedOfRun
    }
    const { testbed } = this.#testbed
    refuseMoreWorkersThanDuts(workers, testbed)
    for (const warning of testbed.warnings) log(warning)
    const remark = leaseRemark(testbed)
    if (remark !== undefined) log(remark)
    const pulls = pullsFromRegistry(testbed, plan)
    if (pulls) await registry().insistOnRegistry(testbed)
    this.#held = await this.#machines().prepare(testbed, {
      log,
      signal,
      onLost: (why) => this.#lose(why, forward),
      // Sidecars live in a namespace that all runs of a cluster would share.
      alone: carries(plan, '@sidecar'),
      pulls,
    })
    signal.throwIfAborted()
    pausing.over({ testbed, held: this.#held })
    noteTestbed(testbed)
    clearResults(results)
  }

  /** Nothing will run: ends the simulated testbed. */
  async abandon(): Promise<void> {
    await this.#held?.close()
    await this.#testbed?.close()
  }

  /** The scenarios are over: restores the machines, says where they stand, ends the simulated testbed. */
  async end({ failedRunHooks }: RunRecord): Promise<void> {
    const testbed = this.#testbed
    if (!testbed) return
    const lost = testbed.lost()
    if (lost) this.#findings.push(lost)
    this.#machineReports = lost ? [] : await this.#restore(testbed)
    await this.#held?.close()
    writeReceiptResults(this.options.results, this.#machineReports)
    await testbed.close()
    say(findingsText(this.#findings, failedRunHooks))
    say(machinesText(this.#machineReports, testbed.testbed.file))
    say(reportText(this.options.results, this.options.cwd))
    if (interruption.why !== undefined) leaveSoon()
  }

  /** What the process exits with; a run that never came to its end restores the machines now. */
  exitCode(cucumber: number, record: RunRecord): number {
    if (!this.#testbed) return cucumber
    const restored =
      this.#machineReports?.every((report) => report.restored) ??
      this.#restoreLate(this.#testbed, record)
    return exitCodeOf({
      cucumber,
      record,
      notRestored: !restored,
      findings: this.#findings,
      allowSkipped: process.env.KUBESONIC_ALLOW_SKIPPED === 'true',
    })
  }

  /** Nothing can come of the rest: what waits would wait for a machine that was put back. */
  #lose(why: string, forward: (signal: NodeJS.Signals) => void): void {
    this.#findings.push(why)
    interruption.lose(why)
    forward('SIGTERM')
  }

  async #restore({ testbed }: TestbedOfRun): Promise<readonly MachineReport[]> {
    const { restore, findings } = this.#machines()
    this.#held?.beginTearDown()
    const reports = await restore(testbed.file, this.#held).catch((error: unknown) => [
      { machine: testbed.name, restored: false, detail: messageOf(error) },
    ])
    if (testbed.simulator) {
      const found = findings(testbed.simulator.control).catch((error) => [messageOf(error)])
      this.#findings.push(...(await found))
    }
    return reports
  }

  #restoreLate({ testbed }: TestbedOfRun, { failedRunHooks }: RunRecord): boolean {
    this.#findings.push('The run ended before its time.')
    say(findingsText(this.#findings, failedRunHooks))
    return restoreLate(this.options.machines, testbed.file)
  }

  #machines(): Machines {
    return (require(this.options.machines) as { machines: Machines }).machines
  }
}

const carries = (plan: readonly IFilterablePickle[], tag: string): boolean =>
  plan.some(({ pickle }) => pickle.tags.some(({ name }) => name === tag))

/** Whether a scenario will. */
function pullsFromRegistry(testbed: Testbed, plan: readonly IFilterablePickle[]): boolean {
  if (carries(plan, '@pull')) return true
  return (
    ['@upgrade', '@gnoi'].some((tag) => carries(plan, tag)) && registry().featuresArePulled(testbed)
  )
}

const registry = (): typeof import('../../lib/registry/registry-check') =>
  require('../../lib/registry/registry-check') as typeof import('../../lib/registry/registry-check')

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
