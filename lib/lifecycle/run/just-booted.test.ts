import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eventually } from '../../simulator/dut/test-dut'
import { simulateTestbed } from '../../simulator/simulate-testbed'
import { loadTestbed } from '../../testbed/load-testbed'
import { seconds } from '../../wait/duration'
import { Journal } from '../journal/journal'
import { receiptOf } from '../receipt/receipt.sh'
import { tearDown } from '../restore/tear-down'
import { newRunId } from '../run-id'
import { beginRun } from './begin-run'

test('a run that begins while its DUT boots waits until its features have told their versions, and counts none as its own trace', async (t) => {
  const simulated = await simulateTestbed({ scale: 1 / 10 })
  t.after(() => simulated.close())
  const testbed = loadTestbed(simulated.testbedFile)
  const [dutSpec] = testbed.duts
  assert.ok(dutSpec)
  const dut = simulated.simulation.duts[0]!
  const version = (): string | undefined =>
    dut.databases.state.hget('FEATURE|gnmi', 'container_version')
  const run = newRunId()
  dut.powerOff()
  // Those whose images tell no version are taken to be up after a while.
  const booted = dut.powerOn().then(() => dut.machine.clock.leap(seconds(20)))
  const heard: string[] = []
  const leases = await beginRun(testbed, run, {
    reason: t.name,
    onProgress: (line) => heard.push(line),
  })
  t.after(() => leases.close())
  await new Journal(run).open(leases.host(dutSpec), receiptOf(testbed, dutSpec))
  await booted
  await eventually(() => version() !== undefined)
  leases.beginTearDown()
  const [report] = await tearDown(testbed, run)
  assert.deepEqual(report?.verdict?.complaints, [])
  assert.match(heard.join('\n'), /^vlab-01 was booted a moment ago, systemd still starts/)
})
