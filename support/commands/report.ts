import { spawn } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { BadInput } from '../../lib/testbed/bad-input'
import { allureResults } from '../reporting/allure-results'
import { makeReportPage } from '../reporting/report-page'

const root = path.join(__dirname, '../..')

/**
 * `kubesonic report`: makes one HTML file of the last run's results, which works over file:// and calls no
 * host, prints its path, and opens it when a person is at the terminal (`--no-open`: never).
 */
export const main = async (args: readonly string[]): Promise<number> => {
  const unknown = args.find((argument) => argument !== '--no-open')
  if (unknown !== undefined) throw new BadInput(`Unknown option ${unknown}; there is: --no-open`)
  const results = path.join(root, allureResults)
  refuseWithoutResults(results)
  const page = await makeReportPage(results, path.join(root, 'reports', 'allure'))
  process.stdout.write(`${page}\n`)
  if (process.stdout.isTTY && args.length === 0) open(page)
  return 0
}

const refuseWithoutResults = (results: string): void => {
  const found =
    existsSync(results) && readdirSync(results).some((file) => /-result\.json$/.test(file))
  if (!found) throw new BadInput(`No results in ${results}.\n  Next: npm run acceptance`)
}

const open = (page: string): void => {
  const opener = process.platform === 'darwin' ? 'open' : 'xdg-open'
  // Without a browser the printed path has to do.
  spawn(opener, [page], { stdio: 'ignore', detached: true })
    .on('error', () => undefined)
    .unref()
}
