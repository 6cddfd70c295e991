import { FileSystemError } from '../../file-system/file-system-error'
import { permissions } from '../../file-system/inode'
import type { Interpreter } from '../run/interpreter'
import { type Builtin, leadingOptions, refuse } from './builtin'

const enter = (name: string, builtin: string, shell: Interpreter, told = name): number => {
  const { state } = shell
  const path = shell.path(name)
  const reason = whyNot(path, shell)
  if (reason !== undefined) {
    return state.dialect === 'dash'
      ? refuse(shell, builtin, `can't cd to ${told}`, 2)
      : refuse(shell, builtin, `${told}: ${reason}`)
  }
  state.variables.set('OLDPWD', state.cwd)
  state.cwd = path
  state.variables.set('PWD', path)
  return 0
}

const whyNot = (path: string, { state: { files } }: Interpreter): string | undefined => {
  try {
    if (files.stat(path).kind !== 'directory') return 'Not a directory'
    return files.mayAccess(path, permissions.execute) ? undefined : 'Permission denied'
  } catch (error) {
    if (error instanceof FileSystemError) return error.reason
    throw error
  }
}

export const cd: Builtin = (args, shell) => {
  const { variables } = shell.state
  const { letters, operands } = leadingOptions(args)
  const [given] = operands
  const name = given ?? variables.text('HOME')
  if (name === undefined) return refuse(shell, 'cd', 'HOME not set')
  if (name === '') return 0
  if (name === '-') {
    const before = variables.text('OLDPWD')
    if (before === undefined) return refuse(shell, 'cd', 'OLDPWD not set')
    const status = enter(before, 'cd', shell)
    if (status === 0) shell.print(`${shell.state.cwd}\n`, 'cd')
    return status
  }
  const status = enter(name, 'cd', shell)
  if (status === 0 && letters.includes('P'))
    shell.state.cwd = shell.state.files.realpath(shell.state.cwd)
  return status
}

export const pwd: Builtin = (args, shell) => {
  const { cwd, files } = shell.state
  return shell.print(`${args.includes('-P') ? files.realpath(cwd) : cwd}\n`, 'pwd') ? 0 : 1
}

export const pushd: Builtin = ([name], shell) => {
  const { state } = shell
  const before = state.cwd
  const target = name ?? state.directories.shift()
  if (target === undefined) return refuse(shell, 'pushd', 'no other directory')
  const status = enter(target, 'pushd', shell)
  if (status !== 0) return status
  state.directories.unshift(before)
  return dirs([], shell)
}

export const popd: Builtin = (_, shell) => {
  const target = shell.state.directories.shift()
  if (target === undefined) return refuse(shell, 'popd', 'directory stack empty')
  const status = enter(target, 'popd', shell)
  return status === 0 ? dirs([], shell) : status
}

export const dirs: Builtin = (_, shell) => {
  const { cwd, directories } = shell.state
  return shell.print(`${[cwd, ...directories].join(' ')}\n`, 'dirs') ? 0 : 1
}
