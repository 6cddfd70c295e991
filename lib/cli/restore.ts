import { parseArgs } from 'node:util'
import { Host } from '../host/host'
import { Journal } from '../lifecycle/journal'
import { restore } from '../lifecycle/restore'
import { BadInput } from '../testbed/bad-input'
import { loadTestbed } from '../testbed/load-testbed'
import { exitCodes } from './exit-codes'
import { type MachineSpec, type Testbed } from '../testbed/testbed'

/**
 * `kubesonic restore`: undoes, on every machine of the testbed, what runs have left there; the DUTs first, because a
 * disjoin needs the API. Answers 0 when all is undone, 3 when something is left.
 */
export async function restoreCommand(args: readonly string[]): Promise<number> {
  const { testbed: file, help } = readArguments(args)
  if (help) {
    process.stdout.write(HELP)
    return 0
  }
  const testbed = loadTestbed(file)
  const complete: boolean[] = []
  for (const machine of [...testbed.duts, testbed.vmhost])
    complete.push(await restoreMachine(testbed, machine))
  return complete.every(Boolean) ? exitCodes.passed : exitCodes.notRestored
}

async function restoreMachine(testbed: Testbed, spec: MachineSpec): Promise<boolean> {
  await using host = new Host(spec, testbed)
  await host.connect()
  const runs = await Journal.leftovers(host)
  if (runs.length === 0) say(`${spec.name}: nothing to undo`)
  let complete = true
  for (const { run, changes } of runs.toReversed()) {
    say(`${spec.name}: run ${run}, ${changes === 1 ? 'one change' : `${changes} changes`}`)
    const report = await restore(host, run, { onProgress: (line) => say(`  ${line}`) })
    complete &&= report.complete
  }
  return complete
}

function readArguments(args: readonly string[]): { testbed: string; help: boolean } {
  const options = { testbed: { type: 'string' }, help: { type: 'boolean', short: 'h' } } as const
  const { values } = parsed(() => parseArgs({ args: [...args], options }))
  const testbed = values.testbed ?? process.env['KUBESONIC_TESTBED']
  if (testbed === undefined && !values.help)
    throw new BadInput(
      'kubesonic restore: which testbed?\n  Next: kubesonic restore --testbed FILE',
    )
  return { testbed: testbed ?? '', help: values.help ?? false }
}

function parsed<T>(parse: () => T): T {
  try {
    return parse()
  } catch (error) {
    throw new BadInput(
      `kubesonic restore: ${(error as Error).message}\n  Next: kubesonic restore --help`,
    )
  }
}

const say = (line: string): void => void process.stdout.write(`${line}\n`)

const HELP = `usage: kubesonic restore [--testbed FILE]

Puts every machine of the testbed back to where the runs found it that changed it: runs that were killed, and
clusters that were kept (cluster.lifetime: keep). Their own scripts on the machines do it, last change first.
It must not be used while a run is under way.

  --testbed FILE   the testbed file; default: the environment variable KUBESONIC_TESTBED

Exit code: 0 all undone · 2 bad input or an unreachable machine · 3 something is left, and named.
`
