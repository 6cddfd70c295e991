import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { leaseCommand } from '../../cli/lease'
import { root } from '../../host/command'
import { fileWritten } from '../../host/file-changes'
import { type Machine } from '../../simulator/machine/machine'
import { simulateTestbed } from '../../simulator/simulate-testbed'
import { type Simulation } from '../../simulator/simulation/simulation'
import { loadTestbed } from '../../testbed/load-testbed'
import { type Testbed } from '../../testbed/testbed'
import { seconds } from '../../wait/duration'
import { pause } from '../../wait/pause'
import { Journal, journals } from '../journal/journal'
import { renewal, underLeaseLock } from '../lease/lease'
import { restore } from '../restore/restore'
import { type RunId, newRunId } from '../run-id'
import { RunLeases } from './run-leases'

const file = '/etc/left-behind'

test('a run that is silent loses the DUT when its lease ends, the vmhost three minutes later; it hears that the switch fired', async (t) => {
  const { simulation, testbed, run, leases } = await changedMachines(t)
  const { vmhost, duts } = simulation
  const dut = duts[0]!
  const lease = seconds(testbed.lease.seconds)
  for (const { machine } of [dut, vmhost]) machine.clock.leap(lease - seconds(60))
  assert.ok(dut.machine.fs.exists(file), 'a minute before')
  for (const { machine } of [dut, vmhost]) machine.clock.leap(seconds(60))
  await until(() => !dut.machine.fs.exists(journals))
  assert.ok(!dut.machine.fs.exists(file))
  assert.ok(vmhost.machine.fs.exists(file))
  const { exitCode, stderr } = await leases
    .host(testbed.duts[0]!)
    .attempt(renewal(journals, run, 120))
  assert.equal(exitCode, 97)
  assert.match(stderr, /^the dead-man's switch fired at \d{4}-/)
  const late = await restore(leases.host(testbed.duts[0]!), run)
  assert.match(late.already ?? '', /^changes undone: 2; the dead-man's switch fired at \d{4}-/)
  vmhost.machine.clock.leap(seconds(180))
  await until(() => !vmhost.machine.fs.exists(journals))
  assert.ok(!vmhost.machine.fs.exists(file))
})

test('a lease that ends while its run opens a journal ends that, too: the machine puts itself back', async (t) => {
  const { simulation, testbed, run, leases } = await heldMachines(t)
  const { machine } = simulation.duts[0]!
  leases.beginTearDown()
  const opening = new Journal(run).open(
    leases.host(testbed.duts[0]!),
    root`
      : > /tmp/looking
      until [ -e /tmp/go ]; do sleep 0.05; done`,
  )
  await until(() => machine.fs.exists('/tmp/looking'))
  machine.clock.leap(seconds(testbed.lease.seconds))
  await until(() => isFiring(machine, run))
  machine.fs.write('/tmp/go', '')
  await opening.catch((error: Error) => assert.equal(error.name, 'NotArmed'))
  await until(() => !machine.fs.exists(journals))
  const { stdout } = await machine.exec('ls /etc/systemd/system/kubesonic*')
  assert.equal(stdout, '')
})

test('a sign of life that comes while the switch waits for the lock, to fire, is too late', async (t) => {
  const { simulation, testbed, run, leases } = await heldMachines(t)
  const { machine } = simulation.duts[0]!
  leases.beginTearDown()
  const late = leases.host(testbed.duts[0]!).attempt(
    underLeaseLock(
      journals,
      root`
        : > /tmp/locked
        until [ -e /tmp/go ]; do sleep 0.05; done
        renew ${run} ${testbed.lease.seconds}`,
    ),
  )
  await until(() => machine.fs.exists('/tmp/locked'))
  machine.clock.leap(seconds(testbed.lease.seconds))
  await until(() => isFiring(machine, run))
  machine.fs.write('/tmp/go', '')
  const { exitCode, stderr } = await late
  assert.equal(exitCode, 97)
  assert.match(stderr, /the dead-man's switch fired/)
})

test('a machine that loses its power puts itself back when it is on again, and keeps no boot service', async (t) => {
  const { simulation } = await changedMachines(t)
  const dut = simulation.duts[0]!
  dut.powerOff()
  assert.ok(dut.machine.fs.exists(file))
  await dut.powerOn()
  await until(() => !dut.machine.fs.exists(journals))
  assert.ok(!dut.machine.fs.exists(file))
  const units = await dut.machine.exec(
    'ls /etc/systemd/system/kubesonic* /etc/systemd/system/*/kubesonic*',
  )
  assert.equal(units.stdout, '')
})

test('a lease is broken by its number: what its run has changed is undone, and it can change nothing more', async (t) => {
  const { simulation, testbed, testbedFile, leases } = await changedMachines(t)
  const host = leases.host(testbed.duts[0]!)
  const machine = leases.machines.find((each) => each.host === host)
  const breaking = (number: number): Promise<number> =>
    leaseCommand(['break', String(number), '--machine', 'vlab-01', '--testbed', testbedFile])
  await assert.rejects(breaking(1), /nobody holds vlab-01 by the number 1: there is \d+/)
  const { fs } = simulation.duts[0]!.machine
  assert.ok(fs.exists(file), 'another number breaks nothing')
  assert.equal(await breaking(machine!.number), 0)
  assert.ok(!fs.exists(file))
  await assert.rejects(host.change(change), { name: 'NotArmed' })
})

const change = fileWritten({ what: 'a file', path: file, content: 'x', mode: '644' })

interface HeldMachines {
  readonly simulation: Simulation
  readonly testbed: Testbed
  readonly testbedFile: string
  readonly run: RunId
  readonly leases: RunLeases
}

/** A DUT and a vmhost on which a run has changed a file each, before it fell silent. */
async function changedMachines(t: TestContext): Promise<HeldMachines> {
  const held = await heldMachines(t)
  const { testbed, run, leases } = held
  for (const spec of [...testbed.duts, testbed.vmhost]) {
    const host = leases.host(spec)
    await new Journal(run).open(host)
    await host.change(change)
  }
  leases.beginTearDown()
  return held
}

/** A DUT and a vmhost whose leases a run has. */
async function heldMachines(t: TestContext): Promise<HeldMachines> {
  const simulated = await simulateTestbed({ scale: 0 })
  t.after(() => simulated.close())
  const { simulation, testbedFile } = simulated
  const testbed = loadTestbed(testbedFile)
  const run = newRunId()
  const leases = await RunLeases.take(testbed, run, { reason: t.name })
  t.after(() => leases.close())
  return { simulation, testbed, testbedFile, run, leases }
}

const isFiring = (machine: Machine, run: RunId): boolean =>
  machine.processes.all().some(({ ppid, args }) => ppid === 1 && args.join(' ').includes(run))

async function until(isTrue: () => boolean): Promise<void> {
  for (let looks = 0; !isTrue(); looks++) {
    assert.ok(looks < 6000, 'it never came')
    await pause(10)
  }
}
