import { type FailedRunHook } from '../reporting/run-record'
import { type MachineReport } from './machines'

/** Where each machine stands. */
export const machinesText = (reports: readonly MachineReport[]): string => {
  const lines = reports.map(({ machine, restored, detail }) => {
    const mark = restored ? '' : 'NOT RESTORED: '
    return `  ${machine}  ${mark}${detail}\n`
  })
  const next = reports.every(({ restored }) => restored)
    ? ''
    : '  Put it back with: npx kubesonic restore\n'
  return `Machines:\n${lines.join('')}${next}`
}

/** What failed the run outside of its scenarios. */
export const findingsText = (
  findings: readonly string[],
  failedRunHooks: readonly FailedRunHook[],
): string =>
  [...findings, ...failedRunHooks.map(({ hook, message }) => `${hook} failed: ${message}`)]
    .map((finding) => `Failed outside of the scenarios: ${finding}\n`)
    .join('')

export const reportText = (resultsFolder: string): string =>
  `Report: ${resultsFolder} (npm run report makes it a page)\n`
