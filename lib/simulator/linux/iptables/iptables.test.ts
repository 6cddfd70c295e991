import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import type { Machine } from '../../machine/machine'
import { testMachine } from '../../machine/testing/test-machine'
import type { ExecResult } from '../../machine/types'
import { iptablesCommands } from './iptables'
import { IptablesRules } from './iptables-rules'
import { sysctlCommand } from '../sysctl'

let machine: Machine
const sh = (script: string, user = 'root'): Promise<ExecResult> => machine.exec(script, { user })
const rulesOnly = async (): Promise<string> => (await sh("iptables-save | grep -v '^#'")).stdout

beforeEach(() => {
  machine = testMachine({
    users: [{ name: 'admin', uid: 1000, gid: 1000, home: '/home/admin', groups: [], sudo: 'none' }],
  })
  machine.fs.writeText('/proc/sys/kernel/panic', '0\n')
  machine.install(sysctlCommand, ...iptablesCommands('iptables', new IptablesRules()))
})

test('tables that nobody touched are not saved', async () => {
  assert.equal(await rulesOnly(), '')
})

test('a chain can be made, used, emptied and removed', async () => {
  await sh(
    'iptables -N KUBE-FIREWALL; iptables -A INPUT -j KUBE-FIREWALL; iptables -A KUBE-FIREWALL -m comment --comment "two words" -j DROP',
  )
  assert.equal(
    await rulesOnly(),
    '*filter\n:INPUT ACCEPT [0:0]\n:FORWARD ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\n:KUBE-FIREWALL - [0:0]\n-A INPUT -j KUBE-FIREWALL\n-A KUBE-FIREWALL -m comment --comment "two words" -j DROP\nCOMMIT\n',
  )
  assert.equal((await sh('iptables -X KUBE-FIREWALL')).exitCode, 4)
  const { exitCode } = await sh(
    'iptables -D INPUT -j KUBE-FIREWALL && iptables -F KUBE-FIREWALL && iptables -X KUBE-FIREWALL',
  )
  assert.equal(exitCode, 0)
  assert.doesNotMatch(await rulesOnly(), /KUBE/)
})

test('a chain in use is not removed', async () => {
  await sh('iptables -t nat -N A; iptables -t nat -A OUTPUT -j A')
  const { stderr, exitCode } = await sh('iptables -t nat -X A')
  assert.match(stderr, /CHAIN_DEL failed \(Device or resource busy\)/)
  assert.equal(exitCode, 4)
})

test('-C asks for a rule, and a missing rule or chain is an error', async () => {
  await sh('iptables -A INPUT -p tcp -j ACCEPT')
  assert.equal((await sh('iptables -w -C INPUT -p tcp -j ACCEPT')).exitCode, 0)
  assert.equal(
    (await sh('iptables -C INPUT -p udp -j ACCEPT')).stderr,
    'iptables: Bad rule (does a matching rule exist in that chain?).\n',
  )
  assert.equal((await sh('iptables -S NOSUCH')).stdout, '')
})

test('what was saved can be restored', async () => {
  await sh(
    'iptables -A INPUT -j DROP; iptables-save > /root/before; iptables -F; iptables-restore < /root/before',
  )
  assert.match(await rulesOnly(), /-A INPUT -j DROP/)
})

test('others than root may neither list nor change', async () => {
  assert.equal((await sh('/sbin/iptables-save', 'admin')).exitCode, 4)
})

test('sysctl reads and writes what /proc/sys shows', async () => {
  assert.equal(
    (
      await sh(
        'sysctl kernel.panic; sysctl -w kernel.panic=10; cat /proc/sys/kernel/panic; sysctl -n kernel.panic',
      )
    ).stdout,
    'kernel.panic = 0\nkernel.panic = 10\n10\n10\n',
  )
  assert.deepEqual(await sh('sysctl no.such'), {
    stdout: '',
    stderr: 'sysctl: cannot stat /proc/sys/no/such: No such file or directory\n',
    exitCode: 1,
  })
  assert.equal(
    (await sh('/sbin/sysctl kernel.panic=3', 'admin')).stderr,
    'sysctl: permission denied on key "kernel.panic"\n',
  )
})
