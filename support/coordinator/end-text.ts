import path from 'node:path'
import { allureResults } from '../reporting/allure-results'
import { type FailedRunHook } from '../reporting/run-record'
import { clockText } from '../../lib/lifecycle/lease/lease-text'
import { type Testbed } from '../../lib/testbed/testbed'
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
  const differs = reports.some(({ receipt }) => (receipt?.complaints.length ?? 0) > 0)
  const tolerate = differs
    ? '  A difference that does not matter: receipt.tolerate in the testbed file (docs/lab.md)\n'
    : ''
  return `Machines:\n${lines.join('')}${next}${tolerate}`
}

/** What a person has to know who leaves before the machines are put back. */
export const whatStaysText = (
  switchTimes: readonly { machine: string; at: Date }[] | undefined,
  testbed: Testbed | undefined,
): string => {
  const machines = [...(testbed?.duts ?? []), ...(testbed ? [testbed.vmhost] : [])]
  const times = (switchTimes ?? []).filter(
    ({ machine }) => !machines.some(({ name, unarmed }) => name === machine && unarmed),
  )
  const restore = `npx kubesonic restore --testbed ${testbed?.file ?? 'FILE'}`
  if (times.length === 0)
    return `What was changed on the machines is still there.\n  Put it back with: ${restore}\n`
  const when = times.map(({ machine, at }) => `${machine} at ${clockText(at)}`).join(', ')
  return `What was changed is still there; the machines put themselves back: ${when}.\n  Or at once: ${restore}\n`
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
