import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { root } from '../../host/command'
import { fileRemoved, fileWritten, lineAdded, textReplaced } from '../../host/file-changes'
import { connectToMachine } from '../../host/fixtures/simulated-host'
import { type Host } from '../../host/host'
import { SimulatedClock } from '../../simulator/time/clock'
import { Machine } from '../../simulator/machine/machine'
import { SeededRandom } from '../../simulator/chance/seeded-random'
import { Secret } from '../../testbed/testbed'
import { request, run } from '../fixtures/test-machine'
import { Journal } from './journal'
import { askForLease, lookAtLeases } from '../lease/lease'
import { takeMachine } from '../lease/machine-lease'
import { restore } from '../restore/restore'

for (const become of ['sudo', 'sudo-password'] as const)
  test(`a simulated machine is changed and put back, with become: ${become}`, async (t) => {
    const { host, machine } = await simulated(t, become)
    const hosts = machine.fs.readText('/etc/hosts')
    machine.fs.writeText('/etc/flags', 'A=--driver=systemd\n', { mode: 0o640 })
    machine.fs.writeText('/etc/gone', 'soon\n', { mode: 0o600 })
    await askForLease(host, request)
    await new Journal(run).open(host)
    const key = '/etc/sonic/credentials/x.key'
    await host.change(
      fileWritten({ what: 'key', path: key, content: new Secret('a\nb'), mode: '600' }),
    )
    await host.change(
      lineAdded({ what: 'name', path: '/etc/hosts', line: '10.250.0.1 api', key: 'api' }),
    )
    await host.change(
      textReplaced({ what: 'flags', path: '/etc/flags', from: '=systemd', to: '=cgroupfs' }),
    )
    await host.change(fileRemoved({ what: 'gone', path: '/etc/gone' }))
    assert.equal(machine.fs.readText(key), 'a\nb')
    assert.equal(machine.fs.stat(key).mode & 0o777, 0o600)
    assert.equal(machine.fs.readText('/etc/hosts'), `${hosts}10.250.0.1 api\n`)
    assert.equal(machine.fs.readText('/etc/flags'), 'A=--driver=cgroupfs\n')
    assert.equal(machine.fs.exists('/etc/gone'), false)

    const { entries, complete } = await restore(host, run)
    assert.deepEqual(
      entries.map(({ entry, outcome, detail }) => [entry, outcome, detail]),
      [
        ['004-gone', 'undone', ''],
        ['003-flags', 'undone', ''],
        ['002-name', 'undone', ''],
        ['001-key', 'undone', ''],
      ],
    )
    assert.equal(complete, true)
    assert.equal(machine.fs.readText('/etc/hosts'), hosts)
    assert.equal(machine.fs.readText('/etc/flags'), 'A=--driver=systemd\n')
    assert.equal(machine.fs.stat('/etc/flags').mode & 0o777, 0o640)
    assert.equal(machine.fs.readText('/etc/gone'), 'soon\n')
    for (const path of ['/etc/sonic', '/var/lib/kubesonic'])
      assert.equal(machine.fs.exists(path), false, path)
  })

test('in the simulation, too, failures and keeps are reported and left to be seen to', async (t) => {
  const { host, machine } = await simulated(t, 'sudo')
  await askForLease(host, request)
  await new Journal(run).open(host)
  await host.change(fileWritten({ what: 'file', path: '/etc/file', content: 'ours', mode: '644' }))
  await host.change({ what: 'stubborn', undo: root`echo 'no way' >&2; false`, do: root`:` })
  machine.fs.writeText('/etc/file', 'theirs')
  const { entries } = await restore(host, run)
  assert.deepEqual(
    entries.map(({ outcome }) => outcome),
    ['failed', 'kept'],
  )
  assert.equal(entries[0]?.detail, 'no way')
  assert.equal(machine.fs.readText('/etc/file'), 'theirs')
  assert.equal((await lookAtLeases(host)).runs[0]?.state, 'restoring')
  await assert.rejects(host.change({ what: 'late', undo: root`:`, do: root`touch /etc/late` }), {
    name: 'NotArmed',
  })
  assert.equal(machine.fs.exists('/etc/late'), false)
})

test('a machine without systemd is held only where the testbed file says that it may be unarmed', async (t) => {
  const { host } = await simulated(t, 'sudo')
  await assert.rejects(takeMachine(host, { ...request, armed: true }), {
    message:
      /^vlab-01 has no systemd: nothing would put it back if this run died\.\n {2}Next: set unarmed: true for vlab-01/,
  })
  assert.deepEqual((await lookAtLeases(host)).leases, [])
  assert.ok((await takeMachine(host, { ...request, armed: false })).number > 0)
})

test('a machine whose disk is full is not held, says why, and keeps nothing of it', async (t) => {
  const { host, machine } = await simulated(t, 'sudo')
  machine.fs.diskFull = true
  await assert.rejects(takeMachine(host, request), {
    name: 'BadInput',
    message:
      /^The lease of vlab-01 could not be written there: No space left on device: \/ is 100% full\n {2}Next: make room in \/var\/lib/,
  })
  assert.equal(machine.fs.exists('/var/lib/kubesonic'), false)
  machine.fs.diskFull = false
  assert.ok((await takeMachine(host, request)).number > 0)
})

test("a full disk keeps nothing from being undone, and a cluster's half-opened journal goes, too", async (t) => {
  const { host, machine } = await simulated(t, 'sudo')
  await askForLease(host, request)
  await new Journal(run).open(host)
  await host.change(fileWritten({ what: 'file', path: '/etc/file', content: 'ours', mode: '644' }))
  machine.fs.diskFull = true
  await assert.rejects(
    Journal.ofCluster(run).open(host),
    /could not be made on vlab-01 \(exit code \d\): No space left on device: \/ is 100% full\n {2}Next: see/,
  )
  const { entries, complete } = await restore(host, run)
  assert.deepEqual(
    entries.map(({ outcome }) => outcome),
    ['undone'],
  )
  assert.equal(complete, true)
  for (const path of ['/etc/file', '/var/lib/kubesonic'])
    assert.equal(machine.fs.exists(path), false, path)
})

async function simulated(
  t: TestContext,
  become: 'sudo' | 'sudo-password',
): Promise<{ host: Host; machine: Machine }> {
  const [password, clock] = ['open sesame', new SimulatedClock(0)]
  const sudo = become === 'sudo' ? 'all' : 'password'
  const admin = {
    name: 'admin',
    uid: 1000,
    gid: 1000,
    home: '/home/admin',
    groups: ['admin'],
    password,
    sudo,
  } as const
  const machine = new Machine({
    hostname: 'vlab-01',
    users: [admin],
    clock,
    random: new SeededRandom(1),
  })
  const host = await connectToMachine(t, machine, { address: '10.250.0.101', password, become })
  t.after(() => clock.stop())
  return { host, machine }
}
