import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { Status, type TestResult } from 'allure-js-commons'
import { cellsOf, combinations, images, upgradeOf } from './cells'
import { grid } from './grid'
import { type RunOfMatrix } from './one-run'
import { collect } from './results'

const works = { branch: 'master', kubernetes: 'v1.22.2' }
const refused = { branch: 'master', kubernetes: 'v1.28.3', refusedWith: 'because of that' }

test('the matrix has more than two dozen cells, each with a history of its own', (t) => {
  const lab = new Lab(t)
  assert.ok(combinations.length * images.length >= 24)
  const cells = combinations.flatMap((where) => {
    const said = `vlab-01 ${where.refusedWith}: why`
    const run = where.refusedWith ? lab.run(2, said) : lab.run(0, 'passed', Status.PASSED)
    return collect(where, run, lab.folder)
  })
  assert.equal(cells.length, combinations.length * images.length)
  assert.ok(cells.every(({ asExpected }) => asExpected))
  const written = lab.written()
  const receipts = combinations.filter(({ refusedWith }) => !refusedWith)
  assert.equal(written.length, cells.length + receipts.length)
  assert.equal(new Set(written.map(({ historyId }) => historyId)).size, written.length)
  assert.match(grid(cells), /^202405 +v1\.22\.2( +works){3}\n202405 +v1\.28\.3( +refused){3}$/m)
})

test('a cell keeps its history from one run of the matrix to the next', (t) => {
  const lab = new Lab(t)
  const historyOf = (status: Status): unknown[] => {
    collect(works, lab.run(0, '', status), lab.folder)
    const ids = lab.written().map(({ historyId }) => historyId)
    lab.clear()
    return ids.toSorted()
  }
  assert.deepEqual(historyOf(Status.PASSED), historyOf(Status.FAILED))
})

test('an upgrade that failed is not as expected, and is told by its cause', (t) => {
  const lab = new Lab(t)
  const cells = collect(works, lab.run(1, '', Status.FAILED), lab.folder)
  assert.ok(cells.every(({ what }) => what === 'failed: Timed out'))
  assert.match(grid(cells), /NOT as expected/)
})

test('a refusal for another cause, and a run that should have been refused, are not as expected', (t) => {
  const lab = new Lab(t)
  for (const run of [lab.run(2, 'for another reason'), lab.run(0, 'because of that')])
    assert.ok(collect(refused, run, lab.folder).every(({ asExpected }) => !asExpected))
  assert.ok(lab.written().every(({ status }) => status === Status.FAILED))
})

test('a run that tells nothing of its cells is not as expected; the report has them all the same', (t) => {
  const lab = new Lab(t)
  const cells = collect(works, lab.run(1, 'it broke\n'), lab.folder)
  assert.equal(cells.length, images.length)
  assert.match(cells[0]?.what ?? '', /no result \(exit code 1\): it broke/)
  assert.ok(cells.every(({ asExpected }) => !asExpected))
  assert.deepEqual(
    lab.written().map(({ status }) => status),
    images.map(() => Status.BROKEN),
  )
})

/** Runs that were never made, and a folder for what the matrix makes of them. */
class Lab {
  readonly #root = mkdtempSync(join(tmpdir(), 'kubesonic-matrix-'))
  readonly folder = join(this.#root, 'all')
  #runs = 0

  constructor(t: TestContext) {
    mkdirSync(this.folder)
    t.after(() => rmSync(this.#root, { recursive: true }))
  }

  /** One that said so and, with a status, has a result of each cell and a machine's receipt. */
  run(exitCode: number, output: string, status?: Status): RunOfMatrix {
    const results = join(this.#root, String((this.#runs += 1)))
    mkdirSync(results)
    const outputFile = join(results, 'output.txt')
    writeFileSync(outputFile, output)
    const write = (name: string, parameters: TestResult['parameters']): void =>
      writeFileSync(
        join(results, `${name}-result.json`),
        JSON.stringify({
          uuid: `${this.#runs}-${name}`,
          ...{ name, status, parameters, labels: [] },
          statusDetails: { message: 'Timed out\nafter a while' },
        }),
      )
    if (status !== undefined) {
      for (const cell of cellsOf(works)) {
        const { feature, version } = upgradeOf(cell)
        write(`${feature}-${version}`, [
          { name: 'container', value: feature },
          { name: 'image version', value: version },
        ])
      }
      write('vlab-01 is as it was', [])
    }
    return { exitCode, output, outputFile, results, start: 0, stop: 1 }
  }

  written(): TestResult[] {
    return readdirSync(this.folder)
      .filter((file) => file.endsWith('-result.json'))
      .map((file) => JSON.parse(readFileSync(join(this.folder, file), 'utf8')) as TestResult)
  }

  clear(): void {
    for (const file of readdirSync(this.folder)) rmSync(join(this.folder, file))
  }
}
