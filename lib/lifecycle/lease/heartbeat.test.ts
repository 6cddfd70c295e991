import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ConnectionLost } from '../../host/connection/connection-lost'
import { Host } from '../../host/host'
import { loadTestbed } from '../../testbed/load-testbed'
import { simulateTestbed } from '../../simulator/simulate-testbed'
import { pause } from '../../wait/pause'
import { Heartbeat } from './heartbeat'
import { Journal } from '../journal/journal'
import { askForLease, lookAtLeases } from './lease'
import { restore } from '../restore/restore'
import { newRunId } from '../run-id'
import { leaseRequest, RunLeases } from '../run/run-leases'

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

  const lost: string[] = []
  const late = new Heartbeat(host, {
    run,
    leaseSeconds: () => 8,
    report: (line) => told.push(line),
    onLost: (why) => lost.push(why),
  })
  await restore(host, run, { occasion: 'somebody else put it back' })
  await until(() => told.length > 0)
  await late.stop()
  assert.match(told[0] ?? '', /^vlab-01: this run may change nothing more there: /)
  assert.deepEqual(lost, told)
  assert.deepEqual(dut?.machine.alterations.unaccounted, [])
})

test('a machine that dropped the connection is asked at once whether it is still ours', async (t) => {
  const simulated = await simulateTestbed({ scale: 0 })
  t.after(() => simulated.close())
  const testbed = loadTestbed(simulated.testbedFile)
  const run = newRunId()
  const lost: string[] = []
  const options = { reason: t.name, onLost: (why: string) => lost.push(why) }
  await using leases = await RunLeases.take(testbed, run, options)
  const host = new Host(testbed.duts[0]!, testbed)
  t.after(() => host.close())
  await new Journal(run).open(host)
  await restore(host, run)
  simulated.simulation.sshServers.get('vlab-01')?.dropConnections()
  await until(() => lost.length > 0)
  assert.match(lost[0] ?? '', /^vlab-01: this run may change nothing more there/)
  assert.equal(leases.machines.length, 2)
})

test('a machine that is held already hears of its run while another one is waited for', async (t) => {
  const simulated = await simulateTestbed({ scale: 0 })
  t.after(() => simulated.close())
  const testbed = { ...loadTestbed(simulated.testbedFile), lease: { seconds: 4 } }
  const [other, run] = [newRunId(), newRunId()]
  const vmhost = new Host(testbed.vmhost, testbed)
  t.after(() => vmhost.close())
  await askForLease(vmhost, leaseRequest(testbed, testbed.vmhost, other, { reason: 'builds' }))
  const [dut] = simulated.simulation.duts
  const beat = async (): Promise<string> =>
    (await dut!.machine.exec('cat /var/lib/kubesonic/lease/*.beat 2>/dev/null')).stdout
  const interruption = new AbortController()
  const { signal } = interruption
  const waiting = RunLeases.take(testbed, run, { reason: t.name, signal })
  const refused = assert.rejects(waiting)
  const beats = new Set<string>()
  for (let looks = 0; beats.size < 3; looks++) {
    assert.ok(looks < 600, `it heard only ${beats.size} times`)
    const heard = await beat()
    if (heard !== '') beats.add(heard)
    await pause(50)
  }
  interruption.abort()
  await refused
  assert.equal(await beat(), '')
})

test('a connection that is lost under a sign of life calls for no second one beside its next', async () => {
  let attempts = 0
  const host = {
    name: 'vlab-01',
    onConnectionLost: undefined as (() => void) | undefined,
    attempt() {
      attempts++
      host.onConnectionLost?.()
      return Promise.reject(new ConnectionLost('vlab-01', 'a test'))
    },
  }
  const heartbeat = new Heartbeat(host as unknown as Host, {
    run: newRunId(),
    leaseSeconds: () => 8,
    report: () => undefined,
  })
  await heartbeat.now()
  await heartbeat.stop()
  await pause(1500)
  assert.equal(attempts, 1)
})

test('that a machine is not ours any more is said once, whatever asks for another sign of life', async () => {
  const told: string[] = []
  const lost: string[] = []
  const host = {
    name: 'vlab-01',
    onConnectionLost: undefined as (() => void) | undefined,
    attempt: () => Promise.resolve({ exitCode: 97, stdout: '', stderr: 'it was broken', ms: 0 }),
  }
  const heartbeat = new Heartbeat(host as unknown as Host, {
    run: newRunId(),
    leaseSeconds: () => 8,
    report: (line) => told.push(line),
    onLost: (why) => lost.push(why),
  })
  await Promise.all([heartbeat.now(), heartbeat.now()])
  await heartbeat.now()
  host.onConnectionLost?.()
  await pause(1200)
  await heartbeat.stop()
  assert.deepEqual(told, ['vlab-01: this run may change nothing more there: it was broken'])
  assert.deepEqual(lost, told)
})

async function until(isTrue: () => boolean): Promise<void> {
  for (let looks = 0; !isTrue(); looks++) {
    assert.ok(looks < 6000, 'it never came')
    await pause(10)
  }
}
