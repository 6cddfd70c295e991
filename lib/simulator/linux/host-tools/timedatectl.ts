import type { CommandContext, CommandOutput } from '../../machine/types'

/** `timedatectl [status|show [-p NAME] [--value]]`; a clock is not set by it here: `date -s` does. */
export function timedatectl(
  args: readonly string[],
  { machine, user }: CommandContext,
): CommandOutput {
  const [verb = 'status', given = ''] = words(args, ['-p', '--property'])
  const now = new Date(machine.clock.now())
  const facts: Readonly<Record<string, string>> = {
    Timezone: 'Etc/UTC',
    LocalRTC: 'no',
    CanNTP: 'no',
    NTP: 'no',
    NTPSynchronized: 'no',
    TimeUSec: `${weekday(now)} ${stamp(now)} UTC`,
    RTCTimeUSec: `${weekday(now)} ${stamp(now)} UTC`,
  }
  if (verb === 'show') return { stdout: shown(facts, args) }
  if (verb === 'set-time') {
    if (Number.isNaN(Date.parse(given)))
      return {
        stderr: `Failed to parse time specification '${given}': Invalid argument\n`,
        exitCode: 1,
      }
    return { stderr: `Failed to set time: ${user.uid === 0 ? 'Automatic time synchronization is enabled' : 'Access denied'}\n`, exitCode: 1 } // prettier-ignore
  }
  if (verb !== 'status') return { stderr: `Unknown command verb ${verb}.\n`, exitCode: 1 }
  return {
    stdout: [
      ['Local time', `${weekday(now)} ${stamp(now)} UTC`],
      ['Universal time', `${weekday(now)} ${stamp(now)} UTC`],
      ['RTC time', `${weekday(now)} ${stamp(now)}`],
      ['Time zone', 'Etc/UTC (UTC, +0000)'],
      ['System clock synchronized', 'no'],
      ['NTP service', 'n/a'],
      ['RTC in local TZ', 'no'],
    ]
      .map(([title = '', value = '']) => `${title.padStart(25)}: ${value}\n`)
      .join(''),
  }
}

/** `loginctl`: nobody is logged in at a seat. */
export function loginctl(args: readonly string[], { machine }: CommandContext): CommandOutput {
  const [verb = 'list-sessions', name = ''] = words(args, ['-p', '--property'])
  const legend = !args.includes('--no-legend')
  const none = (title: string): CommandOutput => ({ stdout: legend ? `No ${title}.\n` : '' })
  if (verb === 'list-sessions') return none('sessions')
  if (verb === 'list-users') return none('users')
  if (verb === 'list-seats') return none('seats')
  const user = machine.users.find(name)
  if (verb === 'show-user' || verb === 'user-status')
    return {
      stderr: user
        ? `Failed to get user: User ID ${user.uid} is not logged in or lingering\n`
        : `Failed to look up user ${name}: No such process\n`,
      exitCode: 1,
    }
  if (verb === 'show-session' || verb === 'session-status')
    return { stderr: `Failed to get session: No session '${name}' known\n`, exitCode: 1 }
  return { stderr: `Unknown command verb ${verb}.\n`, exitCode: 1 }
}

function words(args: readonly string[], withValue: readonly string[]): readonly string[] {
  return args.filter((arg, at) => !arg.startsWith('-') && !withValue.includes(args[at - 1] ?? ''))
}

function shown(facts: Readonly<Record<string, string>>, args: readonly string[]): string {
  const at = args.findIndex((arg) => /^(-p|--property)$/.test(arg))
  const asked = at < 0 ? /^--property=(.*)/.exec(args.find((arg) => arg.startsWith('--property=')) ?? '')?.[1] : args[at + 1] // prettier-ignore
  return Object.entries(facts)
    .filter(([name]) => asked === undefined || asked.split(',').includes(name))
    .map(([name, value]) => (args.includes('--value') ? `${value}\n` : `${name}=${value}\n`))
    .join('')
}

const weekday = (date: Date): string => date.toUTCString().slice(0, 3)
const stamp = (date: Date): string => date.toISOString().slice(0, 19).replace('T', ' ')
