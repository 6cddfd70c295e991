import type { CommandOutput } from '../types'

export interface OptionNames {
  /** One-letter flags: `afv`. */
  readonly flags?: string
  /** One-letter options with a value: `mo`. */
  readonly values?: string
  /** One-letter options whose value, if they have one, is written behind the letter: `-i.bak`. */
  readonly optional?: string
  /** Long names, each for the letter it means: `{ recursive: 'R' }`. */
  readonly long?: Readonly<Record<string, string>>
  /** Long names without a letter, found under their name; a value may be given behind `=`. */
  readonly longFlags?: readonly string[]
  /** Long names without a letter, that want a value. */
  readonly longValues?: readonly string[]
  /** Options end at the first operand, as with commands that run another. */
  readonly untilOperand?: boolean
}

export interface Options {
  readonly operands: readonly string[]
  readonly has: (name: string) => boolean
  /** The last that was given. */
  readonly value: (name: string) => string | undefined
  /** All that were given, of an option that may stand several times. */
  readonly values: (name: string) => readonly string[]
  /** The last given of several options that exclude each other. */
  readonly lastOf: (names: string) => string | undefined
}

/** Sorts a GNU command line; an unknown option throws what the command prints. */
export const parseOptions = (
  command: string,
  args: readonly string[],
  names: OptionNames,
): Options => {
  const found: Found = []
  const operands: string[] = []
  for (let index = 0; index < args.length; index++) {
    const arg = args[index] ?? ''
    if (arg === '--') {
      operands.push(...args.slice(index + 1))
      break
    }
    const next = (told: string): string => {
      index++
      if (index >= args.length) throw new UsageError(command, told)
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
  const values = (name: string): string[] =>
    found.flatMap(([each, value]) => (each === name ? [value] : []))
  return {
    operands,
    has: (name) => found.some(([each]) => each === name),
    value: (name) => values(name).at(-1),
    values,
    lastOf: (letters) => found.filter(([each]) => letters.includes(each)).at(-1)?.[0],
  }
}

/** In the order of the command line. */
type Found = [name: string, value: string][]

/** A wrong command line, worded as GNU does. */
export class UsageError extends Error {
  constructor(
    readonly command: string,
    readonly problem: string,
  ) {
    super(`${command}: ${problem}\nTry '${command} --help' for more information.\n`)
  }
}

/** Those of most commands is 1. */
const exitCodes: Readonly<Record<string, number>> = { ls: 2, sort: 2, grep: 2, diff: 2, timeout: 125, env: 125, nohup: 125 } // prettier-ignore

/** Runs a command's body; a wrong command line becomes its output. */
export const answerUsage = async <T extends object = CommandOutput>(
  body: () => T | Promise<T>,
): Promise<T | { readonly stderr: string; readonly exitCode: number }> => {
  try {
    return await body()
  } catch (error) {
    if (error instanceof UsageError)
      return { stderr: error.message, exitCode: exitCodes[error.command] ?? 1 }
    throw error
  }
}

const readLong = (
  command: string,
  text: string,
  names: OptionNames,
  found: Found,
  next: (told: string) => string,
): void => {
  const { values = '', long = {}, longFlags = [], longValues = [] } = names
  const [typed = '', given] = splitOnce(text, '=')
  const all = [...Object.keys(long), ...longFlags, ...longValues]
  const candidates = all.includes(typed) ? [typed] : all.filter((each) => each.startsWith(typed))
  const meanings = new Set(candidates.map((each) => long[each] ?? each))
  const [meant] = meanings
  if (meant === undefined) throw new UsageError(command, `unrecognized option '--${typed}'`)
  if (meanings.size > 1) {
    const told = candidates.map((each) => `'--${each}'`).join(' ')
    throw new UsageError(command, `option '--${typed}' is ambiguous; possibilities: ${told}`)
  }
  const wantsValue = values.includes(meant) || longValues.includes(meant)
  const told = `option '--${candidates[0]}' requires an argument`
  found.push([meant, given ?? (wantsValue ? next(told) : '')])
}

const readShort = (
  command: string,
  letters: string,
  { flags = '', values = '', optional = '' }: OptionNames,
  found: Found,
  next: (told: string) => string,
): void => {
  for (const [index, letter] of [...letters].entries()) {
    const rest = letters.slice(index + 1)
    if (values.includes(letter)) {
      found.push([letter, rest || next(`option requires an argument -- '${letter}'`)])
      return
    }
    if (optional.includes(letter)) {
      found.push([letter, rest])
      return
    }
    if (!flags.includes(letter)) throw new UsageError(command, `invalid option -- '${letter}'`)
    found.push([letter, ''])
  }
}

const splitOnce = (text: string, separator: string): [string, string?] => {
  const at = text.indexOf(separator)
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)]
}
