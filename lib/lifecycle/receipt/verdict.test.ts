import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Difference } from './receipt'
import { receiptText, verdictLine } from './receipt-text'
import { judge, type ReceiptVerdict } from './verdict'

const hosts: Difference = { class: 'hosts file', item: '/etc/hosts', was: 'a', is: 'b' }
const rule: Difference = {
  class: 'docker firewall',
  item: 'iptables nat -A DOCKER -i br-1',
  was: 'there',
  is: 'absent',
}
const compared = { items: 58, classes: 14 }

const judged = (
  differences: readonly Difference[],
  tolerate: Parameters<typeof judge>[2] = [],
): ReceiptVerdict => judge('vlab-01', { compared, differences }, tolerate)

const verdicts = ({ differences }: ReceiptVerdict): string[] =>
  differences.map(({ verdict }) => verdict)

test('a difference is a complaint in words', () => {
  const verdict = judged([hosts])
  assert.deepEqual(verdict.complaints, ['hosts file: /etc/hosts was a, is b'])
  assert.equal(verdictLine(verdict), 'NOT as it was: 58 items of 14 classes compared')
})

test('the testbed file tolerates by machine, class and pattern of the item, and its reason is told', () => {
  const tolerated = { class: 'hosts file', item: '/etc/h?s*', reason: 'DHCP writes it' } as const
  for (const machine of [undefined, 'vlab-01']) {
    const verdict = judged([hosts], [{ ...tolerated, machine }])
    assert.deepEqual(verdicts(verdict), ['tolerated'])
    assert.deepEqual(verdict.complaints, [])
    assert.match(receiptText(verdict), /^tolerated .* DHCP writes it$/m)
  }
  for (const other of [
    { machine: 'vlab-02' },
    { machine: undefined, class: 'units' },
    { machine: undefined, item: '/etc/host' },
    { machine: undefined, item: '/etc.hosts' },
  ] as const)
    assert.deepEqual(verdicts(judged([hosts], [{ ...tolerated, ...other }])), ['differs'])
})

test('what may differ is kept with its reason, and never hidden', () => {
  const verdict = judged([{ class: '~cache', item: '/root/.minikube', was: 'absent', is: '755' }])
  assert.deepEqual(verdicts(verdict), ['kept'])
  assert.equal(
    verdictLine(verdict),
    'as it was: 58 items of 14 classes compared, 1 difference excused',
  )
  assert.match(receiptText(verdict), /^kept +cache +\/root\/\.minikube .* cluster\.cache: keep/m)
})

test("Docker's own rules may differ only where other people's containers came or went", () => {
  const others = { class: '~others', item: 'container', was: 'a', is: 'b' }
  assert.deepEqual(verdicts(judged([rule])), ['differs'])
  assert.deepEqual(verdicts(judged([rule, others])), ['kept', 'kept'])
  assert.deepEqual(verdicts(judged([hosts, others])), ['differs', 'kept'])
})

test('a boot excuses what lives in memory, and nothing else', () => {
  const boot = { class: '~boots', item: 'boot', was: 'a.1', is: 'b.1' }
  const row = { class: 'STATE_DB', item: 'KUBERNETES_MASTER|SERVER ip', was: '', is: 'absent' }
  assert.deepEqual(verdicts(judged([row])), ['differs'])
  assert.deepEqual(verdicts(judged([row, hosts, boot])), ['kept', 'differs', 'kept'])
})

test('a cluster that other runs use, or that ended with another run, excuses what a cluster changes', () => {
  const container = { class: 'containers', item: 'container kubesonic', was: 'absent', is: 'there' }
  const cluster = { class: '~journals', item: '2026-cluster', was: 'absent', is: 'there' }
  const other = { ...cluster, item: '20261123-141503-x7k2p' }
  assert.deepEqual(verdicts(judged([container, cluster])), ['kept', 'kept'])
  assert.deepEqual(verdicts(judged([container, other])), ['differs', 'kept'])
  assert.deepEqual(verdicts(judged([hosts, cluster])), ['differs', 'kept'])
})

test('what runs have in common is kept while another one uses the machine, and only then', () => {
  const marker = { class: 'locks', item: '/run/minikube/started', was: 'absent', is: '644' }
  const unit = { class: 'units', item: 'kubesonic-restore.service', was: 'absent', is: 'there' }
  const run = { class: '~journals', item: '20261123-141503-x7k2p', was: 'absent', is: 'there' }
  assert.deepEqual(verdicts(judged([marker, unit])), ['differs', 'differs'])
  assert.deepEqual(verdicts(judged([marker, unit, run])), ['kept', 'kept', 'kept'])
})

test('what could not be compared is a complaint, too', () => {
  const verdict = judge('vmhost', { compared: undefined, why: 'no snapshot', differences: [] }, [])
  assert.deepEqual(verdict.complaints, ['it could not be compared: no snapshot'])
  assert.match(receiptText(verdict), /^vmhost: not compared\nit could not be compared/)
})

