import type { CommandContext, CommandOutput } from '../../machine/types'
import { commandUsage, groupUsage, help, helpOptions, usageError } from './click-texts'

/** A command of SONiC's CLI: what `config` and `show` are made of. */
export interface CliCommand {
  readonly parameters: readonly CliParameter[]
  /** Flags that it takes and this simulation does not heed. */
  readonly options?: readonly CliOption[]
  /** The first line of what `--help` says. */
  readonly help?: string
  run(values: readonly string[], context: CommandContext): CommandOutput | Promise<CommandOutput>
}

export interface CliParameter {
  /** As the usage line shows it: `VIP`, `<owner>`; of one with choices and no name of its own `[on|off]`. */
  readonly metavar: string
  /** The only words it takes. */
  readonly choices?: readonly string[]
}

export interface CliOption {
  readonly flags: readonly string[]
  readonly help: string
}

export interface CliGroup {
  readonly help?: string
  /** Takes unique prefixes of its commands, `kube` for `kubernetes`: SONiC's AbbreviationGroup. */
  readonly abbreviates?: true
  readonly commands: Readonly<Record<string, CliGroup | CliCommand>>
}

/** Finds the command and runs it, as click 7.0 does; its usage errors exit 2. */
export function runCli(
  path: string,
  entry: CliGroup | CliCommand,
  args: readonly string[],
  context: CommandContext,
): CommandOutput | Promise<CommandOutput> {
  return 'commands' in entry
    ? runGroup(path, entry, args, context)
    : runCommand(path, entry, args, context)
}

function runGroup(
  path: string,
  group: CliGroup,
  [word, ...rest]: readonly string[],
  context: CommandContext,
): CommandOutput | Promise<CommandOutput> {
  if (word === undefined || helpOptions.includes(word)) return { stdout: help(path, group) }
  const fail = (error: string): CommandOutput => usageError(path, groupUsage(path), error)
  if (word.startsWith('-')) return fail(`no such option: ${word}`)
  const names = Object.keys(group.commands)
  const matches = group.abbreviates
    ? names.filter((name) => name.startsWith(word.toLowerCase()))
    : []
  const shortest = matches.toSorted((one, other) => one.length - other.length)[0] ?? ''
  const name = names.includes(word) ? word : shortest
  if (name !== word && !matches.every((each) => each.startsWith(name)))
    return fail(`Too many matches: ${matches.toSorted().join(', ')}`)
  const found = group.commands[name]
  return found
    ? runCli(`${path} ${name}`, found, rest, context)
    : fail(`No such command "${word}".`)
}

function runCommand(
  path: string,
  command: CliCommand,
  args: readonly string[],
  context: CommandContext,
): CommandOutput | Promise<CommandOutput> {
  const { parameters, options = [] } = command
  const fail = (error: string): CommandOutput =>
    usageError(path, commandUsage(path, command), error)
  const known = options.flatMap(({ flags }) => flags)
  const end = args.includes('--') ? args.indexOf('--') : args.length
  const flags = args.slice(0, end).filter((arg) => /^-./.test(arg))
  if (flags.some((flag) => helpOptions.includes(flag))) return { stdout: help(path, command) }
  const unknown = flags.find((flag) => !known.includes(flag.split('=')[0] ?? ''))
  if (unknown !== undefined) return fail(`no such option: ${unknown.split('=')[0]}`)
  const words = args.filter((arg, at) => at !== end && !(at < end && flags.includes(arg)))
  const wrong = whatIsWrong(words, parameters)
  return wrong === undefined ? command.run(words, context) : fail(wrong)
}

function whatIsWrong(
  words: readonly string[],
  parameters: readonly CliParameter[],
): string | undefined {
  for (const [at, { metavar, choices }] of parameters.entries()) {
    const word = words[at]
    if (word === undefined) {
      const choose = choices ? `  Choose from:\n\t${choices.join(',\n\t')}.` : ''
      return `Missing argument "${metavar}".${choose}`
    }
    if (choices && !choices.includes(word))
      return `Invalid value for "${metavar}": invalid choice: ${word}. (choose from ${choices.join(', ')})`
  }
  const extra = words.slice(parameters.length)
  if (extra.length === 0) return undefined
  return `Got unexpected extra argument${extra.length > 1 ? 's' : ''} (${extra.join(' ')})`
}
