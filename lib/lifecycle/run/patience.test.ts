import assert from 'node:assert/strict'
import { test } from 'node:test'
import { BOOT_DEADLINE } from '../../host/answers-again'
import { simulateTestbed } from '../../simulator/simulate-testbed'
import { loadTestbed } from '../../testbed/load-testbed'
import { systemClock } from '../../wait/clock'
import { minutes, seconds } from '../../wait/duration'
import { tearDown } from '../restore/tear-down'
import { newRunId } from '../run-id'
import { RunLeases } from './run-leases'

test('a machine that was silent for as long as a boot takes is asked once more by the undo, and not waited for again', async (t) => {
  const simulated = await simulateTestbed({ scale: 0 })
  t.after(() => simulated.close())
  const testbed = loadTestbed(simulated.testbedFile)
  const run = newRunId()
  await using leases = await RunLeases.take(testbed, run, { reason: t.name })
  const patience = (machine: string): number => leases.patienceWith(machine)
  simulated.simulation.duts[0]!.powerOff()
  assert.ok(patience('vlab-01') > BOOT_DEADLINE - seconds(60))

  const now = systemClock.now.bind(systemClock)
  t.mock.method(systemClock, 'now', () => now() + minutes(11))
  assert.equal(patience('vlab-01'), 0)
  const waits: string[] = []
  leases.beginTearDown()
  const [dut, vmhost] = await tearDown(testbed, run, {
    patience,
    signal: AbortSignal.timeout(seconds(20)),
    onWait: (line) => waits.push(line),
  })
  assert.match(dut?.error?.message ?? '', /^Timed out after 0 s waiting for vlab-01 to answer at/)
  assert.match(waits.join('\n'), /^vlab-01 [^;\n]+; it was waited for long enough$/)
  assert.equal(vmhost?.error, undefined)
})
