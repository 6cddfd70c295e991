import assert from 'node:assert/strict'
import { test } from 'node:test'
import { root } from '../../host/command'
import { simulateTestbed } from '../../simulator/simulate-testbed'
import { loadTestbed } from '../../testbed/load-testbed'
import { Journal, journals } from '../journal/journal'
import { renewal } from '../lease/lease'
import { newRunId } from '../run-id'
import { RunLeases } from './run-leases'

test('a switch stays armed however often it is pushed, and is armed again when its timer was stopped', async (t) => {
  const simulated = await simulateTestbed({ scale: 0 })
  t.after(() => simulated.close())
  const testbed = loadTestbed(simulated.testbedFile)
  const run = newRunId()
  await using leases = await RunLeases.take(testbed, run, { reason: t.name })
  const host = leases.host(testbed.duts[0]!)
  const beat = renewal(journals, run, testbed.lease.seconds)
  const isArmed = async (): Promise<boolean> =>
    (await host.attempt(root`systemctl is-active -q kubesonic-${run}.timer`)).exitCode === 0
  for (let pushes = 0; pushes < 6; pushes++) await host.run(beat)
  assert.ok(await isArmed(), 'before the run has a journal')
  await new Journal(run).open(host)
  for (let pushes = 0; pushes < 6; pushes++) await host.run(beat)
  assert.ok(await isArmed())
  await host.run(root`systemctl stop kubesonic-${run}.timer`)
  assert.ok(!(await isArmed()))
  await host.run(beat)
  assert.ok(await isArmed())
  await leases.close({ giveBack: run })
})
