import { answerUsage, parseOptions } from '../../machine/commands/options'
import type { SimulatedCommand } from '../../machine/types'
import type { Journal } from './journal'

const options = {
  flags: 'is',
  values: 'tpf',
  long: { tag: 't', priority: 'p', id: 'i', stderr: 's' },
}
const levels = ['emerg', 'alert', 'crit', 'err', 'warning', 'notice', 'info', 'debug']
const notice = 5
const facilities = /^(kern|user|mail|daemon|auth|syslog|lpr|news|uucp|cron|authpriv|ftp|security|local[0-7])$/ // prettier-ignore

/** Throws what the command says of a facility or level that there is not. */
function levelOf(priority: string | undefined): number {
  if (priority === undefined) return notice
  const [facility, name = facility ?? ''] = priority.split('.')
  if (priority.includes('.') && !facilities.test(facility ?? ''))
    throw new Error(`unknown facility name: ${facility}`)
  const synonyms: Readonly<Record<string, string>> = {
    error: 'err',
    warn: 'warning',
    panic: 'emerg',
  }
  const level = levels.indexOf(synonyms[name] ?? name)
  if (level < 0) throw new Error(`unknown priority name: ${name}`)
  return level
}

/** `logger -t TAG -p FACILITY.LEVEL TEXT`: a line for the machine's journal; without a text, those of its input. */
export const loggerCommand = (journal: Journal): SimulatedCommand => ({
  name: 'logger',
  readStdin: (args) => parseOptions('logger', args, options).operands.length === 0,
  run: (args, { machine, user, stdin }) =>
    answerUsage(() => {
      const { operands, value } = parseOptions('logger', args, options)
      const lines = operands.length > 0 ? [operands.join(' ')] : stdin.split('\n')
      const level = levelOf(value('p'))
      const pid = machine.processes.nextPid()
      for (const message of lines.filter((line) => line !== ''))
        journal.write({
          identifier: value('t') ?? user.name,
          pid,
          transport: 'syslog',
          priority: level,
          message,
        })
      return {}
    }),
})
