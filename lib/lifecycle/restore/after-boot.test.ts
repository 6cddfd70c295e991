import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { comeBack } from '../../host/answers-again'
import { fileWritten } from '../../host/file-changes'
import { connectToMachine } from '../../host/fixtures/simulated-host'
import { type Host } from '../../host/host'
import { type Dut } from '../../simulator/dut/dut'
import { bootTestDut } from '../../simulator/dut/test-dut'
import { type Machine } from '../../simulator/machine/machine'
import { decorateCommand } from '../../simulator/seams/decorate-command'
import { minutes, seconds } from '../../wait/duration'
import { request, run } from '../fixtures/test-machine'
import { Journal, journals } from '../journal/journal'
import { askForLease } from '../lease/lease'
import { whyNotHeld } from '../lease/why-not-held'
import { restore } from './restore'

const path = '/etc/left-behind'

test('a restore that comes while a DUT still boots leaves the undo to its boot service, whose turn comes with the databases', async (t) => {
  const { dut, host } = await changedDut(t)
  let databasesAnswer = false
  decorateCommand(dut.machine, 'sonic-db-cli', (args, _, sonicDbCli) =>
    databasesAnswer ? sonicDbCli(args) : { exitCode: 1 },
  )
  dut.powerOff()
  await dut.powerOn()
  const waits: string[] = []
  const { already, complete } = await restore(host, run, {
    onWait(line) {
      waits.push(line)
      databasesAnswer ||= line.includes('was booted')
    },
  })
  assert.ok(complete)
  assert.match(already ?? '', /^changes undone: 2; this machine was booted at /)
  assert.equal(waits.at(-1), 'vlab-01 was booted; waiting for its boot service to put it back')
  assert.equal(dut.machine.fs.exists(path), false)
  assert.match(
    (await whyNotHeld(host, run, request.seconds)) ?? '',
    /^this machine was booted at \S+Z$/,
  )
})

test('the lease of an earlier boot is not renewed, also before the boot service has begun', async (t) => {
  const { dut, host } = await changedDut(t)
  await dut.machine.exec('systemctl disable kubesonic-restore.service')
  assert.equal(await whyNotHeld(host, run, request.seconds), undefined)
  dut.powerOff()
  await dut.powerOn()
  await comeBack(host)
  assert.equal(await whyNotHeld(host, run, request.seconds), 'this machine was booted')
})

test('a machine that ran for weeks gives its lease, and takes it back, as quickly after its boot as before', async (t) => {
  const { dut, host } = await changedDut(t, (machine) => machine.clock.leap(minutes(60 * 24 * 30)))
  await dut.machine.exec('systemctl disable kubesonic-restore.service')
  dut.powerOff()
  await dut.powerOn()
  await comeBack(host)
  const { number, outcome } = await askForLease(host, { ...request, run: other })
  assert.equal(outcome, 'taken')
  const hundredths = Number(dut.machine.fs.readText('/proc/uptime').split(' ')[0]) * 100
  assert.ok(number <= hundredths, `${number} is later than ${hundredths}`)
  for (const each of [run, other]) {
    const { complete } = await restore(host, each, { signal: AbortSignal.timeout(seconds(20)) })
    assert.ok(complete)
  }
  assert.equal(dut.machine.fs.exists(journals), false)
})

const other = '20261201-080000-after'

async function changedDut(
  t: TestContext,
  before: (machine: Machine) => void = () => undefined,
): Promise<{ dut: Dut; host: Host }> {
  const { dut, close } = await bootTestDut({ password: 'x' })
  t.after(close)
  before(dut.machine)
  const host = await connectToMachine(t, dut.machine, { address: '10.250.0.101', password: 'x' })
  await askForLease(host, { ...request, armed: true })
  await new Journal(run).open(host)
  await host.change(fileWritten({ what: 'a file', path, content: 'x', mode: '644' }))
  return { dut, host }
}
