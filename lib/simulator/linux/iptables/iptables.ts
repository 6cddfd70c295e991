import type { CommandContext, CommandOutput, SimulatedCommand } from '../../machine/types'
import { IptablesError } from './iptables-error'
import type { IptablesRules } from './iptables-rules'
import { parseRequest } from './request'
import { act, looks } from './verbs'

type Program = 'iptables' | 'ip6tables'

/** `iptables`, `iptables-save` and `iptables-restore` (or the ip6tables trio) over one family's rules. */
export function iptablesCommands(name: Program, rules: IptablesRules): SimulatedCommand[] {
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
        asRoot(`${name}-save`, context, () => {
          const table = valueAfter(args, '-t', '--table')
          return table === undefined || rules.isTable(table)
            ? { stdout: rules.save(table) }
            : { stderr: `Table \`${table}' does not exist\n`, exitCode: 1 }
        }),
    },
    {
      name: `${name}-restore`,
      path: path(`${name}-restore`),
      readStdin: () => true,
      run: (args, context) =>
        asRoot(`${name}-restore`, context, () => {
          const { stdin } = context
          const refused = mistakeIn(stdin)
          if (refused) return { stderr: `${name}-restore: ${refused}\n`, exitCode: 1 }
          rules.restore(stdin, args.includes('-n') || args.includes('--noflush'))
          context.altered(`${name} rules`)
          return {}
        }),
    },
  ]
}

/** What is wrong with the form of saved rules. */
function mistakeIn(text: string): string | undefined {
  let isOpen = false
  const lines = text.split('\n').slice(0, -1)
  for (const [at, line] of lines.entries()) {
    if (line.startsWith('*') && !isOpen) isOpen = true
    else if (line === 'COMMIT' && isOpen) isOpen = false
    else if (line !== '' && !line.startsWith('#') && !(isOpen && /^[:[-]/.test(line)))
      return `line ${at + 1} failed`
  }
  return isOpen ? `COMMIT expected at line ${lines.length + 1}` : undefined
}

function asRoot(command: string, context: CommandContext, act: () => CommandOutput): CommandOutput {
  if (context.user.uid === 0) return act()
  const stderr = `${command} v1.8.9 (nf_tables): Could not fetch rule set generation id: Permission denied (you must be root)\n`
  return { stderr, exitCode: 4 }
}

function iptables(
  name: Program,
  args: readonly string[],
  rules: IptablesRules,
  context: CommandContext,
): CommandOutput {
  return inItsWords(name, () => {
    if (args.some((arg) => arg === '-V' || arg === '--version'))
      return { stdout: `${name} v1.8.9 (nf_tables)\n` }
    const request = parseRequest(args)
    const stdout = act({ ...request, rules, family: name === 'iptables' ? 4 : 6 })
    if (!looks.includes(request.verb)) context.altered(`${name} ${request.table} ${request.chain}`)
    return { stdout }
  })
}

/** What iptables prints when it refuses. */
function inItsWords(program: string, deed: () => CommandOutput): CommandOutput {
  try {
    return deed()
  } catch (error) {
    if (!(error instanceof IptablesError)) throw error
    return { stderr: error.text(program), exitCode: error.exitCode }
  }
}

function valueAfter(args: readonly string[], ...names: string[]): string | undefined {
  const at = args.findIndex((arg) => names.includes(arg))
  return at >= 0 ? args[at + 1] : undefined
}
