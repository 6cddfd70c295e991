/** A chain of one table: built-in chains have a policy, user-defined ones have `-`. */
interface Chain {
  policy: string
  readonly rules: string[]
}

const builtIn: Readonly<Record<string, readonly string[]>> = {
  filter: ['INPUT', 'FORWARD', 'OUTPUT'],
  nat: ['PREROUTING', 'INPUT', 'OUTPUT', 'POSTROUTING'],
  mangle: ['PREROUTING', 'INPUT', 'FORWARD', 'OUTPUT', 'POSTROUTING'],
  raw: ['PREROUTING', 'OUTPUT'],
  security: ['INPUT', 'FORWARD', 'OUTPUT'],
}

/** netfilter's rules of one address family, as far as `iptables` and `iptables-save` show them. */
export class IptablesRules {
  readonly #tables = new Map<string, Map<string, Chain>>()
  readonly #touched = new Set<string>()

  clear(): void {
    this.#tables.clear()
    this.#touched.clear()
  }

  /** Somebody has changed the table: it is saved from now on, be there a rule or not. */
  touch(table: string): void {
    this.#touched.add(table)
  }

  isTable(name: string): boolean {
    return name in builtIn
  }

  isBuiltIn(table: string, chain: string): boolean {
    return builtIn[table]?.includes(chain) ?? false
  }

  hasChain(table: string, chain: string): boolean {
    return this.#table(table).has(chain)
  }

  /** False when the chain is there already. */
  newChain(table: string, chain: string): boolean {
    if (this.hasChain(table, chain)) return false
    this.touch(table)
    this.#table(table).set(chain, { policy: '-', rules: [] })
    return true
  }

  rules(table: string, chain: string): string[] | undefined {
    return this.#table(table).get(chain)?.rules
  }

  chains(table: string): [name: string, policy: string][] {
    return [...this.#table(table)].map(([name, { policy }]) => [name, policy])
  }

  setPolicy(table: string, chain: string, policy: string): void {
    const found = this.#table(table).get(chain)
    if (found) found.policy = policy
  }

  /** `not-empty` and `in-use` are why the kernel refuses. */
  deleteChain(table: string, chain: string): 'deleted' | 'absent' | 'not-empty' | 'in-use' {
    const rules = this.rules(table, chain)
    if (!rules) return 'absent'
    if (rules.length > 0) return 'not-empty'
    if (this.references(table, chain) > 0) return 'in-use'
    this.#table(table).delete(chain)
    return 'deleted'
  }

  deleteEmptyUserChains(table: string): void {
    for (const [name, policy] of this.chains(table))
      if (policy === '-') this.deleteChain(table, name)
  }

  /** Of a chain that is there, to a name that is free; rules that jump to it go on doing so. */
  renameChain(table: string, from: string, to: string): void {
    const chains = [...this.#table(table)]
    const renamed = chains.map(([name, chain]): [string, Chain] => [
      name === from ? to : name,
      chain,
    ])
    for (const [, { rules }] of renamed)
      rules.forEach((rule, at) => (rules[at] = rule.replace(jumpTo(from), `$1${to}$2`)))
    this.#tables.set(table, new Map(renamed))
  }

  /** How many rules of the table go to the chain. */
  references(table: string, chain: string): number {
    const rules = [...this.#table(table).values()].flatMap((each) => each.rules)
    return rules.filter((rule) => jumpTo(chain).test(rule)).length
  }

  /** The text of `iptables-save`; tables that nobody touched don't show, as with the real one. */
  save(only?: string): string {
    const tables = [...this.#touched].filter((name) => only === undefined || name === only)
    return tables.map((name) => saved(name, this.#table(name))).join('')
  }

  /** `iptables-restore`; without `keep` each table named is emptied first. */
  restore(text: string, keep = false): void {
    let table = ''
    for (const line of text.split('\n').map((each) => each.trim())) {
      const chain = /^:(\S+) (\S+)/.exec(line)
      if (line.startsWith('*')) {
        table = line.slice(1)
        this.touch(table)
        if (!keep) this.#tables.delete(table)
      } else if (chain) {
        this.newChain(table, chain[1] ?? '')
        if (chain[2] !== '-') this.setPolicy(table, chain[1] ?? '', chain[2] ?? 'ACCEPT')
      } else if (line.startsWith('-A ')) {
        const [, name = '', ...rule] = line.split(' ')
        this.rules(table, name)?.push(rule.join(' '))
      }
    }
  }

  #table(name: string): Map<string, Chain> {
    const found = this.#tables.get(name)
    if (found) return found
    const chains = (builtIn[name] ?? []).map((chain): [string, Chain] => [
      chain,
      { policy: 'ACCEPT', rules: [] },
    ])
    const table = new Map(chains)
    this.#tables.set(name, table)
    return table
  }
}

const jumpTo = (chain: string): RegExp => new RegExp(`(-[jg] )${chain}( |$)`)

function saved(name: string, chains: ReadonlyMap<string, Chain>): string {
  const declared = [...chains].map(([chain, { policy }]) => `:${chain} ${policy} [0:0]`)
  const rules = [...chains].flatMap(([chain, each]) =>
    each.rules.map((rule) => `-A ${chain} ${rule}`.trimEnd()),
  )
  const stamp = new Date()
    .toUTCString()
    .replace(/^(\w+), (\d+) (\w+) (\d+) (\S+) GMT$/, '$1 $3 $2 $5 $4')
  const body = [`*${name}`, ...declared, ...rules, 'COMMIT']
  const framed = [
    `# Generated by iptables-save v1.8.9 (nf_tables) on ${stamp}`,
    ...body,
    `# Completed on ${stamp}`,
  ]
  return `${framed.join('\n')}\n`
}
