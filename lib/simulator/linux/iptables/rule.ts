/** A value, or what is not to have it: `! -s 10.0.0.0/8`. */
export interface Negatable {
  readonly value: string
  readonly not: boolean
}

/** An option of a match or a target, canonical: as `iptables -S` tells it. */
export interface RuleOption extends Negatable {
  readonly name: string
}

/** A match (`-m`) or a target (`-j`, `-g`) with its options. */
export interface Extension {
  readonly name: string
  readonly options: readonly RuleOption[]
}

/** A rule of a chain; what it does not ask for is undefined. */
export interface Rule {
  readonly source: Negatable | undefined
  readonly destination: Negatable | undefined
  readonly from: Negatable | undefined
  readonly to: Negatable | undefined
  readonly protocol: Negatable | undefined
  readonly fragments: boolean
  readonly matches: readonly Extension[]
  readonly target: Extension | undefined
  readonly isGoto: boolean
}

/** The rule as `iptables -S` and `iptables-save` write it, without its chain: always in this order. */
export function savedRule(rule: Rule): string {
  const { source, destination, from, to, protocol, fragments, matches, target, isGoto } = rule
  return [
    ...asked('-s', source),
    ...asked('-d', destination),
    ...asked('-i', from),
    ...asked('-o', to),
    ...asked('-p', protocol),
    ...(fragments ? ['-f'] : []),
    ...matches.flatMap((match) => ['-m', match.name, ...optionsOf(match)]),
    ...(target ? [isGoto ? '-g' : '-j', target.name, ...optionsOf(target)] : []),
  ].join(' ')
}

const asked = (option: string, part: Negatable | undefined): string[] =>
  part ? [...(part.not ? ['!'] : []), option, part.value] : []

const optionsOf = ({ options }: Extension): string[] =>
  options.flatMap(({ name, value, not }) => [
    ...(not ? ['!'] : []),
    name,
    ...(value === '' ? [] : [value]),
  ])

/** A word as it is saved: in quotes where it has blanks. */
export const quoted = (word: string): string =>
  /[\s"]/.test(word) || word === '' ? `"${word}"` : word

/** The words of a saved rule, quotes taken off. */
export const wordsOfRule = (text: string): string[] =>
  [...text.matchAll(/"([^"]*)"|(\S+)/g)].map(([, inQuotes, bare]) => inQuotes ?? bare ?? '')
