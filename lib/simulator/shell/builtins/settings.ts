import { FatalError } from '../control-flow'
import { bashOptions } from '../dash'
import type { Interpreter } from '../run/interpreter'
import { shoptNames } from '../shell-options'
import { type Builtin, leadingOptions, refuse, refuseOption } from './builtin'
import { valuesOfAll } from './declarations'

export const set: Builtin = (args, shell) => {
  const { options } = shell.state
  if (args.length === 0) return shell.print(valuesOfAll(shell), 'set') ? 0 : 1
  let index = 0
  for (; index < args.length; index++) {
    const arg = args[index] ?? ''
    if (arg === '-') {
      options.switch('xtrace', false)
      options.switch('verbose', false)
    }
    if (arg === '--' || arg === '-') {
      shell.state.positional = args.slice(index + 1)
      return 0
    }
    if (!/^[-+]./.test(arg)) break
    const on = arg.startsWith('-')
    for (const letter of arg.slice(1)) {
      if (letter !== 'o' && !options.switchLetter(letter, on))
        return refuseOption(shell, 'set', `${arg[0]}${letter}`)
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

export const shopt: Builtin = (args, shell) => {
  const { shopt: on } = shell.state
  const { letters, operands } = leadingOptions(args)
  const isSetting = /[su]/.test(letters)
  if (letters.includes('o') && isSetting)
    return set(
      operands.flatMap((name) => [letters.includes('s') ? '-o' : '+o', name]),
      shell,
    )
  const known = operands.filter((name) => shoptNames.includes(name))
  let status = 0
  for (const name of operands)
    if (!known.includes(name)) status = refuse(shell, 'shopt', `${name}: invalid shell option name`)
  if (isSetting && operands.length > 0) {
    for (const name of known)
      if (letters.includes('s')) on.add(name)
      else on.delete(name)
    return status
  }
  const shown = (operands.length > 0 ? known : shoptNames).filter(
    (name) => !isSetting || on.has(name) === letters.includes('s'),
  )
  const lines = shown.map((name) =>
    letters.includes('p')
      ? `shopt ${on.has(name) ? '-s' : '-u'} ${name}\n`
      : `${name.padEnd(15)}\t${on.has(name) ? 'on' : 'off'}\n`,
  )
  if (!letters.includes('q')) shell.print(lines.join(''), 'shopt')
  return operands.length > 0 && !operands.every((name) => on.has(name)) ? 1 : status
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
