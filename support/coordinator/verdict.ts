import { exitCodes } from '../../lib/cli/exit-codes'
import { type RunRecord } from '../reporting/run-record'
import { interruptedExitCode } from './signals'

export interface RunFacts {
  /** What Cucumber itself would exit with. */
  readonly cucumber: number
  readonly record: RunRecord
  readonly notRestored: boolean
  /** Findings outside of scenarios that fail the run. */
  readonly findings: readonly string[]
  readonly allowSkipped: boolean
}

/** A machine that was not put back outweighs everything: it needs a person. */
export const exitCodeOf = (facts: RunFacts): number => {
  const { cucumber, record, notRestored, findings, allowSkipped } = facts
  if (notRestored) return exitCodes.notRestored
  const interrupted = interruptedExitCode()
  if (interrupted !== undefined) return interrupted
  if (findings.length > 0 || record.failedRunHooks.length > 0) return exitCodes.failed
  if (cucumber !== 0) return cucumber
  const { outcomes } = record
  const allSkipped = outcomes.every(({ verdict }) => verdict === 'skipped')
  return outcomes.length > 0 && allSkipped && !allowSkipped ? exitCodes.allSkipped : 0
}
