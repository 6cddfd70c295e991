import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bootTestDut } from '../../dut/test-dut'
import { IptablesRules } from './iptables-rules'
import { passageOf } from './packet-filter'

const through = (...rules: readonly (readonly [chain: string, rule: string])[]): string => {
  const table = new IptablesRules()
  for (const [chain, rule] of rules) {
    table.newChain('filter', chain)
    table.rules('filter', chain)?.push(rule)
  }
  return passageOf(table, '10.250.0.101', '10.250.0.1', 6443)
}

test('a rule counts for the addresses, ports and states that it names, the first that decides wins', () => {
  assert.equal(through(), 'passes')
  assert.equal(through(['OUTPUT', '-d 10.250.0.1 -j DROP']), 'dropped')
  assert.equal(through(['INPUT', '-s 10.250.0.0/24 -j DROP']), 'dropped')
  assert.equal(through(['OUTPUT', '-d 10.250.0.2 -j DROP']), 'passes')
  assert.equal(through(['OUTPUT', '! -d 10.250.0.2/32 -j DROP']), 'dropped')
  assert.equal(through(['OUTPUT', '-p tcp -m tcp --dport 6443 -j REJECT']), 'refused')
  assert.equal(through(['OUTPUT', '-p udp --dport 6443 -j DROP']), 'passes')
  assert.equal(through(['OUTPUT', '-p tcp --dport 22:80 -j DROP']), 'passes')
  assert.equal(through(['INPUT', '-m conntrack --ctstate ESTABLISHED -j ACCEPT'], ['INPUT', '-s 10.250.0.1 -j DROP']), 'passes') // prettier-ignore
  assert.equal(through(['VIP', '-j DROP'], ['OUTPUT', '-d 10.250.0.1 -j VIP']), 'dropped')
  assert.equal(
    through(['VIP', '-j RETURN'], ['OUTPUT', '-j VIP'], ['OUTPUT', '-j DROP']),
    'dropped',
  )
  assert.equal(through(['OUTPUT', '-m mark --mark 0x8000/0x8000 -j DROP']), 'passes')
})

test('what a DUT drops never answers: its clients say so in their own words, and go on when the rules are gone', async (t) => {
  const { dut, close } = await bootTestDut()
  t.after(close)
  const ends = async (command: string, wanted: RegExp, exitCode: number): Promise<void> => {
    const ended = await dut.machine.exec(command)
    assert.match(ended.stderr, wanted, command)
    assert.equal(ended.exitCode, exitCode)
  }
  const url = 'https://10.250.0.1:6443/healthz'
  const kubectl = 'kubectl --server https://10.250.0.1:6443 get nodes'
  await dut.machine.exec('iptables -A OUTPUT -d 10.250.0.1 -j DROP')
  await ends(`curl -sSk --connect-timeout 5 ${url}`, /^curl: \(28\) Failed to connect to 10\.250\.0\.1 port 6443 after 5000 ms: Timeout was reached$/m, 28) // prettier-ignore
  await ends(`curl -sSk ${url}`, /^curl: \(28\) Failed to connect to 10\.250\.0\.1 port 6443 after /, 28) // prettier-ignore
  await ends(kubectl, /dial tcp 10\.250\.0\.1:6443: i\/o timeout$/m, 1)
  await ends('ping -c 1 10.250.0.1 >&2', /1 packets transmitted, 0 received, 100% packet loss/, 1)
  await dut.machine.exec('iptables -F OUTPUT; iptables -A OUTPUT -p tcp --dport 6443 -j REJECT')
  await ends(`curl -sSk ${url}`, /^curl: \(7\) Failed to connect/, 7)
  await dut.machine.exec('iptables -P INPUT DROP; iptables -F OUTPUT')
  await ends(kubectl, /i\/o timeout$/m, 1)
  await dut.machine.exec('iptables -P INPUT ACCEPT')
  await ends(kubectl, /was refused - did you specify the right host or port\?$/m, 1)
})
