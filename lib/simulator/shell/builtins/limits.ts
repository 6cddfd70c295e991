import type { Builtin } from './builtin'
import { leadingOptions, refuse } from './builtin'

/** What a login has: the option, what it limits, in which unit, and how much. */
const limits: readonly (readonly [option: string, what: string, unit: string, value: string])[] = [
  ['R', 'real-time non-blocking time', 'microseconds', 'unlimited'],
  ['c', 'core file size', 'blocks', '0'],
  ['d', 'data seg size', 'kbytes', 'unlimited'],
  ['e', 'scheduling priority', '', '0'],
  ['f', 'file size', 'blocks', 'unlimited'],
  ['i', 'pending signals', '', '96364'],
  ['l', 'max locked memory', 'kbytes', '8192'],
  ['m', 'max memory size', 'kbytes', 'unlimited'],
  ['n', 'open files', '', '1024'],
  ['p', 'pipe size', '512 bytes', '8'],
  ['q', 'POSIX message queues', 'bytes', '819200'],
  ['r', 'real-time priority', '', '0'],
  ['s', 'stack size', 'kbytes', '8192'],
  ['t', 'cpu time', 'seconds', 'unlimited'],
  ['u', 'max user processes', '', '96364'],
  ['v', 'virtual memory', 'kbytes', 'unlimited'],
  ['x', 'file locks', '', 'unlimited'],
]

/** bash's `ulimit`: tells the limits. What is set holds nobody back here, and is not told again. */
export const ulimit: Builtin = (args, shell) => {
  const { letters, operands } = leadingOptions(args)
  const asked = [...letters].filter((letter) => !'SH'.includes(letter))
  const unknown = asked.find(
    (letter) => letter !== 'a' && !limits.some(([name]) => name === letter),
  )
  if (unknown !== undefined) {
    refuse(shell, 'ulimit', `-${unknown}: invalid option`)
    shell.complain('usage: ulimit [-SHabcdefiklmnpqrstuvxPRT] [limit]')
    return 2
  }
  if (operands.length > 0) return 0
  if (asked.includes('a')) return shell.print(limits.map(line).join(''), 'ulimit') ? 0 : 1
  const wanted = asked.length > 0 ? asked : ['f']
  const shown = wanted.map((letter) => limits.find(([name]) => name === letter)!)
  const text = shown.map((limit) => (asked.length < 2 ? `${limit[3]}\n` : line(limit))).join('')
  return shell.print(text, 'ulimit') ? 0 : 1
}

type Limit = (typeof limits)[number]

const line = ([option, what, unit, value]: Limit): string =>
  `${what.padEnd(20)} ${`(${unit ? `${unit}, ` : ''}-${option})`.padStart(20)} ${value}\n`
