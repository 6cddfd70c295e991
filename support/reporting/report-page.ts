import { execFile } from 'node:child_process'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { withoutAnalytics } from './without-analytics'

const root = path.join(__dirname, '../..')

/**
 * Makes one HTML file of Allure results, which works over file:// and calls no host, and answers its path. What was
 * in the output folder before goes.
 */
export const makeReportPage = async (results: string, output: string): Promise<string> => {
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
