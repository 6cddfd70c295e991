import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Wire } from './fixtures/wire'

let wire: Wire
before(async () => {
  wire = await Wire.start({ started: true })
})
after(() => wire.close())

/** On a connection of its own: the one before is cut. */
const bootId = async (): Promise<string> =>
  (await wire.run('vlab-01', 'admin', 'cat /proc/sys/kernel/random/boot_id')).output
const node = (): ReturnType<Wire['dut']> => wire.kubectl('get node vlab-01')

test('power-cut is a closed SSH port and a NotReady node; the DUT has booted when it is over', async () => {
  const before = await bootId()
  await wire.during('power-cut', async () => {
    await assert.rejects(wire.connect('vlab-01', 'admin'), { code: 'ECONNREFUSED' })
    await wire.eventually(node, /vlab-01 +NotReady/)
  })
  assert.notEqual(await bootId(), before)
  const exited = 'docker ps -a --format "{{.Names}} {{.Status}}"'
  assert.match((await wire.dut(exited)).output, /^database Up /m)
})

test('power-cut of the vmhost takes the API server along', async () => {
  await wire.during('power-cut:machine=vmhost', async () => {
    const { exitCode } = await wire.dut('curl -sk https://10.250.0.1:6443/healthz')
    assert.notEqual(exitCode, 0)
  })
  const { output } = await wire.vmhost('docker ps -a --format "{{.Names}} {{.Status}}"')
  assert.match(output, /^kubesonic Exited \(255\)/m)
})

test('dut-reboot boots once, in order, and is over when the fault has ended', async () => {
  const before = await bootId()
  const boots = async (): Promise<number> =>
    Number((await wire.dut('journalctl --list-boots --no-pager -q | wc -l')).output)
  const earlier = await boots()
  await wire.dut('touch /root/kept /tmp/lost')
  await wire.during('dut-reboot', () => Promise.resolve())
  assert.notEqual(await bootId(), before)
  assert.equal(await boots(), earlier + 1)
  assert.equal((await wire.dut('ls /root/kept /tmp/lost 2>/dev/null')).output, '/root/kept\n')
  const { output } = await wire.dut('journalctl -b -1 -u docker -o cat --no-pager')
  assert.match(output, /Stopped docker\.service/)
})
