import type { CommandContext, CommandOutput } from '../../machine/types'
import { commandUsage, groupUsage, help, helpOptions, metavarOf, usageError } from './click-texts'
import type { ClickWords } from './click-words'

/** A command of SONiC's CLI: what `config` and `show` are made of. */
export interface CliCommand {
  readonly parameters: readonly CliParameter[]
  /** Flags that it takes; some of them are not heeded here. */
  readonly options?: readonly CliOption[]
  /** The first line of what `--help` says. */
  readonly help?: string
  run(
    values: readonly string[],
    context: CommandContext,
    flags: readonly string[],
  ): CommandOutput | Promise<CommandOutput>
}

export interface CliParameter {
  /** As the usage line shows it: `VIP`, `<owner>`; by default the choices. */
  readonly metavar?: string
  /** The only words it takes. */
  readonly choices?: readonly string[]
  /** It may be left out. */
  readonly optional?: true
}

export interface CliOption {
  readonly flags: readonly string[]
  readonly help: string
  /** It has a value, of this kind: the command is given `--lines=5`. */
  readonly takes?: string
}

export interface CliGroup {
  readonly help?: string
  /** Takes unique prefixes of its commands, `kube` for `kubernetes`: SONiC's AbbreviationGroup. */
  readonly abbreviates?: true
  /** Refuses whoever may not run its commands; help is for all. */
  refuses?(context: CommandContext): CommandOutput | undefined
  readonly commands: Readonly<Record<string, CliGroup | CliCommand>>
}

/** A line of SONiC's CLI: how its click speaks, and who calls it. */
export interface CliCall {
  readonly words: ClickWords
  readonly context: CommandContext
}

type Answer = CommandOutput | Promise<CommandOutput>

/** Finds the command and runs it, as click does; its usage errors exit 2. The path has the words as they were typed. */
export function runCli(
  path: string,
  entry: CliGroup | CliCommand,
  args: readonly string[],
  call: CliCall,
): Answer {
  return 'commands' in entry
    ? runGroup(path, entry, args, call)
    : runCommand(path, entry, args, call)
}

function runGroup(
  path: string,
  group: CliGroup,
  [word, ...rest]: readonly string[],
  call: CliCall,
): Answer {
  const { words, context } = call
  if (word === undefined || helpOptions.includes(word)) return { stdout: help(path, group, words) }
  const fail = (error: string): CommandOutput => usageError(path, groupUsage(path), error, words)
  if (word.startsWith('-')) return fail(words.noSuchOption(word))
  const names = Object.keys(group.commands)
  const matches = group.abbreviates
    ? names.filter((name) => name.startsWith(word.toLowerCase()))
    : []
  const shortest = matches.toSorted((one, other) => one.length - other.length)[0] ?? ''
  const name = names.includes(word) ? word : shortest
  if (name !== word && !matches.every((each) => each.startsWith(name)))
    return fail(`Too many matches: ${matches.toSorted().join(', ')}`)
  const found = group.commands[name]
  if (!found) return fail(`No such command ${words.quoted(word)}.`)
  return group.refuses?.(context) ?? runCli(`${path} ${word}`, found, rest, call)
}

function runCommand(
  path: string,
  command: CliCommand,
  given: readonly string[],
  { words, context }: CliCall,
): Answer {
  const { parameters, options = [] } = command
  const args = withValues(given, options)
  const fail = (error: string): CommandOutput =>
    usageError(path, commandUsage(path, command, words), error, words)
  const known = options.flatMap(({ flags }) => flags)
  const end = args.includes('--') ? args.indexOf('--') : args.length
  const flags = args.slice(0, end).filter((arg) => /^-./.test(arg))
  if (flags.some((flag) => helpOptions.includes(flag)))
    return { stdout: help(path, command, words) }
  const unknown = flags.find((flag) => !known.includes(flag.split('=')[0] ?? ''))
  if (unknown !== undefined) return fail(words.noSuchOption(unknown.split('=')[0] ?? ''))
  const values = args.filter((arg, at) => at !== end && !(at < end && flags.includes(arg)))
  const wrong = whatIsWrong(values, parameters, words)
  return wrong === undefined ? command.run(values, context, flags) : fail(wrong)
}

/** The value of an option, joined to it. */
function withValues(args: readonly string[], options: readonly CliOption[]): readonly string[] {
  const valued = options.filter(({ takes }) => takes !== undefined).flatMap(({ flags }) => flags)
  const joined: string[] = []
  for (let at = 0; at < args.length; at++) {
    const arg = args[at] ?? ''
    joined.push(valued.includes(arg) && at + 1 < args.length ? `${arg}=${args[++at]}` : arg)
  }
  return joined
}

function whatIsWrong(
  values: readonly string[],
  parameters: readonly CliParameter[],
  words: ClickWords,
): string | undefined {
  for (const [at, parameter] of parameters.entries()) {
    const { choices = [], optional } = parameter
    const value = values[at]
    if (value === undefined && optional) continue
    const metavar = metavarOf(parameter, words)
    if (value === undefined) return words.missing(metavar, choices)
    if (choices.length > 0 && !choices.includes(value))
      return words.invalid(metavar, value, choices)
  }
  const extra = values.slice(parameters.length)
  if (extra.length === 0) return undefined
  return `Got unexpected extra argument${extra.length > 1 ? 's' : ''} (${extra.join(' ')})`
}
