import type { CommandContext, CommandOutput, SimulatedCommand } from '../../machine/types'
import type { IptablesRules } from './iptables-rules'

/** `iptables`, `iptables-save` and `iptables-restore` (or the ip6tables trio) over one family's rules. */
export function iptablesCommands(
  name: 'iptables' | 'ip6tables',
  rules: IptablesRules,
): SimulatedCommand[] {
  const path = (command: string): string => `/sbin/${command}`
  return [
    {
      name,
      path: path(name),
      run: (args, context) => asRoot(name, context, () => iptables(name, args, rules, context)),
    },
    {
      name: `${name}-save`,
      path: path(`${name}-save`),
      run: (args, context) =>
        asRoot(`${name}-save`, context, () => ({
          stdout: rules.save(valueAfter(args, '-t', '--table')),
        })),
    },
    {
      name: `${name}-restore`,
      path: path(`${name}-restore`),
      readStdin: () => true,
      run: (args, context) =>
        asRoot(`${name}-restore`, context, () => {
          rules.restore(context.stdin, args.includes('-n') || args.includes('--noflush'))
          context.altered(`${name} rules`)
          return {}
        }),
    },
  ]
}

function asRoot(command: string, context: CommandContext, act: () => CommandOutput): CommandOutput {
  if (context.user.uid === 0) return act()
  const stderr = `${command} v1.8.9 (nf_tables): Could not fetch rule set generation id: Permission denied (you must be root)\n`
  return { stderr, exitCode: 4 }
}

interface Request {
  readonly table: string
  readonly verb: string
  readonly chain: string
  readonly rest: readonly string[]
}

const longVerbs: Readonly<Record<string, string>> = {
  '--append': '-A', '--insert': '-I', '--delete': '-D', '--check': '-C', '--flush': '-F', '--policy': '-P',
  '--new-chain': '-N', '--delete-chain': '-X', '--list': '-L', '--list-rules': '-S',
} // prettier-ignore

function iptables(
  name: string,
  args: readonly string[],
  rules: IptablesRules,
  context: CommandContext,
): CommandOutput {
  const request = parse(args)
  const refuse = (message: string): CommandOutput => ({
    stderr: `${name} v1.8.9 (nf_tables): ${message}\n`,
    exitCode: 1,
  })
  const output = act(request, rules, refuse)
  if (!output.exitCode && !'-C-L-S'.includes(request.verb))
    context.altered(`${name} ${request.table} ${request.chain}`)
  return output
}

function act(
  { table, verb, chain, rest }: Request,
  rules: IptablesRules,
  refuse: (message: string) => CommandOutput,
): CommandOutput {
  const missing = (): CommandOutput => ({
    stderr: 'iptables: No chain/target/match by that name.\n',
    exitCode: 1,
  })
  const list = rules.rules(table, chain)
  const rule = quoted(rest)
  switch (verb) {
    case '-N':
      return rules.newChain(table, chain)
        ? {}
        : { stderr: 'iptables: Chain already exists.\n', exitCode: 1 }
    case '-X': {
      if (chain === '') return (rules.deleteEmptyUserChains(table), {})
      const outcome = rules.deleteChain(table, chain)
      if (outcome === 'deleted') return {}
      if (outcome === 'absent') return missing()
      return refuse(` CHAIN_DEL failed (Device or resource busy): chain ${chain}`)
    }
    case '-F':
      if (chain === '') rules.chains(table).forEach(([each]) => rules.rules(table, each)?.splice(0))
      else if (list) list.splice(0)
      else return missing()
      return {}
    case '-P':
      rules.setPolicy(table, chain, rest[0] ?? 'ACCEPT')
      return {}
    case '-A':
      return list ? (list.push(rule), {}) : missing()
    case '-I':
      return list
        ? (list.unshift(quoted(/^\d+$/.test(rest[0] ?? '') ? rest.slice(1) : rest)), {})
        : missing()
    case '-C':
    case '-D': {
      if (!list) return missing()
      const at = /^\d+$/.test(rule) ? Number(rule) - 1 : list.indexOf(rule)
      if (at < 0 || at >= list.length)
        return {
          stderr: 'iptables: Bad rule (does a matching rule exist in that chain?).\n',
          exitCode: 1,
        }
      if (verb === '-D') list.splice(at, 1)
      return {}
    }
    default:
      return { stdout: listing(table, chain, rules, verb === '-S') }
  }
}

function listing(table: string, only: string, rules: IptablesRules, asRules: boolean): string {
  const chains = rules.chains(table).filter(([chain]) => only === '' || chain === only)
  if (asRules) {
    const declared = chains.map(([chain, policy]) =>
      policy === '-' ? `-N ${chain}` : `-P ${chain} ${policy}`,
    )
    const all = chains.flatMap(([chain]) =>
      (rules.rules(table, chain) ?? []).map((rule) => `-A ${chain} ${rule}`),
    )
    return [...declared, ...all].map((line) => `${line}\n`).join('')
  }
  return chains
    .map(([chain, policy]) => {
      const title = policy === '-' ? '(0 references)' : `(policy ${policy})`
      const rows = (rules.rules(table, chain) ?? []).map(
        (rule) => `${/-j (\S+)/.exec(rule)?.[1] ?? ''}  all  --  anywhere  anywhere  ${rule}\n`,
      )
      return `Chain ${chain} ${title}\ntarget     prot opt source               destination         \n${rows.join('')}`
    })
    .join('\n')
}

function parse(args: readonly string[]): Request {
  const words = args.filter(
    (arg) => !['-w', '--wait', '-n', '-v', '--numeric', '--line-numbers'].includes(arg),
  )
  const at = words.findIndex((word) => word === '-t' || word === '--table')
  const table = at >= 0 ? (words.splice(at, 2)[1] ?? 'filter') : 'filter'
  const [verb = '-L', ...rest] = words
  const named = rest[0] !== undefined && !rest[0].startsWith('-')
  return {
    table,
    verb: longVerbs[verb] ?? verb,
    chain: named ? (rest[0] ?? '') : '',
    rest: named ? rest.slice(1) : rest,
  }
}

const quoted = (words: readonly string[]): string =>
  words.map((word) => (/[\s]/.test(word) ? `"${word}"` : word)).join(' ')

function valueAfter(args: readonly string[], ...names: string[]): string | undefined {
  const at = args.findIndex((arg) => names.includes(arg))
  return at >= 0 ? args[at + 1] : undefined
}
