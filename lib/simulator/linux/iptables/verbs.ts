import {
  failedTransaction,
  noSuchChain,
  noSuchTable,
  refusal,
  unlistedChain,
  usage,
} from './iptables-error'
import type { IptablesRules } from './iptables-rules'
import { listedRule, listing } from './listing'
import { parseRule } from './parse-rule'
import type { Request } from './request'
import { savedRule } from './rule'

/** One request to one family's rules. */
export interface Call extends Request {
  readonly family: 4 | 6
  readonly rules: IptablesRules
}

/** Does what was asked and returns what is printed. @throws IptablesError */
export function act(call: Call): string {
  const { rules, table, verb } = call
  if (!rules.isTable(table)) throw noSuchTable(table)
  const deed = deeds[verb]
  if (!deed) throw usage(`unknown option "${verb}"`)
  const printed = deed(call) ?? ''
  if (!looks.includes(verb)) rules.touch(table)
  return printed
}

/** Verbs that change no rule. */
export const looks: readonly string[] = ['-C', '-L', '-S', '-Z']

type Deed = (call: Call) => string | undefined

const deeds: Readonly<Record<string, Deed>> = {
  '-N': ({ rules, table, chain }) => {
    if (/\s/.test(chain)) throw usage(`Invalid chain name \`${chain}'`)
    if (!rules.newChain(table, chain)) throw refusal('Chain already exists')
    return undefined
  },
  '-X': ({ rules, table, chain }) => {
    if (chain === '') rules.deleteEmptyUserChains(table)
    else removeChain(rules, table, chain)
    return undefined
  },
  '-E': ({ rules, table, chain, rest: [name = ''] }) => {
    if (!rules.hasChain(table, chain)) throw refusal(noSuchChain)
    if (rules.hasChain(table, name)) throw refusal('File exists')
    rules.renameChain(table, chain, name)
    return undefined
  },
  '-F': (call) => {
    const { rules, table, chain } = call
    const names = chain === '' ? rules.chains(table).map(([name]) => name) : [chain]
    for (const name of names) chainOf({ ...call, chain: name }).splice(0)
    return undefined
  },
  '-Z': (call) => {
    if (call.chain !== '') chainOf(call)
    return undefined
  },
  '-P': ({ rules, table, chain, rest: [policy] }) => {
    if (policy === undefined) throw usage('-P requires a chain and a policy')
    if (!rules.isBuiltIn(table, chain)) throw refusal('Bad built-in chain name')
    if (policy !== 'ACCEPT' && policy !== 'DROP')
      throw refusal("Bad policy name. Run `dmesg' for more information")
    rules.setPolicy(table, chain, policy)
    return undefined
  },
  '-A': (call) => {
    const added = typedRules(call, call.rest)
    chainOf(call).push(...added)
    return undefined
  },
  '-I': (call) => {
    const [number, words] = numbered(call.rest)
    const added = typedRules(call, words)
    const list = chainOf(call)
    if ((number ?? 1) > list.length + 1) throw refusal('Index of insertion too big')
    list.splice((number ?? 1) - 1, 0, ...added)
    return undefined
  },
  '-R': (call) => {
    const [number = 1, words] = numbered(call.rest)
    const added = typedRules(call, words)
    const list = chainOf(call)
    // nftables makes a built-in chain with its first rule.
    if (list.length === 0) throw refusal(noSuchChain)
    if (number > list.length) throw refusal('Index of replacement too big')
    list.splice(number - 1, 1, ...added)
    return undefined
  },
  '-D': (call) => {
    const [number, words] = numbered(call.rest)
    if (number !== undefined) {
      const list = chainOf(call)
      if (number > list.length) throw refusal('Index of deletion too big')
      list.splice(number - 1, 1)
    } else for (const rule of typedRules(call, words)) found(call, rule).remove()
    return undefined
  },
  '-C': (call) => {
    for (const rule of typedRules(call, call.rest)) found(call, rule)
    return undefined
  },
  '-S': (call) => {
    const { rules, table, chain } = call
    const number = listedNumber(call)
    if (number !== undefined)
      return lines(rules.rules(table, chain)?.slice(number - 1, number), chain)
    const chains = rules.chains(table).filter(([name]) => chain === '' || name === chain)
    const declared = chains.map(([name, policy]) =>
      policy === '-' ? `-N ${name}\n` : `-P ${name} ${policy}\n`,
    )
    return [...declared, ...chains.map(([name]) => lines(rules.rules(table, name), name))].join('')
  },
  '-L': (call) => {
    const { rules, table, chain } = call
    const number = listedNumber(call)
    if (number === undefined) return listing(rules, table, chain, call)
    const rule = rules.rules(table, chain)?.[number - 1]
    return rule === undefined ? '' : listedRule(rule, number - 1, call)
  },
}

const lines = (rules: readonly string[] | undefined, chain: string): string =>
  (rules ?? []).map((rule) => `${`-A ${chain} ${rule}`.trimEnd()}\n`).join('')

function chainOf({ rules, table, chain }: Call): string[] {
  const list = rules.rules(table, chain)
  if (!list) throw refusal(noSuchChain)
  return list
}

function removeChain(rules: IptablesRules, table: string, chain: string): void {
  const outcome = rules.isBuiltIn(table, chain) ? 'absent' : rules.deleteChain(table, chain)
  if (outcome === 'absent') throw refusal(noSuchChain)
  if (outcome === 'deleted') return
  throw failedTransaction(`CHAIN_DEL failed (Device or resource busy): chain ${chain}`)
}

const typedRules = (call: Call, words: readonly string[]): string[] =>
  parseRule(words, {
    family: call.family,
    chain: call.chain,
    hasChain: (name) => call.rules.hasChain(call.table, name),
  }).map(savedRule)

function found({ rules, table, chain }: Call, rule: string): { remove(): void } {
  const list = rules.rules(table, chain) ?? []
  const at = list.indexOf(rule)
  if (at < 0) throw refusal('Bad rule (does a matching rule exist in that chain?)')
  return { remove: () => void list.splice(at, 1) }
}

/** A rule's number, if one stands before the rule. */
function numbered(words: readonly string[]): [number: number | undefined, rest: readonly string[]] {
  const [first = '', ...rest] = words
  return /^\d+$/.test(first) ? [ruleNumber(first), rest] : [undefined, words]
}

function ruleNumber(text: string): number {
  if (!/^[1-9]\d*$/.test(text)) throw usage(`Invalid rule number \`${text}'`)
  return Number(text)
}

/** Which rule of the chain is to be listed; undefined: all. */
function listedNumber({ rules, table, chain, rest: [number] }: Call): number | undefined {
  if (chain !== '' && !rules.hasChain(table, chain)) throw unlistedChain(table, chain)
  return number === undefined ? undefined : ruleNumber(number)
}
