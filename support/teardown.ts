import { receiptText, verdictLine } from '../lib/lifecycle/receipt/receipt-text'
import { type RestoreReport } from '../lib/lifecycle/restore/restore'
import { leftOn, type MachineReport as Undone, tearDown } from '../lib/lifecycle/restore/tear-down'
import { loadTestbed } from '../lib/testbed/load-testbed'
import { type HeldMachines, type MachineReport } from './coordinator/machines'
import { currentRun } from './current-run'

/** Puts every machine of the testbed back to where this run found it, and says so in words. */
export async function teardownRun(
  testbedFile: string,
  held?: Pick<HeldMachines, 'patienceWith'>,
): Promise<readonly MachineReport[]> {
  const reports = await tearDown(loadTestbed(testbedFile), currentRun().run, {
    onProgress: tellProgress,
    ...(held && { patience: (machine: string) => held.patienceWith(machine) }),
    onWait: (line) => process.stderr.write(`${line}\n`),
  })
  return reports.map(inWords)
}

/** A person who waits sees what is being undone; a log needs only the outcome. */
function tellProgress(machine: string, line: string): void {
  if (process.stderr.isTTY && line.startsWith('undoing '))
    process.stderr.write(`  ${machine}  ${line}\n`)
}

function inWords(undone: Undone): MachineReport {
  const { machine, report, verdict } = undone
  const left = leftOn(undone)
  const receipt = verdict ? [`  ${verdictLine(verdict)}`] : []
  const detail = [...(report ? [changesUndone(report)] : []), ...receipt, ...left].join('\n  ')
  const stands = { machine, restored: left.length === 0, detail }
  return verdict
    ? { ...stands, receipt: { text: receiptText(verdict), complaints: verdict.complaints } }
    : stands
}

function changesUndone({ entries, already }: RestoreReport): string {
  if (already !== undefined) return `was put back already: ${already}`
  const count = entries.filter(({ outcome }) => outcome === 'undone').length
  return count === 0 ? 'nothing to undo' : `${count} ${count === 1 ? 'change' : 'changes'} undone`
}
