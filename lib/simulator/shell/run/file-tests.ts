import { permissions, type Stat } from '../../file-system/inode'
import { ShellError } from '../control-flow'
import { calculate } from '../words/integers'
import type { Interpreter } from './interpreter'

/** `-d PATH` and its like, of `[` and `[[`. */
export const isTrueOf = (operator: string, operand: string, shell: Interpreter): boolean => {
  const { state } = shell
  switch (operator) {
    case '-n':
      return operand !== ''
    case '-z':
      return operand === ''
    case '-v':
      return shell.words.parameters.value(operand) !== undefined
    case '-o':
      return state.options.list().some(([name, on]) => name === operand && on)
    case '-t':
      return false
    case '-r':
      return state.files.mayAccess(shell.path(operand), permissions.read)
    case '-w':
      return state.files.mayAccess(shell.path(operand), permissions.write)
    case '-x':
      return state.files.mayAccess(shell.path(operand), permissions.execute)
    default:
      return ofFile(operator, operand, shell)
  }
}

const ofFile = (operator: string, operand: string, shell: Interpreter): boolean => {
  const isLink = operator === '-h' || operator === '-L'
  const stat = operand === '' ? undefined : statOf(operand, shell, !isLink)
  if (!stat) return false
  switch (operator) {
    case '-a':
    case '-e':
      return true
    case '-f':
      return stat.kind === 'file'
    case '-d':
      return stat.kind === 'directory'
    case '-c':
      return stat.kind === 'device'
    case '-h':
    case '-L':
      return stat.kind === 'symlink'
    case '-s':
      return stat.size > 0
    case '-u':
      return (stat.mode & 0o4000) !== 0
    case '-g':
      return (stat.mode & 0o2000) !== 0
    case '-k':
      return (stat.mode & 0o1000) !== 0
    case '-O':
      return stat.uid === shell.state.world.uid
    case '-G':
      return shell.state.files.credentials.gids.includes(stat.gid)
    case '-S':
      return shell.state.world.isSocket(shell.path(operand))
    default:
      return false
  }
}

const statOf = (operand: string, shell: Interpreter, follow: boolean): Stat | undefined => {
  const { files } = shell.state
  const path = shell.path(operand)
  try {
    return follow ? files.stat(path) : files.lstat(path)
  } catch {
    return undefined
  }
}

/** `A = B`, `A -lt B`, `A -nt B`; in `[[` numbers are expressions. */
export const compare = (
  left: string,
  operator: string,
  right: string,
  shell: Interpreter,
  expressions = false,
): boolean => {
  switch (operator) {
    case '=':
    case '==':
      return left === right
    case '!=':
      return left !== right
    case '<':
      return left < right
    case '>':
      return left > right
    case '-nt':
      return modified(left, shell) > modified(right, shell)
    case '-ot':
      return modified(left, shell) < modified(right, shell)
    case '-ef': {
      const [a, b] = [statOf(left, shell, true), statOf(right, shell, true)]
      return a !== undefined && a.ino === b?.ino
    }
    default: {
      const relation = relations[operator]
      if (relation === undefined) throw new ShellError(`${operator}: binary operator expected`, 2)
      const number = expressions ? (text: string) => shell.words.number(text) : integer
      return calculate(relation, number(left), number(right)) !== 0n
    }
  }
}

const modified = (operand: string, shell: Interpreter): number =>
  statOf(operand, shell, true)?.mtimeMs ?? -Infinity

const integer = (text: string): bigint => {
  if (!/^\s*[-+]?\d+\s*$/.test(text))
    throw new ShellError(`${text}: integer expression expected`, 2)
  return BigInt(text.trim().replace(/^\+/, ''))
}

/** `-lt` and its like as arithmetic has them. */
const relations: Readonly<Record<string, string>> = {
  '-eq': '==',
  '-ne': '!=',
  '-lt': '<',
  '-le': '<=',
  '-gt': '>',
  '-ge': '>=',
}
