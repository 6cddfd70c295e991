import assert from 'node:assert/strict'
import { test } from 'node:test'
import { loadTestbed } from '../testbed/load-testbed'
import { simulateTestbed } from '../simulator/simulate-testbed'
import { pause } from '../wait/pause'
import { Heartbeat } from './heartbeat'
import { Journal } from './journal'
import { lookAtLeases } from './lease'
import { restore } from './restore'
import { newRunId } from './run-id'
import { RunLeases } from './run-leases'

test('signs of life keep the lease and the switch, need no undo, and tell when the machine is not ours any more', async (t) => {
  const simulated = await simulateTestbed({ scale: 0 })
  t.after(() => simulated.close())
  const testbed = loadTestbed(simulated.testbedFile)
  const [dut] = simulated.simulation.duts
  const run = newRunId()
  const told: string[] = []
  await using leases = await RunLeases.take(testbed, run, { reason: t.name })
  const host = leases.host(testbed.duts[0]!)
  await new Journal(run).open(host)
  const before = host.counters.roundTrips
  const heartbeat = new Heartbeat(host, {
    run,
    leaseSeconds: () => 8,
    report: (line) => told.push(line),
  })
  const fires = heartbeat.switchFires
  await until(() => heartbeat.switchFires > fires)
  assert.equal(host.counters.roundTrips - before, 1)
  await heartbeat.stop()
  assert.equal((await lookAtLeases(host)).leases[0]?.seconds, 8)

  const late = new Heartbeat(host, {
    run,
    leaseSeconds: () => 8,
    report: (line) => told.push(line),
  })
  await restore(host, run, { occasion: 'somebody else put it back' })
  await until(() => told.length > 0)
  await late.stop()
  assert.match(told[0] ?? '', /^vlab-01: this run may change nothing more there: /)
  assert.deepEqual(dut?.machine.alterations.unaccounted, [])
})

async function until(isTrue: () => boolean): Promise<void> {
  for (let looks = 0; !isTrue(); looks++) {
    assert.ok(looks < 6000, 'it never came')
    await pause(10)
  }
}
