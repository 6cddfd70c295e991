import path from 'node:path'
import { allureResults } from '../reporting/allure-results'
import { type FailedRunHook } from '../reporting/run-record'
import { type MachineReport } from './machines'

/** Where each machine stands. */
export const machinesText = (reports: readonly MachineReport[], testbedFile: string): string => {
  const lines = reports.map(({ machine, restored, detail }) => {
    const mark = restored ? '' : 'NOT RESTORED: '
    return `  ${machine}  ${mark}${detail}\n`
  })
  const next = reports.every(({ restored }) => restored)
    ? ''
    : `  Put it back with: npx kubesonic restore --testbed ${testbedFile}\n`
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

/** Where the results are, seen from `cwd`; `npm run report` knows the usual place only. */
export const reportText = (results: string, cwd: string): string => {
  const inside = path.relative(cwd, results)
  const folder = inside.startsWith('..') ? results : inside
  const next = folder === allureResults ? ' (npm run report makes it a page)' : ''
  return `Report: ${folder}${next}\n`
}
