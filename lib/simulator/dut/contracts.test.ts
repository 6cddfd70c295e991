import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { Dut } from './dut'
import { readRecording, recordedSteps, withoutVolatile } from './recording'
import { SmallApiServer } from './small-api-server'
import { bootTestDut, eventually, prepareJoin } from './test-dut'

const fixtures = join(__dirname, 'fixtures')
const row = 'KUBERNETES_MASTER|SERVER'
let api: SmallApiServer
let dut: Dut
let close: () => void

before(async () => {
  api = await SmallApiServer.start()
  ;({ dut, close } = await bootTestDut({ api, seed: 2 }))
})
after(() => {
  close()
  api.close()
})

async function answersAsRecorded(number: string): Promise<void> {
  const recorded = readRecording(fixtures, number)
  const answer = await dut.machine.exec(recorded.command, { user: recorded.user })
  assert.equal(withoutVolatile(answer.stdout), withoutVolatile(recorded.stdout))
  assert.equal(withoutVolatile(answer.stderr), withoutVolatile(recorded.stderr))
  assert.equal(answer.exitCode, recorded.exitCode)
}

const connected = (value: string) => (): boolean =>
  dut.databases.state.hget(row, 'connected') === value

test('a device that never joined shows no status (005)', () => answersAsRecorded('005'))
test('its databases have no row (006)', () => answersAsRecorded('006'))
test('its kubelet is inactive and disabled (007)', () => answersAsRecorded('007'))
test('kubeadm and kubelet tell their version (008)', () => {
  const { command, stdout } = readRecording(fixtures, '008')
  return dut.machine.exec(command).then((answer) => {
    const upToKubectl = (text: string): string => text.slice(0, text.indexOf('Client Version'))
    assert.equal(upToKubectl(answer.stdout), upToKubectl(stdout))
  })
})

test('the CLI writes all four fields (013)', async () => {
  dut.databases.state.hset(row, { update_time: '2024-12-24 01:01:01' })
  await dut.machine.exec('systemctl restart ctrmgrd')
  await eventually(connected('false'))
  dut.databases.state.del(['KUBE_LABELS|SET'])
  prepareJoin(dut, api)
  await answersAsRecorded('013')
})
test('enabling what is enabled changes nothing (014)', () => answersAsRecorded('014'))
test('a joined device says so (015)', async () => {
  await eventually(connected('true'))
  await answersAsRecorded('015')
})
test('its tables have the recorded columns (016)', () => answersAsRecorded('016'))
test('its rows have the recorded fields in their order (017)', () => answersAsRecorded('017'))
test('it runs no container yet (025)', () => answersAsRecorded('025'))

test('disabling is one field (037)', () => answersAsRecorded('037'))
test('a disjoined device says so (038)', async () => {
  await eventually(connected('false'))
  await answersAsRecorded('038')
})
test('what a disjoin leaves behind is what was left behind (039)', () => answersAsRecorded('039'))

async function logsAsRecorded(
  number: string,
  prepare: (dut: Dut) => void,
  script: string,
  last: string,
): Promise<void> {
  api.nodes.clear()
  const other = await bootTestDut({ api, seed: 2 })
  const { machine, databases, journal } = other.dut
  databases.state.hset(row, {
    update_time: '2024-12-24 01:01:01',
    ip: '10.250.0.1',
    port: '6443',
    connected: 'false',
  })
  await machine.exec('systemctl restart ctrmgrd')
  await eventually(() => journal.entries().at(-1)?.message.includes('key=telemetry') ?? false)
  const marker = journal.entries().length
  prepare(other.dut)
  await machine.exec(script)
  await eventually(() =>
    journal
      .entries()
      .slice(marker)
      .some(({ message }) => message.startsWith(last)),
  )
  const since = (journal.entries()[marker]?.at ?? 0) / 1e6
  const { stdout } = await machine.exec(
    `journalctl -u ctrmgrd -o short-precise --no-pager --since @${since.toFixed(6)} _TRANSPORT=syslog`,
  )
  other.close()
  const expected = recordedSteps(readRecording(fixtures, number).stdout)
  const end = expected.findIndex((line) => line.startsWith(last)) + 1
  assert.ok(end > 1)
  assert.deepEqual(recordedSteps(stdout).slice(0, end), expected.slice(0, end))
}

const wholeRow = (insecure: string): string =>
  `sonic-db-cli CONFIG_DB hset '${row}' ip 10.250.0.1 port 6443 insecure ${insecure} disable False`

test('a join logs the recorded steps in their order (018)', () =>
  logsAsRecorded(
    '018',
    (other) => prepareJoin(other, api),
    wholeRow('True'),
    'update_node_labels: ret=0',
  ))

test('a join without credentials fails in the recorded steps (046)', () =>
  logsAsRecorded('046', () => undefined, wholeRow('True'), 'do_join: kube_join_master failed'))

test('a join without the hosts entry fails in the recorded steps, with a full reset after it (050)', () =>
  logsAsRecorded('050', withoutHostsEntry, wholeRow('True'), 'do_join: kube_join_master failed'))

test('a join with insecure off fails in the recorded steps (051)', () =>
  logsAsRecorded(
    '051',
    (other) => prepareJoin(other, api),
    wholeRow('False'),
    'do_join: kube_join_master failed',
  ))

const withoutHostsEntry = (other: Dut): void => {
  prepareJoin(other, api)
  other.machine.fs.write('/etc/hosts', '127.0.0.1 localhost\n')
}
