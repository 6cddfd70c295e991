import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import type { Machine } from '../../machine/machine'
import { testMachine } from '../../machine/testing/test-machine'
import { iptablesCommands } from './iptables'
import { IptablesRules } from './iptables-rules'

// What Debian's iptables 1.8.9 (nf_tables) answers to the same lines.

let machine: Machine
const out = async (...lines: readonly string[]): Promise<string> => {
  const { stdout, stderr } = await machine.exec(`(${lines.join('; ')}) 2>&1`)
  return stdout + stderr
}

beforeEach(() => {
  machine = testMachine({ users: [] })
  machine.install(
    ...iptablesCommands('iptables', new IptablesRules()),
    ...iptablesCommands('ip6tables', new IptablesRules()),
  )
})

const some = [
  'iptables -A INPUT -s 10.0.0.1 -p tcp --dport 6443 -j DROP',
  'iptables -A INPUT -i eth0 -m state --state ESTABLISHED,RELATED -j ACCEPT',
  'iptables -I INPUT 2 -d 10.1.0.0/16 ! -p udp -j REJECT',
  'iptables -N KUBE',
  'iptables -A KUBE -m comment --comment "two words" -m mark --mark 0x8000/0x8000 -j DROP',
  'iptables -A INPUT -j KUBE',
  'iptables -A INPUT -p tcp -m multiport --dports 80,443 -j ACCEPT',
  'iptables -A INPUT -p icmp -j ACCEPT',
  'iptables -A INPUT -j LOG --log-prefix "x "',
]

test('rules are shown in their one form, however they were typed', async () => {
  assert.equal(
    await out(...some, 'iptables -S'),
    `-P INPUT ACCEPT
-P FORWARD ACCEPT
-P OUTPUT ACCEPT
-N KUBE
-A INPUT -s 10.0.0.1/32 -p tcp -m tcp --dport 6443 -j DROP
-A INPUT -d 10.1.0.0/16 ! -p udp -j REJECT --reject-with icmp-port-unreachable
-A INPUT -i eth0 -m state --state RELATED,ESTABLISHED -j ACCEPT
-A INPUT -j KUBE
-A INPUT -p tcp -m multiport --dports 80,443 -j ACCEPT
-A INPUT -p icmp -j ACCEPT
-A INPUT -j LOG --log-prefix "x "
-A KUBE -m comment --comment "two words" -m mark --mark 0x8000/0x8000 -j DROP
`,
  )
})

test('-L -n -v --line-numbers', async () => {
  assert.equal(
    await out(...some, 'iptables -L INPUT -n -v --line-numbers'),
    `Chain INPUT (policy ACCEPT 0 packets, 0 bytes)
num   pkts bytes target     prot opt in     out     source               destination         
1        0     0 DROP       6    --  *      *       10.0.0.1             0.0.0.0/0            tcp dpt:6443
2        0     0 REJECT    !17   --  *      *       0.0.0.0/0            10.1.0.0/16          reject-with icmp-port-unreachable
3        0     0 ACCEPT     0    --  eth0   *       0.0.0.0/0            0.0.0.0/0            state RELATED,ESTABLISHED
4        0     0 KUBE       0    --  *      *       0.0.0.0/0            0.0.0.0/0           
5        0     0 ACCEPT     6    --  *      *       0.0.0.0/0            0.0.0.0/0            multiport dports 80,443
6        0     0 ACCEPT     1    --  *      *       0.0.0.0/0            0.0.0.0/0           
7        0     0 LOG        0    --  *      *       0.0.0.0/0            0.0.0.0/0            LOG flags 0 level 4 prefix "x "
`,
  )
  assert.equal(
    await out('iptables -nL KUBE', 'iptables -L KUBE'),
    `Chain KUBE (1 references)
target     prot opt source               destination         
DROP       0    --  0.0.0.0/0            0.0.0.0/0            /* two words */ mark match 0x8000/0x8000
Chain KUBE (1 references)
target     prot opt source               destination         
DROP       all  --  anywhere             anywhere             /* two words */ mark match 0x8000/0x8000
`,
  )
})

