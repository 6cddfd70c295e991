import { type RunId } from '../lib/lifecycle/run-id'
import { library } from './library'

/**
 * The testbed file and the id of the run, as the coordinator hands them to workers: KUBESONIC_TESTBED and KUBESONIC_RUN.
 * The first call gives the run its id.
 */
export function currentRun(): { file: string; run: RunId } {
  const file = process.env['KUBESONIC_TESTBED']
  if (!file)
    throw new Error(
      'No testbed: the plugin support/coordinator/plugin.cjs is not loaded.\n  Next: run cucumber-js in the project folder, with its cucumber.cjs.',
    )
  process.env['KUBESONIC_RUN'] ??= library().newRunId()
  return { file, run: process.env['KUBESONIC_RUN'] }
}
