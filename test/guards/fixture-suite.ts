import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type TestContext } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { patience } from '../patience'

const root = path.join(__dirname, '../..')
const fixture = path.join(__dirname, 'fixture')

/** What a whole run of cucumber-js came to. */
export interface SuiteRun {
  readonly exitCode: number | null
  readonly stdout: string
  readonly stderr: string
  /** What happened to the testbed and the scenarios, in order: `restored`, `after <scenario>` … */
  readonly log: readonly string[]
}

/** A small suite in a folder of its own, run by the real cucumber-js with our plugin and formatters. */
export class FixtureSuite {
  static with(t: TestContext, features: Record<string, string>): FixtureSuite {
    const folder = mkdtempSync(path.join(tmpdir(), 'kubesonic-suite-'))
    t.after(() => rmSync(folder, { recursive: true }))
    symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'))
    mkdirSync(path.join(folder, 'features'))
    for (const [name, text] of Object.entries(features)) {
      writeFileSync(path.join(folder, 'features', name), text)
    }
    writeFileSync(path.join(folder, 'cucumber.json'), JSON.stringify({ default: profile(folder) }))
    return new FixtureSuite(folder)
  }

  private constructor(readonly folder: string) {}

  /** Runs cucumber-js to its end. */
  async run(args: readonly string[] = [], env: NodeJS.ProcessEnv = {}): Promise<SuiteRun> {
    const { child, finished } = this.start(args, env)
    child.stdin?.end()
    return finished
  }

  /** Starts cucumber-js, for a test that does something to it meanwhile. */
  start(
    args: readonly string[] = [],
    env: NodeJS.ProcessEnv = {},
  ): { child: ChildProcess; finished: Promise<SuiteRun> } {
    const child = spawn(
      process.execPath,
      [path.join(root, 'node_modules/@cucumber/cucumber/bin/cucumber.js'), ...args],
      {
        cwd: this.folder,
        timeout: patience,
        killSignal: 'SIGKILL',
        env: { ...process.env, ...cleared, ...env },
      },
    )
    return { child, finished: this.#finish(child) }
  }

  /** Resolves when the log has that line; rejects when it never comes. */
  async logged(line: string): Promise<void> {
    const signal = AbortSignal.timeout(patience)
    while (!this.log().includes(line)) await setTimeout(20, undefined, { signal })
  }

  log(): readonly string[] {
    const file = path.join(this.folder, 'log')
    return existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : []
  }

  async #finish(child: ChildProcess): Promise<SuiteRun> {
    let stdout = ''
    let stderr = ''
    child.stdout?.on('data', (chunk) => (stdout += String(chunk)))
    child.stderr?.on('data', (chunk) => (stderr += String(chunk)))
    const [exitCode] = (await once(child, 'close')) as [number | null]
    // It outlives a runner that died by the moment it takes to notice.
    if (this.log().some((line) => line.startsWith('simulator started'))) {
      await this.logged('simulator ended')
    }
    return { exitCode, stdout, stderr, log: this.log() }
  }
}

const cleared = {
  KUBESONIC_TESTBED: '',
  KUBESONIC_SIMULATOR: '',
  KUBESONIC_ALLOW_SKIPPED: '',
}

const profile = (folder: string): object => ({
  requireModule: [path.join(root, 'bin/register.cjs')],
  require: [path.join(fixture, 'steps.cjs')],
  plugin: [fileUrl('support/coordinator/plugin.cjs')],
  pluginOptions: {
    kubesonic: {
      simulator: [process.execPath, path.join(fixture, 'simulator.cjs'), folder],
      machines: path.join(fixture, 'machines.cjs'),
    },
  },
  format: [
    [fileUrl('support/reporting/progress.cjs')],
    [fileUrl('support/reporting/allure.cjs'), '/dev/null'],
  ],
  formatOptions: { resultsDir: path.join(folder, 'reports/allure-results') },
})

const fileUrl = (file: string): string => `file://${path.join(root, file)}`
