import { functionSource } from '../source/functions'
import { keywords } from '../keywords'
import type { Interpreter } from '../run/interpreter'
import { builtinOf, dispatch } from '../run/simple-command'
import { type Builtin, leadingOptions, refuse } from './builtin'
import { builtins } from './table'

type Kind = 'alias' | 'keyword' | 'function' | 'builtin' | 'file'

/** What a name would run, and where the file is. */
const meaningOf = (name: string, shell: Interpreter): { kind: Kind; path?: string } | undefined => {
  const { state } = shell
  if (state.aliases.has(name)) return { kind: 'alias' }
  if (keywords.has(name)) return { kind: 'keyword' }
  if (state.functions.has(name)) return { kind: 'function' }
  if (name === 'exec' || builtinOf(name, shell)) return { kind: 'builtin' }
  const found = state.world.find(name, state.variables.text('PATH') ?? '', state.cwd)
  return 'missing' in found ? undefined : { kind: 'file', path: found.path }
}

const described = (
  name: string,
  meaning: { kind: Kind; path?: string },
  isDash: boolean,
): string => {
  switch (meaning.kind) {
    case 'keyword':
      return `${name} is a shell keyword`
    case 'function':
      return isDash ? `${name} is a shell function` : `${name} is a function`
    case 'builtin':
      return `${name} is a shell builtin`
    case 'alias':
      return `${name} is an alias`
    case 'file':
      return `${name} is ${meaning.path}`
  }
}

export const type: Builtin = (args, shell) => {
  const { letters, operands } = leadingOptions(args)
  const isDash = shell.state.dialect === 'dash'
  let status = 0
  for (const name of operands) {
    const meaning = meaningOf(name, shell)
    if (meaning && letters.includes('t')) shell.print(`${meaning.kind}\n`, 'type')
    else if (meaning && /[pP]/.test(letters))
      shell.print(meaning.path ? `${meaning.path}\n` : '', 'type')
    else if (meaning) {
      const definition = isDash ? undefined : shell.state.functions.get(name)
      const source = meaning.kind === 'function' && definition ? functionSource(definition) : ''
      shell.print(`${described(name, meaning, isDash)}\n${source}`, 'type')
    } else {
      if (isDash) shell.print(`${name}: not found\n`, 'type')
      else if (!/[tpP]/.test(letters)) refuse(shell, 'type', `${name}: not found`)
      status = isDash ? 127 : 1
    }
  }
  return status
}

export const command: Builtin = function* (args, shell) {
  const { letters, operands } = leadingOptions(args)
  const [name, ...rest] = operands
  if (name === undefined) return 0
  if (!/[vV]/.test(letters)) {
    yield* dispatch(name, rest, shell, false)
    return shell.state.status
  }
  const meaning = meaningOf(name, shell)
  if (!meaning) return shell.state.dialect === 'dash' ? 127 : 1
  const line = letters.includes('V')
    ? described(name, meaning, shell.state.dialect === 'dash')
    : meaning.kind === 'alias'
      ? `alias ${name}='${shell.state.aliases.get(name)}'`
      : (meaning.path ?? name)
  return shell.print(`${line}\n`, 'command') ? 0 : 1
}

export const builtin: Builtin = function* ([name = '', ...args], shell) {
  const own = builtins.get(name)
  if (!own) return refuse(shell, 'builtin', `${name}: not a shell builtin`)
  const status = own(args, shell)
  return typeof status === 'number' ? status : yield* status
}

export const hash: Builtin = (args, shell) => {
  const { operands } = leadingOptions(args)
  const isBash = shell.state.dialect === 'bash'
  if (operands.length === 0 && isBash && shell.print('hash: hash table empty\n', 'hash')) return 0
  const missing = operands.filter((name) => !meaningOf(name, shell))
  for (const name of missing) refuse(shell, 'hash', `${name}: not found`)
  return missing.length > 0 ? 1 : 0
}

export const alias: Builtin = (args, shell) => {
  const { aliases } = shell.state
  const wanted = args.length > 0 ? args : [...aliases.keys()].sort()
  let status = 0
  for (const arg of wanted) {
    const [, name, value] = /^([^=]+)=(.*)$/s.exec(arg) ?? []
    if (name !== undefined && value !== undefined) aliases.set(name, value)
    else if (aliases.has(arg)) shell.print(`alias ${arg}='${aliases.get(arg)}'\n`, 'alias')
    else status = refuse(shell, 'alias', `${arg}: not found`)
  }
  return status
}

export const unalias: Builtin = (args, shell) => {
  const { aliases } = shell.state
  if (args[0] === '-a') aliases.clear()
  return args.every((name) => name === '-a' || aliases.delete(name)) ? 0 : 1
}
