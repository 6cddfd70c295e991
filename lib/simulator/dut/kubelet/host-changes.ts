import type { DutParts } from '../dut-parts'

const settings: Readonly<Record<string, number>> = {
  'vm/overcommit_memory': 1,
  'vm/panic_on_oom': 0,
  'kernel/panic': 10,
  'kernel/panic_on_oops': 1,
  'kernel/keys/root_maxkeys': 1_000_000,
  'kernel/keys/root_maxbytes': 25_000_000,
}

const chains: readonly [table: string, chain: string, rules: readonly string[]][] = [
  ['mangle', 'KUBE-KUBELET-CANARY', []],
  ['nat', 'KUBE-KUBELET-CANARY', []],
  ['nat', 'KUBE-MARK-DROP', ['-j MARK --set-xmark 0x8000/0x8000']],
  ['nat', 'KUBE-MARK-MASQ', ['-j MARK --set-xmark 0x4000/0x4000']],
  ['nat', 'KUBE-POSTROUTING', [
    '-m mark ! --mark 0x4000/0x4000 -j RETURN',
    '-j MARK --set-xmark 0x4000/0x0',
    '-m comment --comment "kubernetes service traffic requiring SNAT" -j MASQUERADE --random-fully',
  ]],
  ['filter', 'KUBE-FIREWALL', [
    '-m comment --comment "kubernetes firewall for dropping marked packets" -m mark --mark 0x8000/0x8000 -j DROP',
    '! -s 127.0.0.0/8 -d 127.0.0.0/8 -m comment --comment "block incoming localnet connections" -m conntrack ! --ctstate RELATED,ESTABLISHED,DNAT -j DROP',
  ]],
  ['filter', 'KUBE-KUBELET-CANARY', []],
] // prettier-ignore

const jumps: readonly [table: string, chain: string, rule: string][] = [
  ['nat', 'POSTROUTING', '-m comment --comment "kubernetes postrouting rules" -j KUBE-POSTROUTING'],
  ['filter', 'INPUT', '-j KUBE-FIREWALL'],
  ['filter', 'OUTPUT', '-j KUBE-FIREWALL'],
]

/** What a starting kubelet does to its host and never takes back: sysctls and KUBE-* chains. */
export function changeHost({ machine, iptables }: DutParts): void {
  for (const [name, value] of Object.entries(settings))
    machine.fs.writeText(`/proc/sys/${name}`, `${value}\n`)
  for (const family of [iptables.ipv4, iptables.ipv6]) {
    for (const [table, chain, rules] of chains)
      if (family.newChain(table, chain)) family.rules(table, chain)?.push(...rules)
    for (const [table, chain, rule] of jumps) {
      const present = family.rules(table, chain)
      if (present && !present.includes(rule)) present.unshift(rule)
    }
  }
  for (const name of ['plugins', 'plugins_registry', 'pod-resources', 'pods'])
    machine.fs.mkdirp(`/var/lib/kubelet/${name}`, { mode: 0o750 })
  machine.fs.mkdirp('/var/lib/kubelet/device-plugins')
  machine.fs.writeText('/var/lib/kubelet/device-plugins/DEPRECATION', '')
  machine.fs.mkdirp('/var/log/containers')
  machine.fs.writeText(
    '/var/lib/kubelet/cpu_manager_state',
    '{"policyName":"none","defaultCpuSet":"","checksum":1353318690}',
    { mode: 0o600 },
  )
}
