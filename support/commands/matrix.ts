import { mkdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { exitCodes } from '../../lib/cli/exit-codes'
import { BadInput } from '../../lib/testbed/bad-input'
import { combinations, nameOf } from '../matrix/cells'
import { grid } from '../matrix/grid'
import { makeMatrixPage, noteMatrix } from '../matrix/matrix-page'
import { runOne } from '../matrix/one-run'
import { type CellResult, collect } from '../matrix/results'

const root = path.join(__dirname, '../..')

const help = `npm run matrix [-- --only TEXT] [--pace PACE]

Upgrades containers on every combination of SONiC branch, Kubernetes version and image, each branch × Kubernetes on a
simulated testbed of its own. Every cell works, or is refused with the cause that it must be refused with. Makes a page of
it, reports/matrix/report/index.html, in which each cell has a history of its own.

  --only TEXT    combinations whose name has this in it: ${nameOf(combinations[0]!)} …
  --pace PACE    as npm run acceptance has it; default 0

Exit codes: 0 all as expected · 1 not · 2 bad input
`

/** \`kubesonic matrix\`. */
export const main = async (args: readonly string[]): Promise<number> => {
  const { only, pace, help: asked } = parsed(args)
  if (asked) {
    process.stdout.write(help)
    return exitCodes.passed
  }
  const wanted = combinations.filter((each) => nameOf(each).includes(only))
  if (wanted.length === 0)
    throw new BadInput(`No combination has "${only}" in its name; see npm run matrix -- --help`)
  const reports = path.join(root, 'reports')
  const folder = path.join(reports, 'matrix', 'allure-results')
  rmSync(path.join(reports, 'matrix'), { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  noteMatrix(folder, wanted, pace)
  const cells: CellResult[] = []
  for (const where of wanted) {
    process.stdout.write(`${nameOf(where)} …\n`)
    cells.push(...collect(where, await runOne(root, where, pace), folder))
  }
  const wrong = cells.filter(({ asExpected }) => !asExpected)
  process.stdout.write(`\n${grid(cells)}\n`)
  for (const { cell, what } of wrong)
    process.stdout.write(`NOT as expected: ${nameOf(cell.where)}, ${cell.image}: ${what}\n`)
  process.stdout.write(`${cells.length} cells, ${cells.length - wrong.length} as expected\n`)
  process.stdout.write(`Report: ${await makeMatrixPage(reports, folder)}\n`)
  return wrong.length === 0 ? exitCodes.passed : exitCodes.failed
}

function parsed(args: readonly string[]): { only: string; pace: string; help: boolean } {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        only: { type: 'string', default: '' },
        pace: { type: 'string', default: '0' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    })
    return values
  } catch (error) {
    throw new BadInput(`${(error as Error).message}\n  Next: npm run matrix -- --help`)
  }
}
