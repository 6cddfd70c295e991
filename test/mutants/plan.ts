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
  static async load(): Promise<Plan> {
    const { runConfiguration } = await loadConfiguration(
      {
        file: false,
        provided: {
          paths: ['features'],
          require: ['support/hooks.ts', 'step-definitions/*.ts', 'test/mutants/moment-hooks.ts'],
          format: [['summary', '/dev/null']],
        },
      },
      { cwd: root },
    )
    const support = await loadSupport(runConfiguration, { cwd: root })
    // The session outlives a run: the DUT stays joined for the next one.
    Object.assign(support, { afterTestRunHookDefinitions: [] })
    return new Plan(runConfiguration, support)
  }

  private constructor(
    private readonly configuration: IRunConfiguration,
    private readonly support: ISupportCodeLibrary,
  ) {}

  /** Runs one scenario on a testbed. */
  async run(
    testbedFile: string,
    { feature, scenario }: { feature: string; scenario: string },
  ): Promise<ScenarioOutcome> {
    process.env['KUBESONIC_TESTBED'] = testbedFile
    const sources = {
      ...this.configuration.sources,
      paths: [path.join(root, 'features', feature)],
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
