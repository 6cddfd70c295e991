import { FatalError } from './awk-error'

type OwnOption = 'usage' | 'version' | 'interactive'

/** What stands on a command line. */
export interface CommandLine {
  readonly assignments: readonly string[]
  /** `-F`'s. */
  readonly separator: string | undefined
  readonly files: readonly string[]
  /** The program, where no file holds one. */
  readonly program: string | undefined
  readonly operands: readonly string[]
  /** `-W`'s. */
  readonly own: OwnOption | undefined
  /** Those of `-W` that mean nothing. */
  readonly vacuous: readonly string[]
}

/** Throws FatalError for what is no option. */
export const readCommandLine = (args: readonly string[]): CommandLine => {
  const assignments: string[] = []
  const files: string[] = []
  let separator: string | undefined
  const vacuous: string[] = []
  let own: OwnOption | undefined
  let at = 0
  for (; at < args.length; at++) {
    const arg = args[at] ?? ''
    if (!arg.startsWith('-') || arg === '-') break
    if (arg === '--') {
      at++
      break
    }
    const letter = arg[1] ?? ''
    if (arg.startsWith('--') || !'FfvW'.includes(letter))
      throw new FatalError(`not an option: ${arg}`)
    if (arg.length === 2 && at + 1 >= args.length)
      throw new FatalError(`option ${arg} lacks argument`)
    const value = arg.length > 2 ? arg.slice(2) : (args[++at] ?? '')
    if (letter === 'F') separator = value
    else if (letter === 'f') files.push(value)
    else if (letter === 'v') assignments.push(value)
    else {
      own = ownOption(value) ?? own
      if (ownOption(value) === undefined) vacuous.push(value)
    }
  }
  const program = files.length > 0 ? undefined : args[at]
  const operands = args.slice(files.length > 0 ? at : at + 1)
  return { assignments, separator, files, program, operands, own, vacuous }
}

const ownOptions = ['version', 'help', 'usage', 'interactive'] as const

/** mawk's own options may be shortened. */
const ownOption = (value: string): OwnOption | undefined => {
  const found = ownOptions.find((each) => value !== '' && each.startsWith(value))
  return found === 'help' ? 'usage' : found
}
