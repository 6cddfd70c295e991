import { absolute } from '../../file-system/paths'
import { FileSystemError } from '../../file-system/file-system-error'
import { Exit, FatalError, Leave, Return, ShellError } from '../control-flow'
import { misreading } from '../misreading'
import type { Interpreter } from '../run/interpreter'
import type { Steps } from '../steps'
import { SyntaxError } from '../syntax'
import { bytesOf, textOf } from '../text'
import { type Builtin, misused, refuse } from './builtin'

export const yes: Builtin = () => 0
export const no: Builtin = () => 1

/** What `exit` and `return` are given. */
const statusOf = (name: string, args: readonly string[], shell: Interpreter): number => {
  const [given] = args
  const { dialect, status } = shell.state
  if (given === undefined) return status
  if (dialect === 'dash' && !/^\d+$/.test(given))
    throw new FatalError(`${name}: Illegal number: ${given}`, 2)
  if (/^\s*[-+]?\d+\s*$/.test(given))
    return Number(BigInt.asUintN(8, BigInt(given.replace('+', ''))))
  return refuse(shell, name, `${given}: numeric argument required`, 2)
}

export const exit: Builtin = (args, shell) => {
  if (args.length > 1 && /^-?\d+$/.test(args[0] ?? '') && shell.state.dialect === 'bash')
    return refuse(shell, 'exit', 'too many arguments')
  throw new Exit(statusOf('exit', args[0] === '--' ? args.slice(1) : args, shell))
}

export const leave: Builtin = (args, shell) => {
  const { calls, dialect } = shell.state
  if (calls.length === 0 && dialect === 'dash') throw new Exit(statusOf('return', args, shell))
  if (calls.length === 0)
    return refuse(shell, 'return', "can only `return' from a function or sourced script", 2)
  throw new Return(statusOf('return', args, shell))
}

const leaving =
  (how: Leave['how']): Builtin =>
  ([levels = '1'], shell) => {
    const { loops } = shell.state
    if (loops === 0) return 0
    throw new Leave(how, Math.min(Math.max(Number(levels) || 1, 1), loops))
  }

export const breakLoop = leaving('break')
export const continueLoop = leaving('continue')

export const evaluate: Builtin = function* (args, shell) {
  const text = (args[0] === '--' ? args.slice(1) : args).join(' ')
  if (text.trim() === '') return 0
  try {
    yield* shell.read(text)
    return shell.state.status
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    return misread(error, text, shell, 'eval: ')
  }
}

const misread = (
  error: SyntaxError,
  text: string,
  { state }: Interpreter,
  where: string,
): number => {
  const { line } = state
  state.descriptors.stderr.write(bytesOf(misreading(error, text, state, where)))
  state.line = line
  return 2
}

/** Reads a file as part of this script. */
export const source: Builtin = function* ([name, ...args], shell): Steps<number> {
  if (name === undefined) return misused(shell, '.', 'filename argument required')
  const text = readScript(name, shell)
  const { state } = shell
  const { positional, spared, calls, line } = state
  state.calls = [{ name: 'source', isFile: true, source: name, line }, ...calls]
  if (args.length > 0) state.positional = args
  if (state.dialect === 'dash') state.spared = 0
  try {
    yield* shell.read(text)
    return state.status
  } catch (error) {
    if (error instanceof SyntaxError) return misread(error, text, shell, '')
    if (!(error instanceof Return)) throw error
    return error.status
  } finally {
    Object.assign(state, { spared, calls, line })
    if (args.length > 0) state.positional = positional
  }
}

const readScript = (name: string, shell: Interpreter): string => {
  const { files, cwd, dialect, variables, world } = shell.state
  const directories = name.includes('/') ? [] : (variables.text('PATH') ?? '').split(':')
  const path =
    directories.map((directory) => absolute(directory, name)).find((each) => files.exists(each)) ??
    absolute(cwd, name)
  try {
    const bytes = files.read(path)
    world.sources(files.realpath(path))
    return textOf(bytes)
  } catch (error) {
    if (!(error instanceof FileSystemError)) throw error
    if (dialect === 'bash') throw new ShellError(`${name}: ${error.reason}`)
    throw new FatalError(`.: cannot open ${name}: ${error.reason.replace(' or directory', '')}`, 2)
  }
}
