import path from 'node:path'
import { BadInput } from '../../lib/testbed/bad-input'

/** What `kubesonic run` makes of its arguments. */
export interface RunOptions {
  /** For cucumber-js, as they were typed. */
  readonly cucumber: readonly string[]
  readonly help: boolean
  /** A lab's testbed file, absolute; undefined: KUBESONIC_TESTBED, or else the simulated testbed. */
  readonly testbed: string | undefined
  /** For the simulated testbed, as `kubesonic simulate` takes them. */
  readonly simulator: readonly string[]
  readonly allowSkipped: boolean
  /** A scenario that fails waits for Enter before it is undone. */
  readonly pauseOnFailure: boolean
  /** A file of upgrade rows, absolute. */
  readonly rows: string | undefined
}

const forSimulator = ['--pace', '--seed', '--dut', '--duts', '--variant', '--fault']

/**
 * Takes our own options out of the arguments and leaves everything else to cucumber-js, in its order. The
 * testbed file is looked for from `standsIn`, where the user stands.
 */
export const parseRunOptions = (args: readonly string[], standsIn: string): RunOptions => {
  const cucumber: string[] = []
  const simulator: string[] = []
  let testbed: string | undefined
  let rows: string | undefined
  let help = false
  let allowSkipped = false
  let pauseOnFailure = false
  const rest = [...args]
  for (let argument = rest.shift(); argument !== undefined; argument = rest.shift()) {
    const [option = '', inline] = splitOnce(argument)
    if (forSimulator.includes(option)) simulator.push(option, inline ?? valueFor(option, rest))
    else if (option === '--testbed') testbed = inline ?? valueFor(option, rest)
    else if (option === '--rows') rows = inline ?? valueFor(option, rest)
    else if (argument === '--allow-skipped') allowSkipped = true
    else if (argument === '--pause-on-failure') pauseOnFailure = true
    else if (argument === '--help' || argument === '-h') help = true
    else cucumber.push(argument)
  }
  if (testbed !== undefined && simulator.length > 0) {
    throw new BadInput(`${simulator[0]} is for the simulated testbed; --testbed asks for a lab.`)
  }
  return {
    cucumber,
    help,
    testbed: testbed === undefined ? undefined : path.resolve(standsIn, testbed),
    rows: rows === undefined ? undefined : path.resolve(standsIn, rows),
    simulator,
    allowSkipped,
    pauseOnFailure,
  }
}

const splitOnce = (argument: string): string[] => {
  const equals = argument.indexOf('=')
  return equals < 0 ? [argument] : [argument.slice(0, equals), argument.slice(equals + 1)]
}

const valueFor = (option: string, rest: string[]): string => {
  const value = rest.shift()
  if (value === undefined || value.startsWith('-')) {
    throw new BadInput(`${option} needs a value; see: npm run acceptance -- --help`)
  }
  return value
}