test('negations, ranges of ports, and the family of IPv6', async () => {
  assert.equal(
    await out(
      'iptables -A INPUT -i eth0 ! -s 10.0.0.5 -j DROP',
      'iptables -A OUTPUT -m conntrack ! --ctstate NEW -p tcp --dport 1000:2000 -j MARK --set-xmark 0x8000/0x8000',
      'iptables -A OUTPUT -p udp --sport 53 ! --dport 22 -j RETURN',
      'iptables -vL INPUT; iptables -nL OUTPUT --line-numbers; iptables -S OUTPUT',
      'ip6tables -A INPUT -s fd00::1 -j REJECT; ip6tables -S INPUT; ip6tables -nL INPUT',
    ),
    `Chain INPUT (policy ACCEPT 0 packets, 0 bytes)
 pkts bytes target     prot opt in     out     source               destination         
    0     0 DROP       all  --  eth0   any    !10.0.0.5             anywhere            
Chain OUTPUT (policy ACCEPT)
num  target     prot opt source               destination         
1    MARK       6    --  0.0.0.0/0            0.0.0.0/0            ! ctstate NEW tcp dpts:1000:2000 MARK or 0x8000
2    RETURN     17   --  0.0.0.0/0            0.0.0.0/0            udp spt:53 dpt:!22
-P OUTPUT ACCEPT
-A OUTPUT -p tcp -m conntrack ! --ctstate NEW -m tcp --dport 1000:2000 -j MARK --set-xmark 0x8000/0x8000
-A OUTPUT -p udp -m udp --sport 53 ! --dport 22 -j RETURN
-P INPUT ACCEPT
-A INPUT -s fd00::1/128 -j REJECT --reject-with icmp6-port-unreachable
Chain INPUT (policy ACCEPT)
target     prot opt source               destination         
REJECT     0    --  fd00::1              ::/0                 reject-with icmp6-port-unreachable
`,
  )
})

test('a rule is found by any of its forms, and by its number', async () => {
  assert.equal(
    await out(
      ...some,
      'iptables -C INPUT -s 10.0.0.1/32 -p tcp -m tcp --dport 6443 -j DROP; echo $?',
      'iptables -D INPUT --protocol icmp -j ACCEPT; iptables -D INPUT 6; iptables -D INPUT 3',
      'iptables -R INPUT 1 -s 10.1.2.3/24 -j DROP',
      'iptables -A INPUT -p tcp -s 10.0.0.1,10.0.0.2 -j DROP',
      'iptables -E KUBE BUKE; iptables -S INPUT; iptables -S INPUT 2; iptables -L INPUT 1',
    ),
    `0
-P INPUT ACCEPT
-A INPUT -s 10.1.2.0/24 -j DROP
-A INPUT -d 10.1.0.0/16 ! -p udp -j REJECT --reject-with icmp-port-unreachable
-A INPUT -j BUKE
-A INPUT -p tcp -m multiport --dports 80,443 -j ACCEPT
-A INPUT -s 10.0.0.1/32 -p tcp -j DROP
-A INPUT -s 10.0.0.2/32 -p tcp -j DROP
-A INPUT -d 10.1.0.0/16 ! -p udp -j REJECT --reject-with icmp-port-unreachable
DROP       all  --  10.1.2.0/24          anywhere            
`,
  )
})

test('what cannot be done is refused in its words', async () => {
  const usage = "Try `iptables -h' or 'iptables --help' for more information.\n"
  const own = 'iptables v1.8.9 (nf_tables): '
  for (const [line, told, code] of [
    ['-L NOSUCH', `${own}chain \`NOSUCH' in table \`filter' is incompatible, use 'nft' tool.\n`, 1],
    ['-D INPUT 99', 'iptables: Index of deletion too big.\n', 1],
    ['-I INPUT 99 -j DROP', 'iptables: Index of insertion too big.\n', 1],
    ['-A INPUT -j DROP; iptables -R INPUT 99 -j DROP', 'iptables: Index of replacement too big.\n', 1],
    ['-D INPUT 0', `${own}Invalid rule number \`0'\n${usage}`, 2],
    ['-A NOSUCH -j DROP', 'iptables: No chain/target/match by that name.\n', 1],
    ['-A INPUT -j NOSUCH', `${own}Chain 'NOSUCH' does not exist\n${usage}`, 2],
    ['-P INPUT FOO', "iptables: Bad policy name. Run `dmesg' for more information.\n", 1],
    ['-t foo -L', `${own}table 'foo' does not exist\nPerhaps iptables or your kernel needs to be upgraded.\n`, 3],
    ['', `${own}no command specified\n${usage}`, 2],
  ] as const)
    assert.equal(await out(`iptables ${line}; echo $?`), `${told}${code}\n`, line)
}) // prettier-ignore
