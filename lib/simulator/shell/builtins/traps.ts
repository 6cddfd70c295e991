import { signalNamed, signalTable } from '../signals'
import { quoteForShell } from '../words/quoting'
import { type Builtin, refuse } from './builtin'

/** What is no signal, and can be trapped all the same. */
const events = ['EXIT', 'ERR', 'DEBUG', 'RETURN']

const trappable = (text: string): string | undefined =>
  text === '0'
    ? 'EXIT'
    : (events.find((event) => event === text.toUpperCase()) ?? signalNamed(text))

export const trap: Builtin = (args, shell) => {
  const { traps, dialect } = shell.state
  const [first, ...others] = args[0] === '--' ? args.slice(1) : args
  if (first === '-l' && dialect === 'bash') return shell.print(signalTable(), 'trap') ? 0 : 1
  if (first === undefined || first === '-p') {
    const wanted = others.map(trappable)
    const before = (name: string): string =>
      events.includes(name) || dialect === 'dash' ? name : `SIG${name}`
    const lines = [...traps]
      .filter(([name]) => wanted.length === 0 || wanted.includes(name))
      .sort(([a], [b]) => places.indexOf(a) - places.indexOf(b))
      .map(([name, deed]) => `trap -- ${quoteForShell(deed)} ${before(name)}\n`)
    return shell.print(lines.join(''), 'trap') ? 0 : 1
  }
  const resets = first === '-' || /^\d+$/.test(first) || others.length === 0
  let status = 0
  for (const text of resets && first !== '-' ? [first, ...others] : others) {
    const name = trappable(text)
    if (name === undefined && dialect === 'dash')
      status = refuse(shell, 'trap', `${text}: bad trap`)
    else if (name === undefined)
      status = refuse(shell, 'trap', `${text}: invalid signal specification`)
    else if (resets) traps.delete(name)
    else traps.set(name, first)
  }
  return status
}

/** EXIT comes first, then the signals by their numbers, then the other events. */
const places: readonly string[] = [
  'EXIT',
  ...Array.from({ length: 31 }, (_, index) => signalNamed(String(index + 1)) ?? ''),
  'DEBUG',
  'ERR',
  'RETURN',
]
