import type { CommandOutput } from '../../machine/types'
import type { CliCommand, CliGroup } from './click'

export const helpOptions = ['-?', '-h', '--help']

export const groupUsage = (path: string): string => `Usage: ${path} [OPTIONS] COMMAND [ARGS]...\n`

export const commandUsage = (path: string, { parameters }: CliCommand): string =>
  `Usage: ${[path, '[OPTIONS]', ...parameters.map(({ metavar }) => metavar)].join(' ')}\n`

/** On stderr, with exit code 2. */
export const usageError = (path: string, usage: string, error: string): CommandOutput => ({
  stderr: `${usage}Try "${path} -h" for help.\n\nError: ${error}\n`,
  exitCode: 2,
})

/** What `--help` prints, and a group that is called without a command. */
export function help(path: string, entry: CliGroup | CliCommand): string {
  const isGroup = 'commands' in entry
  const options = [
    ...(isGroup ? [] : (entry.options ?? []).map((each) => [each.flags.join(', '), each.help])),
    [helpOptions.join(', '), 'Show this message and exit.'],
  ]
  const parts = [
    isGroup ? groupUsage(path) : commandUsage(path, entry),
    ...(entry.help ? [`  ${entry.help}\n`] : []),
    `Options:\n${columns(options)}`,
  ]
  if (isGroup) {
    const names = Object.keys(entry.commands).toSorted()
    parts.push(
      `Commands:\n${columns(names.map((name) => [name, entry.commands[name]?.help ?? '']))}`,
    )
  }
  return parts.join('\n')
}

/** Two columns, two spaces apart. */
function columns(rows: readonly (readonly string[])[]): string {
  const width = Math.max(...rows.map(([first = '']) => first.length))
  return rows
    .map(([first = '', second = '']) => `  ${first.padEnd(width)}  ${second}`.trimEnd() + '\n')
    .join('')
}
