import type { ShellCommand, ShellContext } from '../types'
import { answerUsage, parseOptions } from './options'

/** `free [-k|-m|-g|-h]`, from /proc/meminfo. */
export const free: ShellCommand = {
  name: 'free',
  run: (args, context) =>
    answerUsage(() => {
      const options = parseOptions('free', args, {
        flags: 'bkmghtw',
        long: { human: 'h', kibi: 'k', mebi: 'm', gibi: 'g', bytes: 'b', total: 't', wide: 'w' },
      })
      const size = options.has('h') ? human : scaled(scaleOf(options.has))
      const amount = amounts(context)
      const [total, unused] = [amount('MemTotal'), amount('MemFree')]
      const available = amount('MemAvailable')
      const cached = Math.max(0, available - unused)
      const used = total - unused - cached
      const line = (title: string, kilobytes: readonly number[]): string =>
        `${title.padEnd(6)}${kilobytes.map((each, at) => size(each).padStart(at === 0 ? 14 : 12)).join('')}\n`
      const swap = amount('SwapTotal')
      return {
        stdout: [
          '               total        used        free      shared  buff/cache   available\n',
          line('Mem:', [total, used, unused, amount('Shmem'), cached, available]),
          line('Swap:', [swap, swap - amount('SwapFree'), amount('SwapFree')]),
          options.has('t') ? line('Total:', [total + swap, used, unused + amount('SwapFree')]) : '',
        ].join(''),
      }
    }),
}

/** What a line of /proc/meminfo says, in kilobytes; 0 without it. */
function amounts({ machine }: ShellContext): (name: string) => number {
  const text = machine.fs.readText('/proc/meminfo')
  return (name) => Number(new RegExp(`^${name}: +(\\d+)`, 'm').exec(text)?.[1] ?? 0)
}

const scaleOf = (has: (letter: string) => boolean): number =>
  has('b') ? 1 / 1024 : has('m') ? 1024 : has('g') ? 1024 ** 2 : 1

const scaled =
  (by: number) =>
  (kilobytes: number): string =>
    String(Math.floor(kilobytes / by))

function human(kilobytes: number): string {
  if (kilobytes === 0) return '0B'
  const units = ['Ki', 'Mi', 'Gi', 'Ti']
  const power = Math.min(Math.floor(Math.log(kilobytes) / Math.log(1024)), units.length - 1)
  const value = kilobytes / 1024 ** power
  return `${value < 10 && power > 0 ? value.toFixed(1) : Math.floor(value)}${units[power]}`
}
