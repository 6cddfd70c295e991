import assert from 'node:assert/strict'
import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { DutKubeConfig } from '../../dut/dut-kube-config'
import { type Command, root } from '../../host/command'
import { fileWritten } from '../../host/file-changes'
import { connectToMachine } from '../../host/fixtures/simulated-host'
import { type Dut } from '../../simulator/dut/dut'
import { bootTestDut } from '../../simulator/dut/test-dut'
import { decorateCommand } from '../../simulator/seams/decorate-command'
import { pause } from '../../wait/pause'
import { request, run, testMachine } from '../fixtures/test-machine'
import { Journal } from '../journal/journal'
import { askForLease } from '../lease/lease'
import { restore } from './restore'

/*
 * What alone.test.ts, journal.test.ts and the crash tests show is due to a mechanism each: without it the same is not so.
 * docs/leaves-no-trace.md lists where each of them is switched off.
 */

const path = '/etc/left-behind'
const file = fileWritten({ what: 'a file', path, content: 'x', mode: '644' })

test('without the switch nobody puts a DUT back whose runner has died', async (t) => {
  const { dut } = await changedDut(t, ({ machine }) => {
    decorateCommand(machine, 'systemd-run', () => ({}))
  })
  dut.machine.clock.leap(10 * request.seconds * 1000)
  await pause(1000)
  assert.ok(dut.machine.fs.exists(path))
})

test('without the boot service nobody puts a DUT back that has lost its power', async (t) => {
  const { dut } = await changedDut(t, ({ machine }) => {
    decorateCommand(machine, 'systemctl', (args, _, systemctl) =>
      args[0] === 'enable' ? {} : systemctl(args),
    )
  })
  dut.powerOff()
  await dut.powerOn()
  await pause(1000)
  assert.ok(dut.machine.fs.exists(path))
})

test('without the fence a run goes on changing a machine that somebody else has taken', async (t) => {
  const machine = await testMachine(t, 'dash')
  const leases = join(machine.base, 'lease')
  for (const name of readdirSync(leases)) rmSync(join(leases, name))
  const change = { what: 'late', undo: root`:`, do: root`touch ${machine.at('late')}` }
  assert.equal((await machine.attempt(change)).exitCode, 97)
  assert.equal(existsSync(machine.at('late')), false)
  const fence = `[ -e ${machine.base}/lease/"$fence".lease ]`
  const { script, user } = machine.journal.compose(change)
  assert.ok(script.includes(fence))
  const unfenced = { script: script.replace(fence, ':'), user } as Command
  assert.equal((await machine.host.attempt(unfenced)).exitCode, 0)
  assert.equal(existsSync(machine.at('late')), true)
})

for (const guarded of [true, false])
  test(`${guarded ? 'with' : 'without'} the settle guard ctrmgrd ${guarded ? 'does nothing more' : 'still works'} when a join is undone`, async (t) => {
    const { dut, close } = await bootTestDut({ scale: 1 / 50, password: 'x' })
    t.after(close)
    const host = await connectToMachine(t, dut.machine, { address: '10.250.0.101', password: 'x' })
    await askForLease(host, request)
    await new Journal(run).open(host)
    const config = new DutKubeConfig(host, '10.250.0.101')
    await config.passBootGate(await config.facts())
    await config.requestJoin({ address: '10.250.0.1', port: 6443 })
    if (!guarded)
      await host.run(
        root`sed -i 's/^ *await .*has_left; then return 0.*/return 0/;s/await 60 "reset_since [^"]*"/:/' /var/lib/kubesonic/*/*-join.sh`,
      )
    const { complete } = await restore(host, run)
    assert.ok(complete)
    const deeds = async (): Promise<string> =>
      (await dut.machine.exec('journalctl -t ctrmgrd.py -o cat --no-pager')).stdout
    const before = await deeds()
    await pause(2500)
    assert.equal((await deeds()) === before, guarded)
  })

/** A DUT that a run has changed, which then fell silent; first it is spoiled. */
async function changedDut(t: TestContext, spoil: (dut: Dut) => void): Promise<{ dut: Dut }> {
  const { dut, close } = await bootTestDut({ password: 'x' })
  t.after(close)
  spoil(dut)
  const host = await connectToMachine(t, dut.machine, { address: '10.250.0.101', password: 'x' })
  await askForLease(host, { ...request, armed: true })
  await new Journal(run).open(host)
  await host.change(file)
  return { dut }
}
