import { execFile } from 'node:child_process'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { withoutAnalytics } from './without-analytics'

const root = path.join(__dirname, '../..')

/** What a report page is called, and the file that keeps how its results went earlier; without one it tells of one run. */
export interface PageOptions {
  readonly name?: string
  readonly history?: string
}

/**
 * Makes one HTML file of Allure results, which works over file:// and calls no host, and answers its path. What was
 * in the output folder before goes; a history grows by these results.
 */
export const makeReportPage = async (
  results: string,
  output: string,
  { name = 'Acceptance of SONiC with Kubernetes', history }: PageOptions = {},
): Promise<string> => {
  rmSync(output, { recursive: true, force: true })
  const allure = path.join(root, 'node_modules', 'allure', 'cli.js')
  const options = ['--single-file', '--report-name', name, '--group-by', 'feature']
  if (history !== undefined) options.push('--history-path', history)
  await promisify(execFile)(
    process.execPath,
    [allure, 'awesome', results, '--output', output, ...options],
    { cwd: root },
  )
  const page = path.join(output, 'index.html')
  writeFileSync(page, withoutAnalytics(readFileSync(page, 'utf8')))
  return page
}
