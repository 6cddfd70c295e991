import { createHash, randomUUID } from 'node:crypto'
import { copyFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { Stage, type Status, type TestResult } from 'allure-js-commons'
import { type Cell, type Combination, images, nameOf, titleOf, upgradeOf } from './cells'
import { type RunOfMatrix } from './one-run'

/**
 * Writes what happened on one combination into the matrix's Allure results. Whatever is written has a history of its own:
 * Allure takes results with one history for retries of each other.
 */
export class CellReport {
  constructor(
    private readonly where: Combination,
    private readonly run: RunOfMatrix,
    private readonly folder: string,
  ) {}

  /** The result of the scenario that was the cell. */
  scenario(cell: Cell, result: TestResult): void {
    this.#write({ ...result, name: titleOf(cell) }, cell.image)
  }

  /** What belongs to no cell, such as a machine's receipt. */
  other(result: TestResult): void {
    this.#write(result, result.name ?? result.uuid)
  }

  /** The cell of a run that has no scenario of it: what was expected, what was seen instead, all that was printed. */
  withoutScenario(cell: Cell, status: Status, expected: readonly string[], seen: string): void {
    const { feature, version } = upgradeOf(cell)
    const uuid = randomUUID()
    const source = `${uuid}-attachment.txt`
    copyFileSync(this.run.outputFile, path.join(this.folder, source))
    const { start, stop } = this.run
    const each = { status, stage: Stage.FINISHED, statusDetails: {} }
    const noMore = { start: stop, stop, steps: [], attachments: [], parameters: [] }
    this.#write(
      {
        uuid,
        name: titleOf(cell),
        historyId: '',
        ...each,
        statusDetails: { message: seen },
        // The cells of one run stand in the report in the order of the matrix.
        start: start + images.indexOf(cell.image),
        stop,
        labels: [],
        links: [],
        parameters: [
          { name: 'container', value: feature },
          { name: 'image version', value: version },
        ],
        steps: expected.map((name) => ({ name, ...each, ...noMore })),
        attachments: [{ name: 'what the run said', type: 'text/plain', source }],
      },
      cell.image,
    )
  }

  #write(result: TestResult, what: string): void {
    const { branch, kubernetes } = this.where
    const fullName = `${nameOf(this.where)}: ${what}`
    const history = createHash('md5').update(fullName).digest('hex')
    const parameters = [
      ...result.parameters,
      { name: 'SONiC', value: branch },
      { name: 'Kubernetes', value: kubernetes },
    ]
    const labels = [
      ...result.labels.filter(({ name }) => !forMachines.includes(name)),
      { name: 'feature', value: nameOf(this.where) },
    ]
    const named = { fullName, historyId: history, testCaseId: history, parameters, labels }
    writeFileSync(
      path.join(this.folder, `${result.uuid}-result.json`),
      JSON.stringify({ ...result, ...named }),
    )
  }
}

/** Labels that say nothing to the reader of a matrix. */
const forMachines = ['feature', 'package', 'language', 'framework', 'host', 'thread']
