import { type Accident } from './accidents'
import { type Aftermath } from './crash'

/** What is wrong after an accident, a line each; empty: all is as promised. */
export function complaints(accident: Accident, aftermath: Aftermath): readonly string[] {
  const { point, exitCode, traces, output } = aftermath
  if (!point) return ['the run had no such change point']
  const { exitCodes } = accident
  const wrongExit = exitCodes.includes(exitCode)
    ? []
    : [`exit code ${exitCode} instead of ${exitCodes.join(' or ')}:\n${output}`]
  return [...traces, ...wrongExit]
}
