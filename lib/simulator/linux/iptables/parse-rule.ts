import { networkOf } from './address'
import { badWord, failedTransaction, usage } from './iptables-error'
import { type ExtensionKind, matchKinds } from './matches'
import { protocolName, protocolNumber } from './names'
import type { Extension, Negatable, Rule, RuleOption } from './rule'
import { targetKinds, verdicts } from './targets'

/** Extensions that Debian's iptables has and the twin does not know: their options are kept as they were typed. */
const unread = [
  'bpf', 'cgroup', 'cluster', 'connbytes', 'connlimit', 'connmark', 'cpu', 'dscp', 'ecn', 'esp', 'hashlimit', 'helper', 'iprange',
  'length', 'mac', 'nfacct', 'osf', 'owner', 'physdev', 'pkttype', 'policy', 'quota', 'recent', 'rpfilter', 'sctp', 'set', 'socket',
  'statistic', 'string', 'tcpmss', 'time', 'tos', 'ttl', 'u32', 'icmp6', 'hl', 'AUDIT', 'CHECKSUM', 'CLASSIFY', 'CONNMARK', 'CT', 'DSCP',
  'NETMAP', 'NFLOG', 'NFQUEUE', 'NOTRACK', 'SET', 'TCPMSS', 'TEE', 'TOS', 'TPROXY', 'TRACE', 'TTL',
] // prettier-ignore

const longNames: Readonly<Record<string, string>> = {
  '--source': '-s', '--src': '-s', '--destination': '-d', '--dst': '-d', '--protocol': '-p', '--proto': '-p', '--in-interface': '-i',
  '--out-interface': '-o', '--match': '-m', '--jump': '-j', '--goto': '-g', '--fragment': '-f',
} // prettier-ignore

interface Loaded {
  readonly name: string
  readonly kind: ExtensionKind | undefined
  readonly options: RuleOption[]
}

export interface RuleContext {
  readonly family: 4 | 6
  readonly chain: string
  hasChain(name: string): boolean
}

/** The rules that were typed: one, or one for each of several addresses. @throws IptablesError */
export const parseRule = (words: readonly string[], context: RuleContext): Rule[] =>
  new RuleParser(words, context).rules()

class RuleParser {
  readonly #general = new Map<string, Negatable>()
  readonly #matches: Loaded[] = []
  #target: Loaded | undefined
  #at = 0

  constructor(
    private readonly words: readonly string[],
    private readonly context: RuleContext,
  ) {}

  rules(): Rule[] {
    while (this.#at < this.words.length) this.#option()
    this.#complete()
    const rule: Omit<Rule, 'source' | 'destination'> = {
      from: this.#general.get('-i'),
      to: this.#general.get('-o'),
      protocol: this.#protocol(),
      fragments: this.#general.has('-f'),
      matches: this.#matches.map(canonical),
      target: this.#target && canonical(this.#target),
      isGoto: this.#general.has('-g'),
    }
    return this.#networks('-s').flatMap((source) =>
      this.#networks('-d').map((destination) => ({ ...rule, source, destination })),
    )
  }

  #option(): void {
    const not = this.words[this.#at] === '!'
    if (not) this.#at++
    const typed = this.words[this.#at++] ?? ''
    const name = longNames[typed] ?? typed
    if (name === '-f') this.#general.set('-f', { value: '', not })
    else if (name === '-m') this.#load(this.#word(name))
    else if (name === '-j' || name === '-g') this.#aim(name)
    else if (/^-[sdpio]$/.test(name)) {
      // `-s ! 10.0.0.1`, as it was once written.
      const isNegatedAfter = this.words[this.#at] === '!'
      if (isNegatedAfter) this.#at++
      this.#general.set(name, { value: this.#word(name), not: not || isNegatedAfter })
      if (name === '-p') this.#protocol()
    } else if (typed.startsWith('-')) this.#extensionOption(typed, not)
    else throw badWord(typed)
  }

  #word(option: string): string {
    const word = this.words[this.#at++]
    if (word === undefined) throw usage(`option "${option}" requires an argument`)
    return word
  }

  #load(name: string): Loaded {
    const kind = matchKinds[name]
    if (!kind && !unread.includes(name))
      throw usage(`Couldn't load match \`${name}':No such file or directory\n`)
    const loaded = { name, kind, options: [] }
    this.#matches.push(loaded)
    return loaded
  }

  #aim(option: '-j' | '-g'): void {
    const name = this.#word(option)
    if (this.#target) throw usage(`multiple ${option} flags not allowed`)
    const kind = targetKinds[name]
    if (!kind && !verdicts.includes(name) && !unread.includes(name) && !this.context.hasChain(name))
      throw usage(`Chain '${name}' does not exist`)
    if (option === '-g') this.#general.set('-g', { value: '', not: false })
    this.#target = { name, kind, options: [] }
  }

  #extensionOption(typed: string, not: boolean): void {
    const loaded = this.#whose(typed)
    if (!loaded) throw usage(`unknown option "${typed}"`)
    const known = loaded.kind?.options[typed]
    if (!known) {
      const words: string[] = []
      while (/^[^-!]/.test(this.words[this.#at] ?? '')) words.push(this.words[this.#at++] ?? '')
      loaded.options.push({ name: typed, value: words.join(' '), not })
      return
    }
    const saved = known.save(Array.from({ length: known.words }, () => this.#word(typed)))
    if (saved) loaded.options.push({ ...saved, not })
  }

  /** The extension that has this option: one that was asked for, or the protocol's own. */
  #whose(typed: string): Loaded | undefined {
    const loaded = [...this.#matches, ...(this.#target ? [this.#target] : [])].reverse()
    const knows = loaded.find(({ kind }) => kind?.options[typed])
    if (knows) return knows
    const protocol = this.#protocol()
    if (protocol && !protocol.not && matchKinds[protocol.value]?.options[typed])
      return this.#load(protocol.value)
    return loaded.find(({ name }) => unread.includes(name))
  }

  #protocol(): Negatable | undefined {
    const asked = this.#general.get('-p')
    if (!asked || /^(all|0)$/i.test(asked.value)) return undefined
    if (protocolNumber(asked.value) === undefined)
      throw usage(`unknown protocol "${asked.value}" specified`)
    return { ...asked, value: protocolName(asked.value) }
  }

  #networks(option: '-s' | '-d'): (Negatable | undefined)[] {
    const asked = this.#general.get(option)
    if (!asked) return [undefined]
    return asked.value.split(',').map((each) => {
      const value = networkOf(each, this.context.family)
      return value === undefined ? undefined : { value, not: asked.not }
    })
  }

  #complete(): void {
    const target = this.#target
    if (target?.name !== 'REJECT') return
    const usual = this.context.family === 4 ? 'icmp-port-unreachable' : 'icmp6-port-unreachable'
    if (target.options.length === 0)
      target.options.push({ name: '--reject-with', value: usual, not: false })
    if (target.options[0]?.value === 'tcp-reset' && this.#protocol()?.value !== 'tcp')
      throw failedTransaction(
        `RULE_APPEND failed (Invalid argument): rule in chain ${this.context.chain}`,
      )
  }
}

/** The options in the order in which their extension saves them. */
function canonical({ name, kind, options }: Loaded): Extension {
  if (!kind) return { name, options }
  const order = Object.keys(kind.options)
  return {
    name,
    options: [...options].sort((one, other) => order.indexOf(one.name) - order.indexOf(other.name)),
  }
}
