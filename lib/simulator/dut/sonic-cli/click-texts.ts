import type { CommandOutput } from '../../machine/types'
import type { CliCommand, CliGroup, CliOption, CliParameter } from './click'
import type { ClickWords } from './click-words'

export const helpOptions = ['-?', '-h', '--help']

export const groupUsage = (path: string): string => `Usage: ${path} [OPTIONS] COMMAND [ARGS]...\n`

/** As the usage line and errors name an argument. */
export const metavarOf = ({ metavar, choices = [] }: CliParameter, words: ClickWords): string =>
  metavar ?? words.choicesMetavar(choices)

export function commandUsage(path: string, { parameters }: CliCommand, words: ClickWords): string {
  const names = parameters.map((parameter) => {
    const name = metavarOf(parameter, words)
    return parameter.optional ? `[${name}]` : name
  })
  return `Usage: ${[path, '[OPTIONS]', ...names].join(' ')}\n`
}

/** On stderr, with exit code 2. */
export const usageError = (
  path: string,
  usage: string,
  error: string,
  words: ClickWords,
): CommandOutput => ({
  stderr: `${usage}Try ${words.quoted(`${path} -h`)} for help.\n\nError: ${error}\n`,
  exitCode: 2,
})

/** What `--help` prints, and a group that is called without a command. */
export function help(path: string, entry: CliGroup | CliCommand, words: ClickWords): string {
  const isGroup = 'commands' in entry
  const options = [
    ...(isGroup ? [] : (entry.options ?? []).map((each) => [nameOf(each), each.help])),
    [helpOptions.join(', '), 'Show this message and exit.'],
  ]
  const parts = [
    isGroup ? groupUsage(path) : commandUsage(path, entry, words),
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

const nameOf = ({ flags, takes }: CliOption): string =>
  takes === undefined ? flags.join(', ') : `${flags.join(', ')} ${takes}`

/** Two columns, two spaces apart. */
function columns(rows: readonly (readonly string[])[]): string {
  const width = Math.max(...rows.map(([first = '']) => first.length))
  return rows
    .map(([first = '', second = '']) => `  ${first.padEnd(width)}  ${second}`.trimEnd() + '\n')
    .join('')
}
