import { spawn } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { childOutput } from '../../lib/upgrade/child-output'
import { type Combination, images } from './cells'

export interface RunOfMatrix {
  readonly exitCode: number | null
  readonly output: string
  /** Where that is kept. */
  readonly outputFile: string
  /** The folder of its Allure results. */
  readonly results: string
  /** Milliseconds since the epoch. */
  readonly start: number
  readonly stop: number
}

/** Runs all images on one combination, as `npm run acceptance -- --rows` does, into results of its own. */
export async function runOne(
  root: string,
  { branch, kubernetes }: Combination,
  pace: string,
): Promise<RunOfMatrix> {
  const folder = path.join(root, 'reports', 'matrix', `${branch}-${kubernetes}`)
  const results = path.join(folder, 'allure-results')
  mkdirSync(results, { recursive: true })
  const rows = path.join(folder, 'rows.json')
  writeFileSync(rows, JSON.stringify({ os_versions: [branch], containers: images }))
  const env = { ...process.env }
  delete env.KUBESONIC_TESTBED
  const command = [path.join(root, 'bin/kubesonic.cjs'), 'run', '--rows', rows, '--tags', '@rows']
  const format = ['--format-options', JSON.stringify({ resultsDir: results })]
  const simulator = `--pace ${pace} --dut ${branch} --kubernetes ${kubernetes}`
  const start = Date.now()
  const child = spawn(process.execPath, [...command, ...format], {
    cwd: root,
    env: { ...env, KUBESONIC_SIMULATOR: simulator },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const { code: exitCode, output } = await childOutput(child)
  const outputFile = path.join(folder, 'output.txt')
  writeFileSync(outputFile, output)
  return { exitCode, output, outputFile, results, start, stop: Date.now() }
}
