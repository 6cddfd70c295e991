import { absolute } from '../../file-system/paths'
import type { CommandOutput, ShellCommand } from '../types'
import { formatDate } from './date-format'
import { parseDate } from './date-parse'
import { pauseOnWall } from '../pause'
import { answerUsage, parseOptions } from './options'

export const date: ShellCommand = {
  name: 'date',
  run: (args, { fs, cwd, machine }) =>
    answerUsage(() => {
      const isoForm = args.find((arg) => arg.startsWith('-I') || arg.startsWith('--iso-8601'))
      const rest = args.filter((arg) => arg !== isoForm)
      const { operands, has, value } = parseOptions('date', rest, {
        flags: 'uR',
        values: 'drs',
        long: { date: 'd', reference: 'r', utc: 'u', 'rfc-email': 'R', set: 's' },
        longFlags: ['universal'],
        longValues: ['rfc-3339'],
      })
      const given = value('d')
      const reference = value('r')
      const now = reference ? fs.stat(absolute(cwd, reference)).mtimeMs : machine.clock.now()
      const ms = given === undefined ? now : parseDate(given, now)
      if (ms === undefined) return { stderr: `date: invalid date ‘${given}’\n`, exitCode: 1 }
      const [form] = operands
      if (form !== undefined && !form.startsWith('+'))
        return { stderr: `date: invalid date ‘${form}’\n`, exitCode: 1 }
      const format =
        form?.slice(1) ??
        rfc3339[value('rfc-3339') ?? ''] ??
        (has('R')
          ? '%a, %d %b %Y %H:%M:%S %z'
          : isoForm
            ? isoFormat(isoForm)
            : '%a %b %e %H:%M:%S %Z %Y')
      return { stdout: `${formatDate(format, ms)}\n` }
    }),
}

const rfc3339: Readonly<Record<string, string>> = {
  date: '%F',
  seconds: '%F %T%:z',
  ns: '%F %T.%N%:z',
}

const isoFormat = (option: string): string => {
  const precision = option.replace(/^(-I|--iso-8601=?)/, '')
  if (precision.startsWith('s')) return '%FT%T+00:00'
  if (precision.startsWith('m')) return '%FT%R+00:00'
  return precision === 'ns' ? '%FT%T,%N+00:00' : '%F'
}

const unitSeconds: Readonly<Record<string, number>> = { '': 1, s: 1, m: 60, h: 3600, d: 86400 }

/** `5`, `0.2s`, `3m`, `infinity` in milliseconds; undefined when it is no duration. */
const durationOf = (text: string): number | undefined => {
  if (/^inf(inity)?$/i.test(text)) return Infinity
  const match = /^(\d+\.?\d*|\.\d+)([smhd]?)$/.exec(text)
  return match ? Number(match[1]) * (unitSeconds[match[2] ?? ''] ?? 1) * 1000 : undefined
}

/** Takes as long as it says: the suite's own scripts poll with it, on wall time at any pace; a container's program by its pace. */
export const sleep: ShellCommand = {
  name: 'sleep',
  run: async (args, { signal, pause }) => {
    if (args.length === 0)
      return {
        stderr: "sleep: missing operand\nTry 'sleep --help' for more information.\n",
        exitCode: 1,
      }
    const durations = args.map(durationOf)
    const wrong = args.find((_, index) => durations[index] === undefined)
    if (wrong !== undefined) {
      return {
        stderr: `sleep: invalid time interval ‘${wrong}’\nTry 'sleep --help' for more information.\n`,
        exitCode: 1,
      }
    }
    await pause(durations.reduce<number>((sum, each) => sum + (each ?? 0), 0))
    return signal.aborted ? { exitCode: 143 } : {}
  },
}

const told = (name: string): string => `timeout: failed to run command ‘${name}’`

export const timeout: ShellCommand = {
  name: 'timeout',
  run: (args, context) =>
    answerUsage(async (): Promise<CommandOutput> => {
      const { operands, has, value } = parseOptions('timeout', args, {
        flags: 'vfp',
        values: 'ks',
        long: {
          'kill-after': 'k',
          signal: 's',
          'preserve-status': 'p',
          foreground: 'f',
          verbose: 'v',
        },
        untilOperand: true,
      })
      const [limit = '', ...command] = operands
      const ms = durationOf(limit)
      if (command.length === 0)
        return { stderr: "Try 'timeout --help' for more information.\n", exitCode: 125 }
      if (ms === undefined)
        return {
          stderr: `timeout: invalid time interval ‘${limit}’\nTry 'timeout --help' for more information.\n`,
          exitCode: 125,
        }
      if (ms === 0) return context.shell.launch(command, { told })

      const late = new AbortController()
      const finished = new AbortController()
      const signal = AbortSignal.any([context.signal, late.signal])
      const expiry = pauseOnWall(ms, finished.signal).then(() => undefined)
      const result = await Promise.race([
        context.shell.child({ signal }).launch(command, { told }),
        expiry,
      ])
      if (result) {
        finished.abort()
        return result
      }
      late.abort()
      const killed = ['9', 'KILL', 'SIGKILL'].includes(value('s') ?? 'TERM')
      return { exitCode: killed ? 137 : has('p') ? 143 : 124 }
    }),
}
