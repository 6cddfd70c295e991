import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import type { Dut } from '../dut'
import { eventually } from '../test-dut'
import { ask, bootIdle, isConnected, logs } from './testing/asked-dut'
import { sharedApi } from './testing/shared-api'

const api = sharedApi()

/** A device whose kubeadm has begun to join; it checks the machine for a tenth of a second first. */
async function joining(t: TestContext): Promise<Dut> {
  const dut = await bootIdle(t, api(), 'master', 1 / 50)
  ask(dut, { insecure: 'True' })
  await eventually(() => kubeadm(dut) !== undefined)
  return dut
}

const kubeadm = ({ machine }: Dut) =>
  machine.processes.all().find(({ args }) => args.slice(0, 2).join(' ') === 'kubeadm join')
const hasHints = async ({ machine }: Dut): Promise<boolean> =>
  (await machine.exec('ls /tmp/*kube_hints_')).exitCode === 0
const daemon = (dut: Dut) => dut.systemd.find('ctrmgrd')

test('kubeadm that joins is a child of ctrmgrd, and dies with it as the unit is stopped', async (t) => {
  const dut = await joining(t)
  const { stdout } = await dut.machine.exec(
    'ps -o args --no-headers --ppid "$(systemctl show -p MainPID --value ctrmgrd)"',
  )
  assert.equal(
    stdout,
    'kubeadm join --discovery-file /etc/sonic/kube_admin.conf --node-name vlab-01\n',
  )
  await dut.machine.exec('systemctl stop ctrmgrd')
  assert.equal(kubeadm(dut), undefined)
})

test('a daemon that was stopped does nothing more: no hints, no reset, nothing asked of the cluster', async (t) => {
  const dut = await joining(t)
  await dut.machine.exec('systemctl stop ctrmgrd')
  const asked = api().requests.length
  await dut.parts.clock.delay(10_000)
  assert.equal(await hasHints(dut), false)
  assert.equal(api().requests.length, asked)
  assert.ok(dut.machine.fs.exists('/etc/sonic/kube_admin.conf'))
})

test('killed and started again by systemd 30 s later, it joins from the beginning', async (t) => {
  const dut = await joining(t)
  await dut.machine.exec('kill -9 "$(systemctl show -p MainPID --value ctrmgrd)"')
  await eventually(() => daemon(dut)?.state === 'activating')
  assert.equal(kubeadm(dut), undefined)
  assert.equal(await hasHints(dut), false)
  await eventually(() => isConnected(dut))
  assert.ok(dut.machine.fs.exists('/etc/kubernetes/kubelet.conf'))
})

test('of a child that is killed ctrmgrd is told the signal, and goes on', async (t) => {
  const dut = await joining(t)
  const told = ['ret = -15', 'failed retry after 30 seconds'].map((text) => logs(dut, text))
  await dut.machine.exec('pkill -f "^kubeadm join"')
  for (const seen of told) await eventually(seen)
  assert.equal(await hasHints(dut), true)
})

test('a reset that is killed as it begins takes nothing away', async (t) => {
  const dut = await bootIdle(t, api(), 'master', 1 / 5)
  const { stdout } = await dut.machine.exec(
    'mkdir -p /var/lib/kubelet; touch /var/lib/kubelet/kept; kubeadm reset -f & kill $!; wait $!; echo $?',
  )
  assert.match(stdout, /^143\n$/m)
  await dut.parts.clock.delay(1000)
  assert.ok(dut.machine.fs.exists('/var/lib/kubelet/kept'))
})
