import type { IptablesRules } from './iptables-rules'
import { matchKinds } from './matches'
import { parseRule } from './parse-rule'
import { protocolNumber } from './names'
import { type Extension, type Negatable, type Rule, wordsOfRule } from './rule'
import { targetKinds } from './targets'

/** How `iptables -L` is to show rules. */
export interface ListingStyle {
  readonly numeric: boolean
  readonly verbose: boolean
  readonly numbered: boolean
  readonly family: 4 | 6
}

/** Chains of a table with their rules, as `-L` prints them. No packet is counted. */
export function listing(
  rules: IptablesRules,
  table: string,
  only: string,
  style: ListingStyle,
): string {
  return rules
    .chains(table)
    .filter(([chain]) => only === '' || chain === only)
    .map(([chain, policy]) => {
      const rows = (rules.rules(table, chain) ?? []).map((rule, at) => row(rule, at, style))
      return `Chain ${chain} (${about(rules, table, chain, policy, style)})\n${header(style)}${rows.join('')}`
    })
    .join('\n')
}

/** One rule alone, without a header. */
export const listedRule = (rule: string, at: number, style: ListingStyle): string =>
  row(rule, at, style)

function about(
  rules: IptablesRules,
  table: string,
  chain: string,
  policy: string,
  { verbose }: ListingStyle,
): string {
  if (policy === '-') return `${rules.references(table, chain)} references`
  return verbose ? `policy ${policy} 0 packets, 0 bytes` : `policy ${policy}`
}

const header = ({ verbose, numbered }: ListingStyle): string => {
  const counters = verbose ? ' pkts bytes ' : ''
  const interfaces = verbose ? 'in     out     ' : ''
  return `${numbered ? 'num  ' : ''}${counters}target     prot opt ${interfaces}source               destination         \n`
}

function row(text: string, at: number, style: ListingStyle): string {
  const [rule] = parseRule(wordsOfRule(text), {
    family: style.family,
    chain: '',
    hasChain: () => true,
  })
  if (!rule) return ''
  const { verbose, numbered } = style
  const target = (rule.target?.name ?? '').padEnd(9)
  return [
    numbered ? String(at + 1).padEnd(5) : '',
    verbose ? '    0     0 ' : '',
    `${target} ${protocolOf(rule, style)} `,
    rule.fragments ? '-f' : '--',
    verbose ? `  ${interfaceOf(rule.from, style)} ${interfaceOf(rule.to, style)}` : '',
    ` ${addressOf(rule.source, style)} ${addressOf(rule.destination, style)} `,
    rule.isGoto ? '[goto] ' : '',
    ...rule.matches.map((match) =>
      shown(match, matchKinds[match.name]?.list(match, style.numeric)),
    ),
    ...(rule.target ? [targetText(rule.target, style)] : []),
    '\n',
  ].join('')
}

const protocolOf = ({ protocol }: Rule, { numeric }: ListingStyle): string => {
  const name = protocol?.value ?? 'all'
  const value = numeric ? String(protocolNumber(name) ?? 0) : name
  return `${protocol?.not ? '!' : ' '}${value.padEnd(4)}`
}

const interfaceOf = (part: Negatable | undefined, { numeric }: ListingStyle): string =>
  `${part?.not ? '!' : ''}${part?.value ?? (numeric ? '*' : 'any')}`.padEnd(6)

function addressOf(part: Negatable | undefined, { numeric, family }: ListingStyle): string {
  const everywhere = numeric ? (family === 4 ? '0.0.0.0/0' : '::/0') : 'anywhere'
  const value = part?.value.replace(/\/(32|128)$/, '') ?? everywhere
  return `${part?.not ? '!' : ' '}${value.padEnd(19)}`
}

const targetText = (target: Extension, { numeric }: ListingStyle): string => {
  const kind = targetKinds[target.name]
  const text = kind?.list(target, numeric)
  return kind && text === '' ? '' : target.options.length === 0 && !text ? '' : shown(target, text)
}

/** Of an extension that is not simulated, its options as they are saved. */
const shown = (extension: Extension, text: string | undefined): string =>
  ` ${text ?? extension.options.map(({ name, value }) => `${name} ${value}`.trim()).join(' ')}`
