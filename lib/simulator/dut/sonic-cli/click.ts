import type { CommandContext, CommandOutput } from '../../machine/types'

/** A command of SONiC's CLI: what `config` and `show` are made of. */
export interface CliCommand {
  /** Names of its arguments, as the usage line shows them. */
  readonly parameters: readonly CliParameter[]
  run(values: readonly string[], context: CommandContext): CommandOutput | Promise<CommandOutput>
}

export interface CliParameter {
  readonly name: string
  /** The only words it takes. */
  readonly choices?: readonly string[]
}

export interface CliGroup {
  readonly [name: string]: CliGroup | CliCommand
}

/** Finds the command by unique prefixes (`kube` for `kubernetes`) and runs it; click's usage errors exit 2. */
export function runCli(
  program: string,
  group: CliGroup,
  args: readonly string[],
  context: CommandContext,
): CommandOutput | Promise<CommandOutput> {
  const [word, ...rest] = args.filter((arg) => arg !== '-y')
  const options = ['-h', '-?', '--help']
  if (word === undefined || options.includes(word))
    return { stdout: groupHelp(program, group), exitCode: 0 }
  const names = Object.keys(group)
  const matches = names.includes(word) ? [word] : names.filter((name) => name.startsWith(word))
  if (matches.length > 1)
    return usageError(
      program,
      'COMMAND [ARGS]...',
      `Too many matches: ${matches.sort().join(', ')}`,
    )
  const [name = ''] = matches
  const found = group[name]
  if (!found) return usageError(program, 'COMMAND [ARGS]...', `No such command "${word}".`)
  const path = `${program} ${name}`
  return isCommand(found)
    ? runCommand(path, found, rest, context)
    : runCli(path, found, rest, context)
}

function runCommand(
  path: string,
  command: CliCommand,
  args: readonly string[],
  context: CommandContext,
): CommandOutput | Promise<CommandOutput> {
  const shape = command.parameters
    .map(({ name, choices }) => (choices ? `[${choices.join('|')}]` : `<${name}>`))
    .join(' ')
  const missing = command.parameters[args.length]
  if (missing)
    return usageError(
      path,
      shape,
      `Missing argument "${missing.choices ? `[${missing.choices.join('|')}]` : `<${missing.name}>`}".`,
    )
  const extra = args.slice(command.parameters.length)
  if (extra.length > 0)
    return usageError(
      path,
      shape,
      `Got unexpected extra argument${extra.length > 1 ? 's' : ''} (${extra.join(' ')})`,
    )
  for (const [at, { choices }] of command.parameters.entries()) {
    const value = args[at] ?? ''
    if (choices && !choices.includes(value))
      return usageError(
        path,
        shape,
        `Invalid value for "[${choices.join('|')}]": invalid choice: ${value}. (choose from ${choices.join(', ')})`,
      )
  }
  return command.run(args, context)
}

const usageError = (path: string, shape: string, error: string): CommandOutput => ({
  stderr: `Usage: ${path} [OPTIONS]${shape ? ` ${shape}` : ''}\nTry "${path} -h" for help.\n\nError: ${error}\n`,
  exitCode: 2,
})

const groupHelp = (path: string, group: CliGroup): string =>
  `Usage: ${path} [OPTIONS] COMMAND [ARGS]...\n\nOptions:\n  -h, -?, --help  Show this message and exit.\n\nCommands:\n${Object.keys(
    group,
  )
    .sort()
    .map((name) => `  ${name}\n`)
    .join('')}`

const isCommand = (entry: CliGroup | CliCommand): entry is CliCommand =>
  'parameters' in entry && Array.isArray(entry.parameters)
