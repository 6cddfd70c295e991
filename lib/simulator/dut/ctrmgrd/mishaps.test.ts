import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { ClusterPki } from '../../kubernetes/credentials/cluster-pki'
import type { Dut } from '../dut'
import { eventually } from '../test-dut'
import type { DutVariantName } from '../variants'
import { apiGoesDown, bootIdle, isConnected, join, log, logs, row } from './testing/asked-dut'
import { sharedApi } from './testing/shared-api'

const api = sharedApi()

const boot = (t: TestContext, variant: DutVariantName, scale?: number): Promise<Dut> =>
  bootIdle(t, api(), variant, scale)

test('labels that cannot be carried to the node are tried again; others that come meanwhile wait for that', async (t) => {
  const dut = await boot(t, 'master', 1 / 50)
  assert.ok(log(dut).includes('on_update: Skip label update: connected:False pending:False'))
  await join(dut)
  apiGoesDown(dut)
  const seen = [
    "kube_write_labels: Failed to apply kube labels ['",
    'on_update: Skip label update: connected:True pending:True',
    "'row': '7', 'rack': '3'} pending=True",
  ].map((text) => logs(dut, text))
  for (const label of ['row 7', 'rack 3']) await dut.machine.exec(`config kube label add ${label}`)
  for (const holds of seen) await eventually(holds)
})

test('until 202511 ctrmgrd dies of a node without an answer as it sets labels, and comes back', async (t) => {
  const dut = await boot(t, '202511')
  await join(dut)
  const died = logs(dut, 'IndexError: list index out of range', 'stdout')
  apiGoesDown(dut)
  await dut.machine.exec('config kube label add rack 3')
  await eventually(died)
  await eventually(logs(dut, '__init__: startup config: '))
  assert.equal(isConnected(dut), true)
})

test('without its lock ctrmgrd neither joins nor resets, and tries a join again', async (t) => {
  const dut = await boot(t, 'master')
  await dut.machine.exec('rm /var/lock/kube_join.lock; mkdir /var/lock/kube_join.lock')
  const bails = logs(dut, 'Lock /var/lock/kube_join.lock is active; Bail out')
  const fails = logs(
    dut,
    "Lock /var/lock/kube_join.lock failed: [Errno 21] Is a directory: '/var/lock/kube_join.lock'",
  )
  dut.databases.config.hset(row, { ip: '10.250.0.1', insecure: 'True' })
  for (const seen of [bails, fails, logs(dut, 'failed retry after 30 seconds')])
    await eventually(seen)
  assert.ok(!log(dut).some((line) => line.includes('kubeadm join')))
  await dut.machine.exec('rmdir /var/lock/kube_join.lock')
  await eventually(() => isConnected(dut))
})

test('settings that are no JSON end ctrmgrd with the traceback of Python', async (t) => {
  const dut = await boot(t, 'master')
  const died = logs(
    dut,
    "json.decoder.JSONDecodeError: Expecting ',' delimiter: line 2 column 4 (char 12)",
    'stdout',
  )
  await dut.machine.exec(
    String.raw`printf '{ "a": 1\n   "b": 2}' > /etc/sonic/remote_ctr.config.json; systemctl restart ctrmgrd`,
  )
  await eventually(died)
})

test('a field of the row that ctrmgrd does not know is a change, too; what others wrote into its state goes', async (t) => {
  const dut = await boot(t, 'master')
  const received = logs(dut, "on_config_update: Received config update: {'colour': 'Red'}")
  await dut.machine.exec(`sonic-db-cli STATE_DB hset '${row}' stray 1`)
  dut.databases.config.hset(row, { colour: 'Red' })
  await eventually(received)
  await join(dut)
  assert.equal(dut.databases.state.hget(row, 'stray'), undefined)
})

test('credentials that are none, or do not go together, fail in the words of Python before anybody is called', async (t) => {
  const dut = await boot(t, 'master')
  const { fs } = dut.machine
  const other = new ClusterPki({ nodeName: 'other', addresses: [] })
  const asked = api().requests.length
  const fails = async (cause: string): Promise<void> => {
    const seen = logs(dut, `(Caused by SSLError(SSLError(${cause}`)
    dut.databases.config.hset(row, { ip: '10.250.0.1', insecure: 'True' })
    await eventually(seen)
  }
  fs.writeText('/etc/sonic/credentials/restapiserver.key', other.apiserver.key)
  await fails("116, '[X509: KEY_VALUES_MISMATCH] key values mismatch")
  fs.writeText('/etc/sonic/credentials/restapiserver.key', 'none')
  await fails("524297, '[SSL] PEM lib")
  assert.equal(api().requests.length, asked)
})

test('failures that change nothing are not written: update_time stays', async (t) => {
  const dut = await boot(t, 'master')
  let writes = 0
  t.after(dut.databases.state.subscribe((key) => void (writes += key === row ? 1 : 0)))
  dut.databases.config.hset(row, { ip: '10.250.0.77', insecure: 'True' })
  const failures = (): number =>
    log(dut).filter((line) => line.startsWith('do_join: kube_join_master failed')).length
  await eventually(() => failures() >= 2)
  assert.equal(writes, 0)
})

test('while a retry is pending, even `disable on` waits for it', async (t) => {
  const dut = await boot(t, 'master', 1 / 100)
  const failed = logs(dut, 'kube_join_master failed retry after 30 seconds')
  dut.databases.config.hset(row, { ip: '10.250.0.1', port: '6444', insecure: 'True' })
  await eventually(failed)
  const begun = log(dut).length
  await dut.machine.exec('config kube server disable on')
  const told = (text: string): number =>
    log(dut).findIndex((line, at) => at >= begun && line.startsWith(text))
  await eventually(() => told('do_reset: kube_reset_master called') >= 0)
  const waits = told('on_config_update: Pending to start in ')
  assert.ok(waits >= 0 && waits < told('do_reset: kube_reset_master called'))
  assert.ok(told('handle_update: server: handle_update: disable=True') > waits)
})
