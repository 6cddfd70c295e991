import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bootTestDut } from '../../dut/test-dut'

test("a DUT's interfaces, sockets, memory and processes read as the real lab's do", async (t) => {
  const { dut, close } = await bootTestDut()
  t.after(close)
  const shows = async (command: string, wanted: string | RegExp, exitCode = 0): Promise<void> => {
    const ended = await dut.machine.exec(command)
    const seen = ended.stdout + ended.stderr
    assert.equal(ended.exitCode, exitCode, `${command}\n${seen}`)
    if (typeof wanted === 'string') assert.equal(seen, wanted, command)
    else assert.match(seen, wanted)
  }
  await shows('hostname -I', '10.250.0.101 240.127.1.1 \n')
  await shows('hostname -i; hostname', '10.250.0.101\nvlab-01\n')
  await shows(
    'ip -4 -br addr',
    'lo               UNKNOWN        127.0.0.1/8 \n' +
      'eth0             UP             10.250.0.101/24 \n' +
      'docker0          DOWN           240.127.1.1/24 \n',
  )
  await shows(
    'ip -o -4 addr show docker0',
    '3: docker0    inet 240.127.1.1/24 brd 240.127.1.255 scope global docker0\\       valid_lft forever preferred_lft forever\n',
  )
  await shows(
    'ip addr show lo',
    '1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN group default qlen 1000\n' +
      '    link/loopback 00:00:00:00:00:00 brd 00:00:00:00:00:00\n' +
      '    inet 127.0.0.1/8 scope host lo\n       valid_lft forever preferred_lft forever\n' +
      '    inet6 ::1/128 scope host \n       valid_lft forever preferred_lft forever\n',
  )
  await shows(
    'ip route',
    'default via 10.250.0.1 dev eth0 \n' +
      '10.250.0.0/24 dev eth0 proto kernel scope link src 10.250.0.101 \n' +
      '240.127.1.0/24 dev docker0 proto kernel scope link src 240.127.1.1 linkdown \n',
  )
  await shows('ip route get 10.250.0.1', /^10\.250\.0\.1 dev eth0 src 10\.250\.0\.101 uid \d+ \n/)
  await shows('ip route show default', 'default via 10.250.0.1 dev eth0 \n')
  await shows('ip route get 8.8.8.8', /^8\.8\.8\.8 via 10\.250\.0\.1 dev eth0 src 10\.250\.0\.101 /)
  await shows(
    'ping -c 2 10.250.0.1',
    /^PING 10\.250\.0\.1 .*\n64 bytes from .*\n64 bytes .*\n\n--- .*\n2 packets transmitted, 2 received, 0% packet loss, time 1000ms\nrtt /,
  )
  await shows('ping -c1 10.250.0.77', /Destination Host Unreachable\n[^]*, \+1 errors, 100% /, 1)
  await shows('ping -c1 nosuch', 'ping: nosuch: Temporary failure in name resolution\n', 2)
  await shows('pidof dockerd; pidof -x caclmgrd; pidof nosuch', /^\d+\n\d+\n$/, 1)
  await shows('lsb_release -ds; lsb_release -rc', 'Debian GNU/Linux 12 (bookworm)\nRelease:\t12\nCodename:\tbookworm\n') // prettier-ignore
  await shows('dmesg | wc -l', /^\d+\n$/)
  await shows('top -b -n1 -p 1', /^top - \d\d:\d\d:\d\d up .*\nTasks: [^]* {4}PID USER {6}PR {2}NI .*\n {6}1 root {6}20 +0 +\d+ +\d+ +\d+ S +0\.0 +\d\.\d +0:00\.00 systemd\n$/) // prettier-ignore
  await shows('ip addr show nosuch', 'Device "nosuch" does not exist.\n', 1)
  await shows('ip nosuch', 'Object "nosuch" is unknown, try "ip help".\n', 1)
  await shows(
    'ss -ltn | head -3',
    'State  Recv-Q Send-Q Local Address:Port Peer Address:PortProcess\n' +
      'LISTEN 0      4096       127.0.0.1:6379      0.0.0.0:*          \n' +
      'LISTEN 0      128          0.0.0.0:22        0.0.0.0:*          \n',
  )
  await shows(
    'free -m',
    /^ {15}total {8}used {8}free {6}shared {2}buff\/cache {3}available\nMem: +3918 +\d+ +1761 .*\nSwap: {14}0 {11}0 {11}0\n$/,
  )
  await shows('uptime', /^ \d\d:\d\d:\d\d up .*, {2}0 user, {2}load average: /)
  await shows('ps -ef | head -2', /^UID {10}PID {4}PPID {2}C STIME TTY {10}TIME CMD\nroot {11}1 {7}0 {2}0 \d\d:\d\d \? {8}00:00:00 \/sbin\/init\n$/) // prettier-ignore
  await shows('ps aux | head -2', /^USER {9}PID %CPU %MEM {4}VSZ {3}RSS TTY {6}STAT START {3}TIME COMMAND\nroot {11}1 {2}0\.0 {2}0\.0 +\d{4,} +\d{4,} \? {8}Ss {3}\d\d:\d\d {3}0:00 \/sbin\/init\n$/) // prettier-ignore
})

test("a user's groups stand in order behind the own one, as the kernel keeps them", async (t) => {
  const { dut, close } = await bootTestDut({ variant: 'master' })
  t.after(close)
  assert.equal((await dut.machine.exec('id -G admin')).stdout, '1000 4 27 999 1001\n')
})
