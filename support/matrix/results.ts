import { createHash, randomUUID } from 'node:crypto'
import { copyFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { Stage, Status, type TestResult } from 'allure-js-commons'
import { type Combination, images, nameOf } from './cells'
import { type RunOfMatrix } from './one-run'

/** Whether a cell of the matrix was as expected. */
export interface CellResult {
  readonly name: string
  readonly asExpected: boolean
  readonly what: string
}

/**
 * Adds a run's results to those of the matrix. Every cell gets a history of its own: Allure takes results with one history
 * for retries of each other.
 */
export function collect(where: Combination, run: RunOfMatrix, folder: string): CellResult[] {
  if (where.refusedWith !== undefined) return refusals(where, where.refusedWith, run, folder)
  const files = readdirSync(run.results)
  for (const file of files.filter((each) => !each.endsWith('-result.json')))
    copyFileSync(path.join(run.results, file), path.join(folder, file))
  const results = files
    .filter((file) => file.endsWith('-result.json'))
    .map((file) => read(path.join(run.results, file)))
  for (const result of results) write(folder, ofCell(result, where))
  const cells = results.filter(({ name }) => / on /.test(name ?? ''))
  const missing = images.length - cells.length
  return [
    ...cells.map(({ name, status, statusDetails }) => ({
      name: `${nameOf(where)}: ${name}`,
      asExpected: status === Status.PASSED,
      what: status === Status.PASSED ? 'works' : `${status}: ${statusDetails.message ?? ''}`,
    })),
    ...Array.from({ length: Math.max(0, missing) }, () => ({
      name: nameOf(where),
      asExpected: false,
      what: `no result (exit code ${run.exitCode}): ${lastLine(run.output)}`,
    })),
  ]
}

function refusals(
  where: Combination,
  cause: string,
  { exitCode, output }: RunOfMatrix,
  folder: string,
): CellResult[] {
  const refused = exitCode === 2 && output.includes(cause)
  const line = output.split('\n').find((each) => each.includes(cause)) ?? lastLine(output)
  return images.map((image) => {
    const name = `${image} on ${where.branch}`
    write(folder, ofCell(refusal(name, refused, line), where))
    return {
      name: `${nameOf(where)}: ${name}`,
      asExpected: refused,
      what: refused ? `refused: ${line.trim()}` : `exit code ${exitCode}: ${line.trim()}`,
    }
  })
}

function refusal(name: string, refused: boolean, line: string): TestResult {
  const now = Date.now()
  return {
    uuid: randomUUID(),
    name: `${name} is refused`,
    fullName: `matrix: ${name}`,
    historyId: '',
    status: refused ? Status.PASSED : Status.FAILED,
    statusDetails: { message: line },
    stage: Stage.FINISHED,
    start: now,
    stop: now,
    labels: [],
    links: [],
    parameters: [],
    steps: [],
    attachments: [],
  }
}

const ofCell = (result: TestResult, where: Combination): TestResult => {
  const history = createHash('md5')
    .update(`${nameOf(where)}: ${result.name}`)
    .digest('hex')
  return {
    ...result,
    historyId: history,
    testCaseId: history,
    name: `${result.name}, Kubernetes ${where.kubernetes}`,
    fullName: `${nameOf(where)}: ${result.fullName}`,
    labels: [
      ...result.labels.filter(({ name }) => name !== 'feature'),
      { name: 'feature', value: nameOf(where) },
    ],
    parameters: [
      ...result.parameters,
      { name: 'SONiC', value: where.branch },
      { name: 'Kubernetes', value: where.kubernetes },
    ],
  }
}

const read = (file: string): TestResult => JSON.parse(readFileSync(file, 'utf8')) as TestResult

const write = (folder: string, result: TestResult): void =>
  writeFileSync(path.join(folder, `${result.uuid}-result.json`), JSON.stringify(result))

const lastLine = (text: string): string => text.trim().split('\n').at(-1) ?? ''
