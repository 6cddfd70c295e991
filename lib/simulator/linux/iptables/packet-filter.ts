import { isIPv4 } from 'node:net'
import { Recent } from '../../cache/recent'
import type { Passage } from '../../network/simulated-network'
import type { IptablesRules } from './iptables-rules'

interface Packet {
  readonly source: string
  readonly destination: string
  readonly sourcePort: number
  readonly destinationPort: number
  readonly state: 'NEW' | 'ESTABLISHED'
}

/** Of a client's port nobody knows the number. */
const someClientPort = 40_000

/** Whether a machine's own rules let it reach `ip:port`: its packets by OUTPUT, the answers by INPUT. */
export function passageOf(rules: IptablesRules, own: string, ip: string, port: number): Passage {
  const asked: Packet = { source: own, destination: ip, sourcePort: someClientPort, destinationPort: port, state: 'NEW' }
  const answered: Packet = { source: ip, destination: own, sourcePort: port, destinationPort: someClientPort, state: 'ESTABLISHED' }
  const out = verdictOf(rules, 'OUTPUT', asked)
  if (out !== 'passes') return out
  return verdictOf(rules, 'INPUT', answered) === 'passes' ? 'passes' : 'dropped'
} // prettier-ignore

/** What becomes of a packet in a built-in chain of the table filter. */
function verdictOf(rules: IptablesRules, chain: string, packet: Packet): Passage {
  const policy = rules.chains('filter').find(([name]) => name === chain)?.[1]
  return walk(rules, chain, packet) ?? (policy === 'DROP' ? 'dropped' : 'passes')
}

/** A kubelet's every request passes the rules. */
const known = new Recent<string, readonly string[]>(200)

const wordsOf = (rule: string): readonly string[] =>
  known.get(rule) ?? known.keep(rule, rule.split(/\s+/))

/** Undefined: no rule of the chain has decided. */
function walk(rules: IptablesRules, chain: string, packet: Packet): Passage | undefined {
  for (const rule of rules.rules('filter', chain) ?? []) {
    const words = wordsOf(rule)
    if (!matches(words, packet)) continue
    const jump = words.findIndex((word) => /^(-j|-g|--jump|--goto)$/.test(word))
    const target = words[jump + 1] ?? ''
    if (jump < 0) continue
    if (target === 'ACCEPT') return 'passes'
    if (target === 'DROP') return 'dropped'
    if (target === 'REJECT') return 'refused'
    if (target === 'RETURN') return undefined
    const decided = walk(rules, target, packet)
    if (decided !== undefined) return decided
  }
  return undefined
}

/** What a rule looks at, by its option; one that is not here is a match that no packet of ours has. */
const looks: Readonly<Record<string, (value: string, packet: Packet) => boolean>> = {
  '-s': (value, { source }) => isIn(value, source),
  '-d': (value, { destination }) => isIn(value, destination),
  '-p': (value) => /^(tcp|6|all)$/i.test(value),
  '-i': (value) => value === 'eth0',
  '-o': (value) => value === 'eth0',
  '-m': () => true,
  '--sport': (value, { sourcePort }) => isWithin(value, sourcePort),
  '--dport': (value, { destinationPort }) => isWithin(value, destinationPort),
  '--sports': (value, { sourcePort }) => value.split(',').some((one) => isWithin(one, sourcePort)),
  '--dports': (value, { destinationPort }) => value.split(',').some((one) => isWithin(one, destinationPort)),
  '--state': (value, { state }) => value.split(',').includes(state),
  '--ctstate': (value, { state }) => value.split(',').includes(state),
  '--comment': () => true,
} // prettier-ignore

const longNames: Readonly<Record<string, string>> = {
  '--source': '-s', '--src': '-s', '--destination': '-d', '--dst': '-d', '--protocol': '-p', '--in-interface': '-i',
  '--out-interface': '-o', '--match': '-m', '--source-port': '--sport', '--destination-port': '--dport',
} // prettier-ignore

function matches(words: readonly string[], packet: Packet): boolean {
  for (let at = 0; at < words.length; at++) {
    const isNegated = words[at] === '!'
    const option = words[isNegated ? ++at : at] ?? ''
    if (/^(-j|-g|--jump|--goto)$/.test(option)) return true
    const look = looks[longNames[option] ?? option]
    if (!look) return false
    // `--ctstate ! NEW`, as it was once written.
    const isNegatedAfter = words[at + 1] === '!'
    if (isNegatedAfter) at++
    const value = words[++at] ?? ''
    if (option === '--comment' && value.startsWith('"'))
      while (!words[at]?.endsWith('"') && at < words.length) at++
    if (look(value, packet) === (isNegated || isNegatedAfter)) return false
  }
  return true
}

function isIn(range: string, ip: string): boolean {
  const [base = '', length = '32'] = range.split('/')
  if (!isIPv4(base) || !isIPv4(ip)) return base === ip
  const size = 2 ** (32 - Number(length))
  return Math.floor(numberOf(base) / size) === Math.floor(numberOf(ip) / size)
}

const numberOf = (ip: string): number =>
  ip.split('.').reduce((sum, byte) => sum * 256 + Number(byte), 0)

function isWithin(ports: string, port: number): boolean {
  const [first = '', last = first] = ports.split(':')
  return port >= Number(first) && port <= Number(last)
}
