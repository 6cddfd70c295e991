import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Dut } from '../../dut/dut'
import { bootTestDut } from '../../dut/test-dut'

let dut: Dut
let close: () => void
const said = async (script: string): Promise<string> => {
  const { stdout, stderr } = await dut.machine.exec(script)
  return stdout + stderr
}
const parsed = async (script: string): Promise<unknown> => JSON.parse(await said(script)) as unknown

before(async () => {
  ;({ dut, close } = await bootTestDut())
})
after(() => close())

test('ip -j tells interfaces, their addresses and routes as JSON', async () => {
  const [lo] = (await parsed('ip -j addr show lo')) as object[]
  assert.deepEqual(Object.keys(lo ?? {}), [
    ...['ifindex', 'ifname', 'flags', 'mtu', 'qdisc', 'operstate', 'group', 'txqlen', 'link_type'],
    ...['address', 'broadcast', 'addr_info'],
  ])
  assert.deepEqual(await parsed('ip -j -4 -br addr show eth0'), [
    {
      ifname: 'eth0',
      operstate: 'UP',
      addr_info: [{ local: '10.250.0.101', prefixlen: 24 }],
    },
  ])
  assert.deepEqual(await parsed('ip -j route show default'), [
    { dst: 'default', gateway: '10.250.0.1', dev: 'eth0', flags: [] },
  ])
  assert.deepEqual(await parsed('ip -j route get 10.250.0.101'), [
    {
      ...{ type: 'local', dst: '10.250.0.101', dev: 'lo', prefsrc: '10.250.0.101', flags: [] },
      ...{ uid: 0, cache: ['local'] },
    },
  ])
})

test('what ip would change is refused as the kernel does, or reported: never taken for done', async () => {
  for (const [line, text, exitCode] of [
    ['ip route del 10.77.0.0/24', 'RTNETLINK answers: No such process\n', 2],
    ['ip route add 10.77.0.0/24 dev nosuch', 'Cannot find device "nosuch"\n', 1],
    ['ip link del nosuch', 'Cannot find device "nosuch"\n', 1],
    ['ip addr del 10.9.9.8/32 dev nosuch', 'Cannot find device "nosuch"\n', 1],
    ['ip route add 10.77.0.0/24 dev eth0', 'ip route add: not simulated\n', 127],
    ['ip route show table local', 'ip route table local: not simulated\n', 127],
  ] as const)
    assert.deepEqual(await dut.machine.exec(line), { stdout: '', stderr: text, exitCode }, line)
  const { exitCode, stderr } = await dut.machine.exec('ip route del default', { user: 'admin' })
  assert.deepEqual([exitCode, stderr], [2, 'RTNETLINK answers: Operation not permitted\n'])
})

test('ip alone tells its usage; the way to the loopback is its own, for whoever asks', async () => {
  const { exitCode, stderr } = await dut.machine.exec('ip')
  assert.deepEqual(
    [exitCode, stderr.split('\n')[0]],
    [255, 'Usage: ip [ OPTIONS ] OBJECT { COMMAND | help }'],
  )
  const asked = await dut.machine.exec('ip route get 127.0.0.1', { user: 'admin' })
  assert.equal(asked.stdout, 'local 127.0.0.1 dev lo src 127.0.0.1 uid 1000 \n    cache <local> \n')
})

test("an interface's hardware address is the same each time", async () => {
  assert.equal(await said('ip -br link'), await said('ip -br link'))
})

test('rules are the own ones of the kernel, and no network namespace has a name', async () => {
  assert.match(await said('ip rule'), /^0:\tfrom all lookup local\n32766:\t.* main\n32767:\t/)
  assert.equal(await said('ip netns list; echo $?'), '0\n')
  const unknown: string[] = []
  dut.machine.onUnknown(({ command }) => unknown.push(command))
  assert.equal(
    await said('ip neigh; ss -s'),
    'ip neigh: not simulated\nss: only -t and -u are simulated\n',
  )
  assert.deepEqual(unknown, ['ip neighbour', 'ss without -t or -u'])
})

test('ss names the kind where two were asked for, and the state where more than one may be', async () => {
  const [titles, first] = (await said('ss -tuln')).split('\n')
  assert.equal(titles, 'Netid State  Recv-Q Send-Q Local Address:Port Peer Address:PortProcess')
  assert.match(first ?? '', /^tcp {3}LISTEN 0 {6}4096 /)
  assert.equal(
    await said('ss -tn state established'),
    'Recv-Q Send-Q Local Address:Port Peer Address:PortProcess\n',
  )
  assert.equal(await said('ss -tnH'), '')
})

test('a daemon is found by the name of its program, whatever its options look like', async () => {
  assert.equal(await said('ps -C dockerd -o comm='), 'dockerd\n')
  assert.match(await said('pgrep -x dockerd'), /^\d+\n$/)
})
