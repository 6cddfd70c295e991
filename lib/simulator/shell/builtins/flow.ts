import { absolute } from '../../file-system/paths'
import { FileSystemError } from '../../file-system/file-system-error'
import { Exit, FatalError, Leave, Return, ShellError } from '../control-flow'
import type { Interpreter } from '../run/interpreter'
import type { Steps } from '../steps'
import { SyntaxError } from '../syntax'
import { textOf } from '../text'
import { type Builtin, refuse } from './builtin'

export const yes: Builtin = () => 0
export const no: Builtin = () => 1

const statusOf = (args: readonly string[], shell: Interpreter): number =>
  args[0] === undefined ? shell.state.status : Number(args[0]) & 255

export const exit: Builtin = (args, shell) => {
  const [given = '0'] = args
  if (/^-?\d+$/.test(given)) throw new Exit(statusOf(args, shell))
  refuse(shell, 'exit', `${given}: numeric argument required`)
  throw new Exit(2)
}

export const leave: Builtin = (args, shell) => {
  const { calls, sourced } = shell.state
  if (calls.length === 0 && sourced === 0 && shell.state.dialect === 'dash')
    throw new Exit(statusOf(args, shell))
  if (calls.length === 0 && sourced === 0)
    return refuse(shell, 'return', "can only `return' from a function or sourced script", 2)
  throw new Return(statusOf(args, shell))
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
    return refuse(shell, 'eval', error.message, 2)
  }
}

/** Reads a file as part of this script. */
export const source: Builtin = function* ([name, ...args], shell): Steps<number> {
  if (name === undefined) return refuse(shell, '.', 'filename argument required', 2)
  const text = readScript(name, shell)
  const { state } = shell
  const { positional, spared } = state
  state.sourced++
  if (args.length > 0) state.positional = args
  if (state.dialect === 'dash') state.spared = 0
  try {
    yield* shell.read(text)
    return state.status
  } catch (error) {
    if (error instanceof SyntaxError) return refuse(shell, name, error.message, 2)
    if (!(error instanceof Return) || state.calls.length > 0) throw error
    return error.status
  } finally {
    state.sourced--
    state.spared = spared
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
