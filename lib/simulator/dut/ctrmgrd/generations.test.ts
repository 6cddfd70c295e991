import assert from 'node:assert/strict'
import { describe, test, type TestContext } from 'node:test'
import type { Dut } from '../dut'
import { eventually } from '../test-dut'
import type { DutVariantName } from '../variants'
import { apiGoesDown, ask, bootIdle, isConnected, join, log, logs } from './testing/asked-dut'
import { sharedApi } from './testing/shared-api'

const adminConf = '/etc/sonic/kube_admin.conf'
/** The oldest and the newest; those between differ from them in data alone, which is tried below. */
const branches = ['202405', '202511'] as const
const api = sharedApi()

const boot = (t: TestContext, variant: DutVariantName): Promise<Dut> => bootIdle(t, api(), variant)

const restart = async (dut: Dut): Promise<void> => {
  const begins = logs(dut, /^(do_reset|do_join): /)
  await dut.machine.exec('systemctl restart ctrmgrd')
  await eventually(begins)
}
const hasFailed = (dut: Dut): boolean =>
  log(dut).some((line) => line.startsWith('do_join: kube_join_master failed'))

for (const variant of branches)
  describe(`ctrmgrd of ${variant} (until 202605)`, () => {
    test('without a value insecure is true, and the CA of the cluster is never verified', async (t) => {
      const dut = await boot(t, variant)
      ask(dut)
      await eventually(() => isConnected(dut))
      assert.ok(log(dut).some((line) => line.includes("'insecure': 'true'")))
    })

    test('a failed join leaves everything, so that the next try calls itself connected without a node', async (t) => {
      const dut = await boot(t, variant)
      dut.machine.fs.writeText(
        '/etc/default/kubelet',
        'KUBELET_EXTRA_ARGS="--cgroup-driver=wrong"\n',
      )
      ask(dut)
      await eventually(() => hasFailed(dut))
      assert.ok(dut.machine.fs.exists(adminConf))
      await eventually(() => isConnected(dut))
      assert.equal(api().nodes.size, 0)
    })

    test('a restart while the API server is down keeps the node and stays connected', async (t) => {
      const dut = await boot(t, variant)
      await join(dut)
      apiGoesDown(dut)
      await restart(dut)
      assert.equal(isConnected(dut), true)
      assert.equal(dut.systemd.find('kubelet')?.state, 'active')
    })

    test('a node that was deleted in the cluster is not missed at a restart', async (t) => {
      const dut = await boot(t, variant)
      await join(dut)
      api().nodes.clear()
      await restart(dut)
      assert.equal(isConnected(dut), true)
      assert.equal(api().nodes.size, 0)
      assert.equal(dut.systemd.find('kubelet')?.state, 'active')
    })
  })

describe('ctrmgrd of master', () => {
  test('without a value insecure is false: the private CA of the cluster is not trusted', async (t) => {
    const dut = await boot(t, 'master')
    ask(dut)
    await eventually(() => hasFailed(dut))
    assert.ok(log(dut).some((line) => line.includes('CERTIFICATE_VERIFY_FAILED')))
  })

  test('a failed join is followed by a full reset, and no later try calls itself connected', async (t) => {
    const dut = await boot(t, 'master')
    dut.machine.fs.writeText('/etc/default/kubelet', 'KUBELET_EXTRA_ARGS="--cgroup-driver=wrong"\n')
    ask(dut, { insecure: 'True' })
    const attempts = (): number =>
      log(dut).filter((line) => line.startsWith('do_join: kube_join_master failed')).length
    await eventually(() => attempts() >= 1)
    assert.equal(dut.machine.fs.exists(adminConf), false)
    await eventually(() => attempts() >= 2)
    assert.equal(isConnected(dut), false)
  })

  test('a restart joins anew when the node was deleted in the cluster', async (t) => {
    const dut = await boot(t, 'master')
    await join(dut)
    api().nodes.clear()
    await restart(dut)
    await eventually(() => api().nodes.has('vlab-01'))
  })

  test('a restart while the API server is down tears the node down', async (t) => {
    const dut = await boot(t, 'master')
    await join(dut)
    apiGoesDown(dut)
    await restart(dut)
    await eventually(() => isConnected(dut, 'false'))
    assert.equal(dut.machine.fs.exists(adminConf), false)
    assert.equal(dut.systemd.find('kubelet')?.state, 'inactive')
  })
})

/** What images of these branches ship (facts of the field: Docker, its cgroup driver, who verifies). */
const shipped = {
  '202405': { docker: '24.0.2', driver: 'cgroupfs', verifies: false },
  '202411': { docker: '24.0.2', driver: 'cgroupfs', verifies: false },
  '202505': { docker: '24.0.2', driver: 'cgroupfs', verifies: false },
  '202511': { docker: '28.2.2', driver: 'systemd', verifies: false },
  master: { docker: '28.5.2', driver: 'systemd', verifies: true },
} as const

for (const [variant, { docker, driver, verifies }] of Object.entries(shipped))
  test(`${variant} ships Docker ${docker} on ${driver}, and its ctrmgrd ${verifies ? 'insists on' : 'ignores'} insecure off`, async (t) => {
    const dut = await boot(t, variant as DutVariantName)
    const said = async (script: string): Promise<string> =>
      (await dut.machine.exec(script)).stdout.toString().trim()
    assert.equal(await said("docker version -f '{{.Server.Version}}'"), docker)
    assert.equal(await said("docker info -f '{{.CgroupDriver}}'"), driver)
    assert.match(await said('cat /etc/default/kubelet'), new RegExp(`--cgroup-driver=${driver} `))
    assert.equal(await said('kubeadm version -o short'), 'v1.22.2')
    ask(dut, { insecure: 'False' })
    await eventually(() => (verifies ? hasFailed(dut) : isConnected(dut)))
    assert.equal(api().nodes.has('vlab-01'), !verifies)
  })
