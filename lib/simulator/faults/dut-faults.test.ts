import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Wire } from './fixtures/wire'

let wire: Wire
before(async () => {
  wire = await Wire.start({ started: true })
})
after(() => wire.close())

const active = async (unit: string): Promise<string> =>
  (await wire.dut(`systemctl is-active ${unit}`)).output.trim()

test('kubelet-dead makes the node NotReady after its grace, and Ready when it is over', async () => {
  await wire.during('kubelet-dead', async () => {
    assert.equal(await active('kubelet'), 'inactive')
    await wire.eventually(() => wire.kubectl('get node vlab-01'), /vlab-01 +NotReady/)
  })
  await wire.eventually(() => wire.kubectl('get node vlab-01'), /vlab-01 +Ready/)
})

test('docker-dead is a Docker that does not answer, and a node that says so and is not Ready', async () => {
  await wire.during('docker-dead', async () => {
    const { exitCode, output } = await wire.dut('docker ps')
    assert.equal(exitCode, 1)
    assert.match(output, /Cannot connect to the Docker daemon/)
    await wire.eventually(() => wire.kubectl('get node vlab-01'), /vlab-01 +NotReady/)
    assert.match(
      (await wire.kubectl('describe node vlab-01')).output,
      /Ready +False .* KubeletNotReady +container runtime is down/,
    )
  })
  await wire.eventually(() => wire.kubectl('get node vlab-01'), /vlab-01 +Ready/)
  assert.equal((await wire.dut('docker ps')).exitCode, 0)
})

test('ctrmgrd-crash is told by systemd, and ctrmgrd runs again under another pid', async () => {
  const pid = async (): Promise<string> =>
    (await wire.dut('systemctl show -p MainPID --value ctrmgrd')).output.trim()
  const before = await pid()
  await wire.during('ctrmgrd-crash', async () => {
    await wire.eventually(
      () => wire.dut('journalctl -u ctrmgrd --no-pager | grep exited'),
      /ctrmgrd.service: Main process exited, code=killed, status=9\/KILL/,
    )
  })
  await wire.eventually(async () => ({ exitCode: 0, output: await active('ctrmgrd') }), /^active/)
  assert.notEqual(await pid(), before)
})

test('dut-cut-off is no route to the vmhost, while SSH works and the node becomes NotReady', async () => {
  await wire.during('dut-cut-off', async () => {
    const { exitCode } = await wire.dut('curl -sk https://10.250.0.1:6443/healthz')
    assert.equal(exitCode, 7)
    await wire.eventually(() => wire.kubectl('get node vlab-01'), /vlab-01 +NotReady/)
  })
  await wire.eventually(() => wire.kubectl('get node vlab-01'), /vlab-01 +Ready/)
  assert.equal((await wire.dut('curl -sk https://10.250.0.1:6443/healthz')).exitCode, 0)
})

test('dns-name-missing lets a name of /etc/hosts count for nothing', async () => {
  const ask = 'curl -sk https://control-plane.minikube.internal:6443/healthz'
  const { exitCode } = await wire.during('dns-name-missing', () => wire.dut(ask))
  assert.equal(exitCode, 6)
  assert.equal((await wire.dut(ask)).output, 'ok')
})

test('disk-full fails what makes a file grow, on the machine it is told', async () => {
  const { exitCode, output } = await wire.during('disk-full', () =>
    wire.dut('echo more > /etc/grown'),
  )
  assert.equal(exitCode, 1)
  assert.match(output, /echo: I\/O error/)
  const there = await wire.during('disk-full:machine=vmhost', () => wire.dut('echo 1 > /etc/grown'))
  assert.equal(there.exitCode, 0)
})

test('read-only-filesystem fails every change of the disk, but not of /run', async () => {
  await wire.during('read-only-filesystem', async () => {
    const { exitCode, output } = await wire.dut('rm /etc/grown')
    assert.equal(exitCode, 1)
    assert.match(output, /Read-only file system/)
    assert.equal((await wire.dut('touch /run/here')).exitCode, 0)
  })
  assert.equal((await wire.dut('rm /etc/grown')).exitCode, 0)
})

test('clock-skew puts the machine into another year, but not its uptime', async () => {
  const year = async (): Promise<number> => Number((await wire.dut('date +%Y')).output)
  const uptime = async (): Promise<number> =>
    Number((await wire.dut('cut -d" " -f1 /proc/uptime')).output)
  const now = await year()
  const before = await uptime()
  await wire.during('clock-skew:seconds=63072000', async () => {
    assert.ok((await year()) < now)
    assert.ok((await uptime()) >= before)
    assert.equal((await wire.vmhost('date +%Y')).output, `${now}\n`)
  })
  assert.equal(await year(), now)
})
