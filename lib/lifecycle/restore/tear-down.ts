import { BOOT_DEADLINE, type ComeBackOptions, comeBack } from '../../host/answers-again'
import { Host } from '../../host/host'
import { type MachineSpec, type Testbed } from '../../testbed/testbed'
import { type Milliseconds } from '../../wait/duration'
import { judge, type ReceiptVerdict } from '../receipt/verdict'
import { type RestoreOptions, type RestoreReport, restore } from './restore'
import { type RunId } from '../run-id'

/** What became of one machine. */
export interface MachineReport {
  readonly machine: string
  /** Undefined when the machine could not be asked; `error` then says why. */
  readonly report?: RestoreReport
  /** Whether the machine is as it was; undefined where no run had changed it, or it was not looked at. */
  readonly verdict?: ReceiptVerdict
  readonly error?: Error
}

export interface TearDownOptions extends Omit<ComeBackOptions, 'backWithin'> {
  /** How long a machine that does not answer may take to come back: less than a boot where it was waited for before. */
  readonly patience?: (machine: string) => Milliseconds
  /** Hears what is being undone, and how that went. */
  readonly onProgress?: (machine: string, line: string) => void
}

/**
 * Undoes all that a run changed, from the journals on the machines themselves: the DUTs first (a disjoin needs the
 * API), then the vmhost. The run has had them all: one that does not answer is waited for, as it may be booting; once, however
 * often it is missed. Goes on to
 * the end whatever fails; never throws. Running it again is harmless.
 */
export async function tearDown(
  testbed: Testbed,
  run: RunId,
  { onProgress, patience = () => BOOT_DEADLINE, ...comingBack }: TearDownOptions = {},
): Promise<readonly MachineReport[]> {
  const undo = (spec: MachineSpec): Promise<MachineReport> =>
    restoreMachine(testbed, spec, run, {
      ...comingBack,
      backWithin: patience(spec.name),
      onProgress: (line) => onProgress?.(spec.name, line),
    })
  const duts = await Promise.all(testbed.duts.map(undo))
  return [...duts, await undo(testbed.vmhost)]
}

/** What was not put back on the machine, a line each; empty when it is as this run found it. */
export function leftOn({ report, verdict, error }: MachineReport): readonly string[] {
  if (!report) return [error?.message ?? 'it gave no answer']
  const open = report.entries.filter(({ outcome }) => outcome !== 'undone')
  const differing = verdict?.complaints ?? []
  if (open.length === 0 && !report.complete)
    return ['its restore.sh did not say what is left', ...differing]
  return [
    ...open.map(({ entry, outcome, detail }) => `${entry} ${outcome}: ${detail}`),
    ...differing,
  ]
}

/** Throws one error that names each machine that is not as it was, and what is left there. */
export function insistOnClean(reports: readonly MachineReport[]): void {
  const dirty = reports.flatMap((report) =>
    leftOn(report).map((left) => `  ${report.machine}: ${left}`),
  )
  if (dirty.length > 0)
    throw new Error(
      `Not put back:\n${dirty.join('\n')}\n  Next: npx kubesonic restore --testbed FILE`,
    )
}

async function restoreMachine(
  testbed: Testbed,
  spec: MachineSpec,
  run: RunId,
  options: RestoreOptions,
): Promise<MachineReport> {
  try {
    await using host = new Host(spec, testbed)
    await comeBack(host, options)
    const report = await restore(host, run, { ...options, occasion: 'the run was undone' })
    return reportOn(testbed, spec, report)
  } catch (error) {
    return { machine: spec.name, error: error as Error }
  }
}

/** What came of a machine, with the verdict on its receipt. */
export function reportOn(
  { receipt: { tolerate } }: Testbed,
  { name: machine }: MachineSpec,
  report: RestoreReport,
): MachineReport {
  const { receipt } = report
  return receipt
    ? { machine, report, verdict: judge(machine, receipt, tolerate) }
    : { machine, report }
}
