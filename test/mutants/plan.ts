import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { PassThrough } from 'node:stream'
import {
  type IRunConfiguration,
  type ISupportCodeLibrary,
  loadConfiguration,
  loadSupport,
  runCucumber,
} from '@cucumber/cucumber/api'
import { type Envelope } from '../../support/reporting/envelope'
import { root } from '../suite/kubesonic'
import { outcomeOf, type ScenarioOutcome } from './outcome'

/** The plan's scenarios, run one by one in this process: support code is loaded once, and nobody restores the machines. */
export class Plan {
  static async load(folder: string): Promise<Plan> {
    const { runConfiguration } = await loadConfiguration(
      {
        file: false,
        provided: {
          paths: [folder],
          require: ['support/hooks.ts', 'step-definitions/*.ts', 'test/mutants/moment-hooks.ts'],
          format: [['summary', '/dev/null']],
        },
      },
      { cwd: root },
    )
    const support = await loadSupport(runConfiguration, { cwd: root })
    // The session outlives a run: the DUT stays joined for the next one.
    Object.assign(support, { afterTestRunHookDefinitions: [] })
    return new Plan(folder, runConfiguration, support)
  }

  private constructor(
    private readonly folder: string,
    private readonly configuration: IRunConfiguration,
    private readonly support: ISupportCodeLibrary,
  ) {}

  /** Runs one scenario on a testbed; `impatient`: the step whose deadline a test cannot wait for. */
  async run(
    testbedFile: string,
    { feature, scenario, impatient }: { feature: string; scenario: string; impatient?: string },
  ): Promise<ScenarioOutcome> {
    const text = readFileSync(path.join(root, 'features', feature), 'utf8')
    const file = path.join(this.folder, feature)
    writeFileSync(file, impatient === undefined ? text : hurried(text, impatient))
    process.env['KUBESONIC_TESTBED'] = testbedFile
    const sources = {
      ...this.configuration.sources,
      paths: [file],
      names: [`^${scenario.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`],
    }
    const messages: Envelope[] = []
    await runCucumber(
      { ...this.configuration, sources, support: this.support },
      { cwd: root, stdout: new PassThrough().resume() },
      (envelope: Envelope) => messages.push(envelope),
    )
    return outcomeOf(messages)
  }
}

/** The deadline of that step is over soon. */
const hurried = (text: string, step: string): string =>
  text
    .split('\n')
    .map((line) =>
      line.includes(step)
        ? line.replace(/\b(within) \d+ (seconds?|minutes?)/, '$1 2 seconds')
        : line,
    )
    .join('\n')
