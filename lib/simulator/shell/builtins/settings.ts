import { FatalError } from '../control-flow'
import { bashOptions } from '../dash'
import type { Interpreter } from '../run/interpreter'
import { type Builtin, leadingOptions, refuse } from './builtin'
import { listing } from './variables'

export const set: Builtin = (args, shell) => {
  const { options } = shell.state
  if (args.length === 0) return shell.print(listing(shell), 'set') ? 0 : 1
  let index = 0
  for (; index < args.length; index++) {
    const arg = args[index] ?? ''
    if (arg === '--' || arg === '-') {
      shell.state.positional = args.slice(index + 1)
      return 0
    }
    if (!/^[-+]./.test(arg)) break
    const on = arg.startsWith('-')
    for (const letter of arg.slice(1)) {
      if (letter !== 'o' && !options.switchLetter(letter, on))
        return refuse(shell, 'set', `${arg}: invalid option`, 2)
      if (letter !== 'o') continue
      const name = args[++index]
      if (name === undefined) return listOptions(on, shell)
      const isDash = shell.state.dialect === 'dash'
      if (isDash && bashOptions.has(name)) throw new FatalError(`set: Illegal option -o ${name}`, 2)
      if (!options.switch(name, on)) return refuse(shell, 'set', `${name}: invalid option name`, 2)
    }
  }
  if (index < args.length) shell.state.positional = args.slice(index)
  return 0
}

const listOptions = (asTable: boolean, shell: Interpreter): number => {
  const lines = shell.state.options
    .list()
    .map(([name, on]) =>
      asTable ? `${name.padEnd(15)}\t${on ? 'on' : 'off'}\n` : `set ${on ? '-' : '+'}o ${name}\n`,
    )
  return shell.print(lines.join(''), 'set') ? 0 : 1
}

export const shopt: Builtin = (args, { state }) => {
  const { letters, operands } = leadingOptions(args)
  for (const name of operands)
    if (letters.includes('s')) state.shopt.add(name)
    else if (letters.includes('u')) state.shopt.delete(name)
  return letters.includes('q') && !operands.every((name) => state.shopt.has(name)) ? 1 : 0
}

/** Which bits new files don't get. */
export const umask: Builtin = (args, shell) => {
  const { files } = shell.state
  const { letters, operands } = leadingOptions(args)
  const [notation] = operands
  if (notation === undefined) {
    const octal = files.umask.toString(8).padStart(4, '0')
    return shell.print(`${letters.includes('S') ? symbolic(files.umask) : octal}\n`, 'umask')
      ? 0
      : 1
  }
  const mask = /^[0-7]{1,4}$/.test(notation) ? parseInt(notation, 8) : maskOf(notation, files.umask)
  if (mask === undefined)
    return refuse(shell, 'umask', `${notation}: invalid symbolic mode operator`)
  files.umask = mask
  return 0
}

const symbolic = (mask: number): string =>
  [6, 3, 0]
    .map((shift, index) => {
      const bits = (~mask >> shift) & 7
      return `${'ugo'[index]}=${[...'rwx'].filter((_, bit) => (bits & (4 >> bit)) !== 0).join('')}`
    })
    .join(',')

/** `u=rwx,g=rx,o=` */
const maskOf = (notation: string, before: number): number | undefined => {
  let mask = before
  for (const clause of notation.split(',')) {
    const [, who = '', operator = '', letters = ''] =
      /^([ugoa]*)([=+-])([rwx]*)$/.exec(clause) ?? []
    if (operator === '') return undefined
    const bits = [...letters].reduce((sum, letter) => sum | { r: 4, w: 2, x: 1 }[letter as 'r'], 0)
    for (const [index, class_] of [...'ugo'].entries()) {
      if (who !== '' && !who.includes('a') && !who.includes(class_)) continue
      const shift = 6 - 3 * index
      if (operator === '=') mask = (mask & ~(7 << shift)) | ((~bits & 7) << shift)
      else if (operator === '+') mask &= ~(bits << shift)
      else mask |= bits << shift
    }
  }
  return mask
}
