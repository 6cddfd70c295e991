import { UsageError } from '../commands/options'
import type { ShellCommand } from '../types'

/**
 * Whether a command reads its input, told from its arguments: only then is it started when that is complete. Clients that send
 * none often don't end it, and a loop around a command must not lose its own.
 */
export const readsInput = (command: ShellCommand, args: readonly string[]): boolean => {
  const { name } = command
  if (command.readStdin) return declares(command, args)
  if (args.includes('/dev/stdin')) return true
  const filter = filters[name]
  return filter !== undefined && (args.includes('-') || readsAsFilter(filter, args))
}

/** One that is called wrongly says so, and reads nothing. */
const declares = (command: ShellCommand, args: readonly string[]): boolean => {
  try {
    return command.readStdin?.(args) ?? false
  } catch (error) {
    if (error instanceof UsageError) return false
    throw error
  }
}

interface Usage {
  /** How many operands come before the files. */
  readonly before: number
  /** Letters of options that take a value. */
  readonly values: string
}

const usage = (before = 0, values = ''): Usage => ({ before, values })

/** These read their input when no file is named. */
const filters: Readonly<Record<string, Usage>> = {
  md5sum: usage(),
  sha1sum: usage(),
  sha256sum: usage(),
  sha512sum: usage(),
  jq: usage(1),
}

const readsAsFilter = ({ before, values }: Usage, args: readonly string[]): boolean => {
  const programGiven = before > 0 && args.some((arg) => /^-[ef]/.test(arg))
  return operandsOf(args, values).length <= before - (programGiven ? 1 : 0)
}

/** From the first operand on: options, and the values they take, are passed over. */
const operandsOf = (args: readonly string[], values: string): readonly string[] => {
  for (let index = 0; index < args.length; index++) {
    const arg = args[index] ?? ''
    if (arg === '--') return args.slice(index + 1)
    if (!arg.startsWith('-') || arg === '-') return args.slice(index)
    if (/^-\w+$/.test(arg) && values.includes(arg.slice(-1))) index++
  }
  return []
}