test("what ctrmgrd's first reset after a boot leaves is kept, unless the run let ctrmgrd through its gate", () => {
  const left = [
    { class: 'STATE_DB', item: 'KUBERNETES_MASTER|SERVER connected', was: 'absent', is: 'false' },
    { class: 'CNI', item: '/etc/cni/net.d (entries)', was: '0', is: 'absent' },
    { class: 'locks', item: '/var/lock/kube_join.lock', was: 'absent', is: '644 0:0' },
  ]
  const gate = { class: '~boot gate', item: 'ctrmgrd', was: 'before its gate' }
  assert.ok(
    verdicts(judged([...left, { ...gate, is: 'past its gate' }])).every((each) => each === 'kept'),
  )
  assert.deepEqual(verdicts(judged([...left, { ...gate, is: 'let through by the run' }])), [
    'differs',
    'differs',
    'differs',
    'kept',
  ])
  const other = { class: 'CNI', item: '/var/lib/cni', was: 'absent', is: '755' }
  assert.deepEqual(verdicts(judged([other, { ...gate, is: 'past its gate' }])), ['differs', 'kept'])
})

test("what lives in memory is gone after a boot, and is nobody's doing; what came is", () => {
  const lock = { class: 'locks', item: '/var/lock/kube_join.lock', was: '644 0:0', is: 'absent' }
  const boot = { class: '~boots', item: 'boot', was: 'a', is: 'b' }
  assert.deepEqual(verdicts(judged([lock])), ['differs'])
  assert.deepEqual(verdicts(judged([lock, boot])), ['kept', 'kept'])
  const came = { ...lock, was: 'absent', is: '644 0:0' }
  assert.deepEqual(verdicts(judged([came, boot])), ['differs', 'kept'])
})

test('after a boot a service that still starts is no difference; one that failed is', () => {
  const unit = { class: 'units', item: 'ctrmgrd.service', was: 'active, enabled' }
  const boot = { class: '~boots', item: 'boot', was: 'a', is: 'b' }
  const starts = { ...unit, is: 'inactive, enabled' }
  assert.deepEqual(verdicts(judged([starts])), ['differs'])
  assert.deepEqual(verdicts(judged([starts, boot])), ['kept', 'kept'])
  assert.deepEqual(verdicts(judged([{ ...unit, is: 'failed, enabled' }, boot])), [
    'differs',
    'kept',
  ])
})

const runs: Difference = { class: 'local containers', item: 'snmp runs', was: 'yes', is: 'no' }
const down: Difference = {
  class: 'STATE_DB',
  item: 'FEATURE|snmp system_state',
  was: 'up',
  is: 'down',
}

test('whether a feature runs is its own affair, unless the run handed it over', () => {
  const handedOver = { class: '~handed over', item: 'snmp', was: 'absent', is: 'by the run' }
  const other = { ...handedOver, item: 'lldp' }
  assert.deepEqual(verdicts(judged([runs, down, other])), ['kept', 'kept', 'kept'])
  assert.deepEqual(verdicts(judged([runs, down, handedOver])), ['differs', 'differs', 'kept'])
  const owner = { ...down, item: 'FEATURE|snmp current_owner', was: 'local', is: 'kube' }
  const image = { ...runs, item: 'snmp', was: 'docker-snmp:latest', is: 'absent' }
  assert.deepEqual(verdicts(judged([owner, image])), ['differs', 'differs'])
})

test('a feature that a DUT starts for the first time since its boot is its own affair, unless the run handed it over', () => {
  const began = { ...down, was: 'absent', is: 'up' }
  const came = [
    { ...runs, item: 'snmp', was: 'absent', is: 'docker-snmp:latest' },
    { ...runs, was: 'absent', is: 'yes' },
    { ...down, item: 'FEATURE|snmp container_version', was: 'absent', is: '20261101.01' },
    { ...down, item: 'KUBE_LABELS|SET snmp_local', was: 'absent', is: '20261101.01' },
  ]
  const all = (verdict: string): string[] => Array<string>(came.length).fill(verdict)
  assert.deepEqual(verdicts(judged([...came, began])), [...all('kept'), 'kept'])
  const handedOver = { class: '~handed over', item: 'snmp', was: 'absent', is: 'by the run' }
  assert.deepEqual(verdicts(judged([...came, began, handedOver])), [
    ...all('differs'),
    'differs',
    'kept',
  ])
  const [image, , version, label] = came
  assert.deepEqual(verdicts(judged([image!, version!, label!])), ['differs', 'differs', 'differs'])
  assert.deepEqual(verdicts(judged([version!, { ...began, was: 'down' }])), ['differs', 'kept'])
  assert.deepEqual(verdicts(judged([{ ...version!, was: '1' }, began])), ['differs', 'kept'])
  const other = { ...version!, item: 'FEATURE|snmp-x container_version' }
  assert.deepEqual(verdicts(judged([other, began])), ['differs', 'kept'])
})
