import { answerUsage, parseOptions } from '../machine/commands/options'
import type { SimulatedCommand } from '../machine/types'
import type { Journal } from './journal'

const options = {
  flags: 'is',
  values: 'tpf',
  long: { tag: 't', priority: 'p', id: 'i', stderr: 's' },
}
const levels = ['emerg', 'alert', 'crit', 'err', 'warning', 'notice', 'info', 'debug']
const notice = 5

/** `logger -t TAG -p FACILITY.LEVEL TEXT`: a line for the machine's journal; without a text, those of its input. */
export const loggerCommand = (journal: Journal): SimulatedCommand => ({
  name: 'logger',
  readStdin: (args) => parseOptions('logger', args, options).operands.length === 0,
  run: (args, { machine, user, stdin }) =>
    answerUsage(() => {
      const { operands, value } = parseOptions('logger', args, options)
      const lines = operands.length > 0 ? [operands.join(' ')] : stdin.split('\n')
      const level = levels.indexOf(value('p')?.split('.').at(-1) ?? '')
      const pid = machine.processes.nextPid()
      for (const message of lines.filter((line) => line !== ''))
        journal.write({
          identifier: value('t') ?? user.name,
          pid,
          transport: 'syslog',
          priority: level < 0 ? notice : level,
          message,
        })
      return {}
    }),
})
