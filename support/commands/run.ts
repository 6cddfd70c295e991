import path from 'node:path'
import Cli from '@cucumber/cucumber/lib/cli/index'
import { BadInput } from '../../lib/testbed/bad-input'
import { type Invocation, readInvocation } from '../coordinator/invocation'
import { exitCodes } from '../../lib/cli/exit-codes'
import { redactWhatLeaves } from '../redaction'
import { featureOfRows } from './feature-of-rows'
import { type RunOptions, parseRunOptions } from './run-options'

const help = `npm run acceptance -- [options] [features/…:line]

Runs the test plan, on a simulated testbed or on a lab, and puts the machines back.

  --testbed FILE     run on the lab that this testbed file describes (or set KUBESONIC_TESTBED)
  --rows FILE        upgrades to try, too: containers and versions in the words of container_upgrade (docs/upgrade.md)
  --allow-skipped    a run in which every scenario was skipped passes
  --pause-on-failure  a scenario that fails waits for Enter before it is undone, and says how to log in (docs/lab.md);
                     on a terminal only, without --parallel
  -h, --help         this text

  For the simulated testbed:
  --pace PACE        real, fast (20 times as fast; the default) or 0 (no delays)
  --fault NAME       breaks something; repeatable. Names: npx kubesonic simulate --help
  --seed N           what jitter, names and chances are drawn from
  --dut VARIANT      one DUT of this SONiC variant; repeatable. Names: npx kubesonic simulate --help
  --duts N           how many DUTs, where all run the same
  --variant NAME     which SONiC they run

  Every option of cucumber-js works, too: --tags @daemonset, --parallel 2, --dry-run, --fail-fast, --name …
  All of them: npx cucumber-js --help

Exit codes: 0 passed · 1 failed · 2 bad input or unreachable testbed (nothing was changed) ·
            3 a machine was not restored · 4 everything was skipped · 130, 143 interrupted
`

/**
 * `kubesonic run`: cucumber-js in this process, after our own options were taken out of the arguments. The
 * coordinator plugin decides about all that comes after the plan is known, the exit code included.
 */
export const main = async (args: readonly string[]): Promise<number> => {
  redactWhatLeaves()
  // Where the user stands, for a row's command, too; npm and npx say so.
  const standsIn = (process.env.INIT_CWD ??= process.cwd())
  const options = parseRunOptions(args, standsIn)
  if (options.help) {
    process.stdout.write(help)
    return 0
  }
  handOn(options, process.env)
  process.chdir(path.join(__dirname, '../..'))
  // The coordinator reads the command line, too.
  process.argv = ['node', 'cucumber-js', ...options.cucumber]
  if (options.rows !== undefined) process.argv.push(...featureOfRows(options.rows, process.argv))
  const { parallel } = await refuseBadOptions()
  if (options.pauseOnFailure) {
    const { insistOnPerson } = require('../pausing') as typeof import('../pausing')
    insistOnPerson(parallel)
  }
  const { argv, env, stdout, stderr } = process
  const { success } = await new Cli({ argv, env, stdout, stderr, cwd: process.cwd() }).run()
  return success ? exitCodes.passed : exitCodes.failed
}

const handOn = (
  { testbed, simulator, allowSkipped, pauseOnFailure }: RunOptions,
  env: NodeJS.ProcessEnv,
): void => {
  if (testbed !== undefined) env.KUBESONIC_TESTBED = testbed
  if (simulator.length > 0 && env.KUBESONIC_TESTBED) {
    throw new BadInput(
      `${simulator[0]} is for the simulated testbed, and KUBESONIC_TESTBED asks for the lab ` +
        `${env.KUBESONIC_TESTBED}.\n  Next: unset KUBESONIC_TESTBED`,
    )
  }
  if (simulator.length > 0) env.KUBESONIC_SIMULATOR = simulator.join(' ')
  if (allowSkipped) env.KUBESONIC_ALLOW_SKIPPED = 'true'
  if (pauseOnFailure) env.KUBESONIC_PAUSE_ON_FAILURE = 'true'
}

/** Of an option that it does not know cucumber-js says so and ends the process with 1; ours is 2. */
const refuseBadOptions = async (): Promise<Invocation> => {
  const onExit = (code: number): void => {
    if (code !== 0) process.exitCode = exitCodes.badInput
  }
  process.once('exit', onExit)
  try {
    return await readInvocation(process.argv, process.cwd())
  } catch (error) {
    throw new BadInput((error as Error).message)
  } finally {
    process.off('exit', onExit)
  }
}
