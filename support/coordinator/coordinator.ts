import path from 'node:path'
import { type Plugin } from '@cucumber/cucumber/api'
import { noteDryRun } from '../reporting/dry-run'
import { redactInPlace } from '../../lib/redaction/redact-in-place'
import { redactWhatLeaves } from '../redaction'
import { type Envelope } from '../reporting/envelope'
import { type CoordinatorOptions, CoordinatedRun } from './coordinated-run'
import { readInvocation } from './invocation'

/** The cucumber-js plugin: guards the plan, brings the testbed, puts it back, says how it went. */
export const coordinator: Plugin<CoordinatorOptions> = {
  type: 'plugin',
  optionsKey: 'kubesonic',
  async coordinator({ operation, on, transform, options, environment: { cwd } }) {
    if (operation !== 'runCucumber') return
    redactWhatLeaves()
    const invocation = await readInvocation(process.argv, cwd)
    noteDryRun(invocation.dryRun)
    const run = new CoordinatedRun(invocation, {
      simulator: options.simulator,
      machines: path.resolve(cwd, options.machines),
      cwd,
    })
    on('paths:resolve', (paths) => run.checkPaths(paths))
    // Cucumber tells plugins before formatters, and both the same object: no report gets to see a secret. (In a dry run
    // nothing is done that knows one.)
    on('message', (envelope: Envelope) => {
      if (!invocation.dryRun) redactInPlace(envelope)
      run.take(envelope)
    })
    transform('pickles:order', async (plan) => {
      await run.begin(plan)
      return plan
    })
    return () => run.end()
  },
}
