import { copyFileSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { Status, type TestResult } from 'allure-js-commons'
import { CellReport } from './cell-report'
import { type Cell, cellsOf, type Combination, upgradeOf } from './cells'
import { type RunOfMatrix } from './one-run'

/** Whether a cell of the matrix was as expected. */
export interface CellResult {
  readonly cell: Cell
  readonly asExpected: boolean
  /** One word, and more where it was not as expected. */
  readonly what: string
}

/** Adds a run's results to those of the matrix: one for each cell, also where the run told nothing of it. */
export function collect(where: Combination, run: RunOfMatrix, folder: string): CellResult[] {
  const report = new CellReport(where, run, folder)
  const { refusedWith } = where
  if (refusedWith !== undefined)
    return cellsOf(where).map((cell) => refusal(cell, refusedWith, run, report))
  const results = resultsOf(run, folder)
  const cells = cellsOf(where).map((cell) => {
    const result = results.find((each) => isOf(cell, each))
    if (!result) return untold(cell, run, report)
    report.scenario(cell, result)
    results.splice(results.indexOf(result), 1)
    const { status, statusDetails } = result
    if (status === Status.PASSED) return { cell, asExpected: true, what: 'works' }
    const what = `${status}: ${statusDetails.message?.trim().split('\n')[0] ?? ''}`
    return { cell, asExpected: false, what }
  })
  for (const other of results) report.other(other)
  return cells
}

/** The run's results; attachments and hooks are taken over as they are. */
function resultsOf(run: RunOfMatrix, folder: string): TestResult[] {
  const files = readdirSync(run.results)
  for (const file of files.filter((each) => /-(attachment\.\w+|container\.json)$/.test(each)))
    copyFileSync(path.join(run.results, file), path.join(folder, file))
  return files
    .filter((file) => file.endsWith('-result.json'))
    .map((file) => JSON.parse(readFileSync(path.join(run.results, file), 'utf8')) as TestResult)
}

function isOf(cell: Cell, { parameters }: TestResult): boolean {
  const { feature, version } = upgradeOf(cell)
  const has = (name: string, value: string): boolean =>
    parameters.some((each) => each.name === name && each.value === value)
  return has('container', feature) && has('image version', version)
}

function refusal(cell: Cell, cause: string, run: RunOfMatrix, report: CellReport): CellResult {
  const { exitCode, output } = run
  const asExpected = exitCode === 2 && output.includes(cause)
  const line = output.split('\n').find((each) => each.includes(cause)) ?? lastLine(output)
  report.withoutScenario(
    cell,
    asExpected ? Status.PASSED : Status.FAILED,
    ['The run ends with exit code 2: nothing was changed', `It names the cause: "${cause}"`],
    asExpected ? line.trim() : `exit code ${exitCode}: ${line.trim()}`,
  )
  const what = asExpected ? 'refused' : `exit code ${exitCode}: ${line.trim()}`
  return { cell, asExpected, what }
}

function untold(cell: Cell, run: RunOfMatrix, report: CellReport): CellResult {
  const what = `no result (exit code ${run.exitCode}): ${lastLine(run.output)}`
  report.withoutScenario(cell, Status.BROKEN, ['The run has a scenario of this cell'], what)
  return { cell, asExpected: false, what }
}

const lastLine = (text: string): string => text.trim().split('\n').at(-1) ?? ''
