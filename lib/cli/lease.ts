import { Host } from '../host/host'
import { lookAtLeases } from '../lifecycle/lease/lease'
import { isLeftover, type Lease, type MachineLeases } from '../lifecycle/lease/lease-lines'
import { sinceText, untilText } from '../lifecycle/lease/lease-text'
import { restore } from '../lifecycle/restore/restore'
import { holderName, pidOf } from '../lifecycle/lease/runner-process'
import { leftOn } from '../lifecycle/restore/tear-down'
import { BadInput } from '../testbed/bad-input'
import { loadTestbed } from '../testbed/load-testbed'
import { type MachineSpec, type Testbed } from '../testbed/testbed'
import { readArguments } from './arguments'
import { exitCodes } from './exit-codes'
import { textTable } from './text-table'

/**
 * `kubesonic lease`: who holds which machine, and what runs have left there. `kubesonic lease break NUMBER --machine NAME`
 * ends one holder's lease, after its changes were undone.
 */
export async function leaseCommand(args: readonly string[]): Promise<number> {
  const machine = { machine: { type: 'string' } } as const
  const { testbed: file, help, values, words } = readArguments('lease', args, machine)
  if (help) {
    process.stdout.write(HELP)
    return exitCodes.passed
  }
  const [verb, number, ...more] = words
  if (verb === undefined && values['machine'] === undefined) return showLeases(loadTestbed(file))
  const name = values['machine']
  if (
    verb !== 'break' ||
    !/^\d+$/.test(number ?? '') ||
    typeof name !== 'string' ||
    more.length > 0
  )
    throw new BadInput(
      'kubesonic lease: this is not how it is asked.\n  Next: kubesonic lease, or kubesonic lease break NUMBER --machine NAME',
    )
  return breakLease(loadTestbed(file), name, Number(number))
}

async function showLeases(testbed: Testbed): Promise<number> {
  const machines = await Promise.all(
    [testbed.vmhost, ...testbed.duts].map(async (spec) => {
      await using host = new Host(spec, testbed)
      await host.connect()
      return { name: spec.name, ...(await lookAtLeases(host)) }
    }),
  )
  process.stdout.write(textTable([HEADINGS, ...machines.flatMap(rowsOf)]))
  return exitCodes.passed
}

const HEADINGS = ['MACHINE', 'NUMBER', 'HELD', 'BY', 'SINCE', 'UNTIL', 'RUN', 'FOR'] as const

function rowsOf({ name, leases, runs }: MachineLeases & { name: string }): string[][] {
  const held = leases.map((lease) => [name, String(lease.number), ...leaseCells(lease)])
  const left = runs
    .filter((run) => isLeftover(run) || run.state === 'kept')
    .map(({ run, state, changes }) => [
      name,
      '-',
      state === 'kept' ? 'kept' : 'left behind',
      '-',
      '-',
      '-',
      run,
      `${changes} ${changes === 1 ? 'change' : 'changes'} to undo: npx kubesonic restore`,
    ])
  const rows = [...held, ...left]
  return rows.length > 0 ? rows : [[name, '-', 'free', '-', '-', '-', '-', '-']]
}

const leaseCells = (lease: Lease): string[] => [
  lease.left === 0 ? `${lease.mode}, ended` : lease.mode,
  `${lease.holder} (process ${pidOf(lease.process)})`,
  sinceText(lease.since),
  lease.left === 0 ? '-' : untilText(lease).replace(/^until (.* UTC).*/, '$1'),
  lease.run,
  lease.reason,
]

async function breakLease(testbed: Testbed, name: string, number: number): Promise<number> {
  await using host = new Host(machineNamed(testbed, name), testbed)
  await host.connect()
  const { leases } = await lookAtLeases(host)
  const lease = leases.find((each) => each.number === number)
  if (!lease) throw noSuchLease(name, number, leases)
  process.stdout.write(`${name}: breaking lease ${number} of ${lease.holder}, run ${lease.run}\n`)
  const report = await restore(host, lease.run, {
    occasion: `its lease was broken by ${holderName()}`,
    onProgress: (line) => process.stdout.write(`  ${line}\n`),
    onWait: (line) => process.stdout.write(`${line}\n`),
  })
  const left = leftOn({ machine: name, report })
  for (const what of left) process.stdout.write(`${name}: left: ${what}\n`)
  return left.length === 0 ? exitCodes.passed : exitCodes.notRestored
}

function machineNamed(testbed: Testbed, name: string): MachineSpec {
  const machines = [testbed.vmhost, ...testbed.duts]
  const found = machines.find((spec) => spec.name === name)
  if (found) return found
  throw new BadInput(
    `kubesonic lease: the testbed has no machine "${name}".\n  Next: --machine ${machines.map((spec) => spec.name).join(' or ')}`,
  )
}

const noSuchLease = (name: string, number: number, leases: readonly Lease[]): BadInput =>
  new BadInput(
    `kubesonic lease: nobody holds ${name} by the number ${number}: ${leases.length === 0 ? 'it is free' : `there is ${leases.map((each) => each.number).join(', ')}`}.\n  Next: kubesonic lease shows who holds what.`,
  )

const HELP = `usage: kubesonic lease [--testbed FILE]
       kubesonic lease break NUMBER --machine NAME [--testbed FILE]

Shows who holds each machine of the testbed, since when and until when, and what runs have left there. A run that dies
loses its machines by itself: they put themselves back when its lease ends (lease.seconds in the testbed file).

break ends a lease at once: what its run has changed on that machine is undone, and the run may change nothing more
there. The number is a fencing number: it names that one lease and never another.

  --machine NAME   vmhost, or a DUT's name
  --testbed FILE   the testbed file; default: the environment variable KUBESONIC_TESTBED

Exit code: 0 done · 2 bad input, no such lease or an unreachable machine · 3 something is left, and named.
`
