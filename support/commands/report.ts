import { execFile, spawn } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { BadInput } from '../../lib/testbed/bad-input'
import { allureResults } from '../reporting/allure-results'
import { withoutAnalytics } from '../reporting/without-analytics'

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
  const page = await makePage(results, path.join(root, 'reports', 'allure'))
  process.stdout.write(`${page}\n`)
  if (process.stdout.isTTY && args.length === 0) open(page)
  return 0
}

const refuseWithoutResults = (results: string): void => {
  const found =
    existsSync(results) && readdirSync(results).some((file) => /-result\.json$/.test(file))
  if (!found) throw new BadInput(`No results in ${results}.\n  Next: npm run acceptance`)
}

const makePage = async (results: string, output: string): Promise<string> => {
  rmSync(output, { recursive: true, force: true })
  const allure = path.join(root, 'node_modules', 'allure', 'cli.js')
  const name = 'Acceptance of SONiC with Kubernetes'
  const options = ['--single-file', '--report-name', name, '--group-by', 'feature']
  await promisify(execFile)(
    process.execPath,
    [allure, 'awesome', results, '--output', output, ...options],
    { cwd: root },
  )
  const page = path.join(output, 'index.html')
  writeFileSync(page, withoutAnalytics(readFileSync(page, 'utf8')))
  return page
}

const open = (page: string): void => {
  const opener = process.platform === 'darwin' ? 'open' : 'xdg-open'
  // Without a browser the printed path has to do.
  spawn(opener, [page], { stdio: 'ignore', detached: true })
    .on('error', () => undefined)
    .unref()
}
