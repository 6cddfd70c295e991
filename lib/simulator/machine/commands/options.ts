import type { CommandOutput } from '../types'

export interface OptionNames {
  /** One-letter flags: `afv`. */
  readonly flags?: string
  /** One-letter options with a value: `mo`. */
  readonly values?: string
  /** Long names, each for the letter it means: `{ recursive: 'R' }`. */
  readonly long?: Readonly<Record<string, string>>
  /** Options end at the first operand, as with commands that run another. */
  readonly untilOperand?: boolean
}

export interface Options {
  readonly operands: readonly string[]
  readonly has: (letter: string) => boolean
  readonly value: (letter: string) => string | undefined
}

/** Sorts a GNU command line; an unknown option throws what the command prints. */
export const parseOptions = (
  command: string,
  args: readonly string[],
  names: OptionNames,
): Options => {
  const found = new Map<string, string>()
  const operands: string[] = []
  for (let index = 0; index < args.length; index++) {
    const arg = args[index] ?? ''
    if (arg === '--') {
      operands.push(...args.slice(index + 1))
      break
    }
    const next = (): string => {
      index++
      if (index >= args.length)
        throw new UsageError(command, `option requires an argument -- '${arg.slice(-1)}'`)
      return args[index] ?? ''
    }
    if (arg.startsWith('--')) readLong(command, arg.slice(2), names, found, next)
    else if (arg.startsWith('-') && arg !== '-')
      readShort(command, arg.slice(1), names, found, next)
    else if (names.untilOperand) {
      operands.push(...args.slice(index))
      break
    } else operands.push(arg)
  }
  return { operands, has: (letter) => found.has(letter), value: (letter) => found.get(letter) }
}

/** A wrong command line, worded as GNU does. */
export class UsageError extends Error {
  constructor(
    readonly command: string,
    readonly problem: string,
  ) {
    super(`${command}: ${problem}\nTry '${command} --help' for more information.\n`)
  }
}

/** Runs a command's body; a wrong command line becomes its output. */
export const answerUsage = async (
  body: () => CommandOutput | Promise<CommandOutput>,
): Promise<CommandOutput> => {
  try {
    return await body()
  } catch (error) {
    if (error instanceof UsageError)
      return { stderr: error.message, exitCode: error.command === 'ls' ? 2 : 1 }
    throw error
  }
}

const readLong = (
  command: string,
  text: string,
  { values = '', long = {} }: OptionNames,
  found: Map<string, string>,
  next: () => string,
): void => {
  const [name = '', given] = splitOnce(text, '=')
  const letter = long[name]
  if (!letter) throw new UsageError(command, `unrecognized option '--${name}'`)
  found.set(letter, given ?? (values.includes(letter) ? next() : ''))
}

const readShort = (
  command: string,
  letters: string,
  { flags = '', values = '' }: OptionNames,
  found: Map<string, string>,
  next: () => string,
): void => {
  for (const [index, letter] of [...letters].entries()) {
    if (values.includes(letter)) {
      found.set(letter, letters.slice(index + 1) || next())
      return
    }
    if (!flags.includes(letter)) throw new UsageError(command, `invalid option -- '${letter}'`)
    found.set(letter, '')
  }
}

const splitOnce = (text: string, separator: string): [string, string?] => {
  const at = text.indexOf(separator)
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)]
}
