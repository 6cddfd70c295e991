import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { SmallApiServer } from './small-api-server'
import { bootTestDut, eventually, prepareJoin } from './test-dut'
import { type DutVariantName, dutVariants } from './variants'

const row = 'KUBERNETES_MASTER|SERVER'
let api: SmallApiServer

before(async () => {
  api = await SmallApiServer.start()
})
after(() => api.close())

async function joinByCli(
  seed: number,
  variant: DutVariantName = 'recorded-lab',
): Promise<'at once' | 'on the second try'> {
  api.nodes.clear()
  api.kubernetes = dutVariants[variant].kubernetes
  const { dut, close } = await bootTestDut({ api, seed, variant })
  dut.databases.state.hset(row, { update_time: '2024-12-24 01:01:01', connected: 'false' })
  await dut.machine.exec('systemctl restart ctrmgrd')
  await eventually(() =>
    dut.journal.entries().some(({ message }) => message.startsWith('do_reset')),
  )
  prepareJoin(dut, api)
  await dut.machine.exec('config kube server ip 10.250.0.1')
  await eventually(() => dut.databases.state.hget(row, 'connected') === 'true')
  const failed = dut.journal
    .entries()
    .some(({ message }) => message.startsWith('do_join: kube_join_master failed'))
  close()
  return failed ? 'on the second try' : 'at once'
}

test('the four writes of the CLI race with ctrmgrd: by the seed a join succeeds at once or on the second try', async () => {
  const outcomes = new Set<string>()
  for (let seed = 1; seed <= 8 && outcomes.size < 2; seed++) outcomes.add(await joinByCli(seed))
  assert.equal(outcomes.size, 2)
})

test('ctrmgrd of a release branch never verifies, so that its first try succeeds with any seed', async () => {
  for (const seed of [1, 2, 3]) assert.equal(await joinByCli(seed, '202405'), 'at once')
})

test('every variant boots and tells its version, and its Debian', async () => {
  for (const variant of Object.keys(dutVariants) as DutVariantName[]) {
    const { dut, close } = await bootTestDut({ variant })
    const { buildVersion, debianVersion } = dutVariants[variant]
    const { stdout } = await dut.machine.exec('show version')
    assert.ok(stdout.includes(`SONiC.${buildVersion}`), variant)
    const [release = ''] = debianVersion.split('.')
    const { stdout: debian } = await dut.machine.exec('. /etc/os-release; echo $VERSION_ID')
    assert.equal(debian, `${release}\n`, variant)
    close()
  }
})

test('the boot gate holds for its time, then resets', async () => {
  const { dut, close } = await bootTestDut({ scale: 1 / 2000 })
  dut.databases.config.hset(row, { ip: '', port: '6444' })
  await eventually(() =>
    dut.journal
      .entries()
      .some(({ message }) => message.startsWith('on_config_update: Pending to start in ')),
  )
  assert.deepEqual(dut.databases.state.hgetall(row), {})
  await eventually(() => dut.databases.state.hget(row, 'connected') === 'false')
  close()
})

test('a power cut loses STATE_DB, unsaved configuration and the kubelet, and keeps kube_admin.conf', async () => {
  const { dut, close } = await bootTestDut({ api })
  dut.databases.state.hset(row, { update_time: '2024-12-24 01:01:01' })
  await dut.machine.exec('systemctl restart ctrmgrd')
  prepareJoin(dut, api)
  dut.databases.config.hset(row, {
    ip: '10.250.0.1',
    port: '6443',
    insecure: 'True',
    disable: 'False',
  })
  await eventually(() => dut.databases.state.hget(row, 'connected') === 'true')
  const boot = await dut.machine.exec('cat /proc/sys/kernel/random/boot_id')
  dut.powerOff()
  await dut.powerOn()
  const { stdout } = await dut.machine.exec(
    `show kube server status; sonic-db-cli CONFIG_DB exists '${row}'; systemctl is-active kubelet ctrmgrd; ls /etc/sonic/kube_admin.conf; iptables-save`,
  )
  assert.equal(
    stdout,
    'Kubernetes server has no status info\n0\ninactive\nactive\n/etc/sonic/kube_admin.conf\n',
  )
  assert.notEqual(
    (await dut.machine.exec('cat /proc/sys/kernel/random/boot_id')).stdout,
    boot.stdout,
  )
  close()
})
