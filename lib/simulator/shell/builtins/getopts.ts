import type { Interpreter } from '../run/interpreter'
import { bytesOf } from '../text'
import type { Builtin } from './builtin'

/** POSIX's getopts; where in a word of several letters it stands is kept in a variable of its own. */
export const getopts: Builtin = (args, shell) => {
  const [options = '', name = '', ...given] = args
  const { variables, positional } = shell.state
  const words = given.length > 0 ? given : positional
  const [index = 1, within = 1] = (variables.text('OPTIND') ?? '1').split(':').map(Number)
  const offset = Number(variables.text('_OPTPOS') ?? within) || 1
  const word = words[index - 1] ?? ''
  if (!/^-./.test(word) || word === '--') {
    if (word === '--') variables.set('OPTIND', String(index + 1))
    variables.set(name, '?')
    return 1
  }
  const letter = word[offset] ?? ''
  const takesValue = options.includes(`${letter}:`)
  const isLast = offset + 1 >= word.length
  const advance = (by: number): void => {
    variables.set('OPTIND', String(index + by))
    variables.set('_OPTPOS', '1')
  }
  if (letter === ':' || !options.includes(letter)) {
    if (isLast) advance(1)
    else variables.set('_OPTPOS', String(offset + 1))
    return wrongOption(`illegal option -- ${letter}`, letter, '?', name, options, shell)
  }
  if (!takesValue) {
    if (isLast) advance(1)
    else variables.set('_OPTPOS', String(offset + 1))
    variables.unset('OPTARG')
  } else if (!isLast || words[index] !== undefined) {
    variables.set('OPTARG', isLast ? (words[index] ?? '') : word.slice(offset + 1))
    advance(isLast ? 2 : 1)
  } else {
    advance(1)
    return wrongOption(
      `option requires an argument -- ${letter}`,
      letter,
      ':',
      name,
      options,
      shell,
    )
  }
  variables.set(name, letter)
  return 0
}

/** bash names itself without the line, dash not even that. */
const told = (message: string, { state }: Interpreter): string =>
  state.dialect === 'bash'
    ? `${state.start.argv0}: ${message}\n`
    : `${message
        .replace('illegal', 'Illegal')
        .replace(/^option requires an argument --/, 'No arg for')
        .replace(/^(No arg for) (.)$/, '$1 -$2 option')
        .replace('-- ', '-')}\n`

const wrongOption = (
  message: string,
  letter: string,
  quietly: string,
  name: string,
  options: string,
  shell: Interpreter,
): number => {
  const { variables } = shell.state
  const isQuiet = options.startsWith(':')
  variables.set(name, isQuiet ? quietly : '?')
  if (isQuiet) variables.set('OPTARG', letter)
  else shell.state.descriptors.stderr.write(bytesOf(told(message, shell)))
  return 0
}
