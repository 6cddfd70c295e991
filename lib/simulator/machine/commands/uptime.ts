import type { ShellCommand, ShellContext } from '../types'

/** `uptime [-p|-s]`: nobody is logged in at a terminal. */
export const uptime: ShellCommand = {
  name: 'uptime',
  run: (args, context) => {
    const seconds = secondsUp(context)
    if (args.some((arg) => /^(-p|--pretty)$/.test(arg)))
      return { stdout: `up ${pretty(seconds)}\n` }
    if (args.some((arg) => /^(-s|--since)$/.test(arg))) {
      const since = new Date(context.machine.clock.now() - seconds * 1000)
      return { stdout: `${since.toISOString().slice(0, 19).replace('T', ' ')}\n` }
    }
    return { stdout: `${summary(context)}\n` }
  },
}

/** `w`: the same line, and who is there. */
export const w: ShellCommand = {
  name: 'w',
  run: (args, context) => ({
    stdout: `${summary(context)}\n${args.includes('-h') ? '' : 'USER     TTY      FROM             LOGIN@   IDLE   JCPU   PCPU WHAT\n'}`,
  }),
}

/** Sessions over SSH without a terminal aren't told. */
export const who: ShellCommand = {
  name: 'who',
  run: (args, context) => {
    if (!args.includes('-b')) return {}
    const since = new Date(context.machine.clock.now() - secondsUp(context) * 1000)
    const time = since.toISOString().slice(0, 16).replace('T', ' ')
    return { stdout: `         system boot  ${time}\n` }
  },
}

const secondsUp = ({ machine }: ShellContext): number =>
  Math.floor(Number(machine.fs.readText('/proc/uptime').split(' ')[0]))

/** The first line of `uptime`, `w` and `top`. */
export function summary(context: ShellContext): string {
  const { machine } = context
  const now = new Date(machine.clock.now()).toISOString().slice(11, 19)
  const load = machine.fs.readText('/proc/loadavg').split(' ').slice(0, 3).join(', ')
  return ` ${now} up ${terse(secondsUp(context))},  0 user,  load average: ${load}`
}

function terse(seconds: number): string {
  const minutes = Math.floor(seconds / 60) % 60
  const hours = Math.floor(seconds / 3600) % 24
  const days = Math.floor(seconds / 86_400)
  const before = days > 0 ? `${days} day${days > 1 ? 's' : ''}, ` : ''
  return `${before}${hours > 0 ? `${String(hours).padStart(2)}:${String(minutes).padStart(2, '0')}` : `${minutes} min`}`
}

function pretty(seconds: number): string {
  const units: readonly [string, number][] = [
    ['week', Math.floor(seconds / 604_800)],
    ['day', Math.floor(seconds / 86_400) % 7],
    ['hour', Math.floor(seconds / 3600) % 24],
    ['minute', Math.floor(seconds / 60) % 60],
  ]
  const told = units.filter(([unit, count]) => count > 0 || (unit === 'minute' && seconds < 60))
  return told.map(([unit, count]) => `${count} ${unit}${count === 1 ? '' : 's'}`).join(', ')
}
