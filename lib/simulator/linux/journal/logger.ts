import { answerUsage, parseOptions } from '../../machine/commands/options'
import type { SimulatedCommand } from '../../machine/types'
import { absolute } from '../../file-system/paths'
import { facilities } from './facilities'
import type { Journal } from './journal'
import { monthDayTime } from './journal-formats'

const options = {
  flags: 'ise',
  values: 'tpfnP',
  long: {
    tag: 't',
    priority: 'p',
    id: 'i',
    stderr: 's',
    file: 'f',
    server: 'n',
    port: 'P',
    'skip-empty': 'e',
  },
}
const levels = ['emerg', 'alert', 'crit', 'err', 'warning', 'notice', 'info', 'debug']
const notice = 5

/** Throws what the command says of a facility or level that there is not. */
function levelOf(priority: string | undefined): { priority: number; facility: number } {
  if (priority === undefined) return { priority: notice, facility: user }
  const [first = '', name = first] = priority.split('.')
  const facility = priority.includes('.') ? numberOf(first) : user
  const synonyms: Readonly<Record<string, string>> = {
    error: 'err',
    warn: 'warning',
    panic: 'emerg',
  }
  const level = levels.indexOf(synonyms[name] ?? name)
  if (level < 0) throw new Error(`unknown priority name: ${name}`)
  return { priority: level, facility }
}

const user = 1

function numberOf(name: string): number {
  const number = facilities.indexOf(name === 'security' ? 'auth' : name)
  if (number < 0) throw new Error(`unknown facility name: ${name}`)
  return number
}

/** `logger -t TAG -p FACILITY.LEVEL TEXT`: a line for the machine's journal; without a text, those of its input. */
export const loggerCommand = (journal: Journal): SimulatedCommand => ({
  name: 'logger',
  readStdin(args) {
    const { operands, has } = parseOptions('logger', args, options)
    return operands.length === 0 && !has('f')
  },
  run: (args, { machine, user, stdin, fs, cwd }) =>
    answerUsage(() => {
      const { operands, value, has } = parseOptions('logger', args, options)
      const file = value('f')
      const path = file === undefined ? undefined : absolute(cwd, file)
      if (path !== undefined && !fs.exists(path))
        return { stderr: `logger: file ${file}: No such file or directory\n`, exitCode: 1 }
      // What goes to another machine is not in this one's journal.
      if (has('n')) return {}
      const given = path === undefined ? stdin : fs.readText(path)
      const lines = operands.length > 0 ? [operands.join(' ')] : given.split('\n')
      const level = levelOf(value('p'))
      const pid = machine.processes.nextPid()
      const shown = lines.filter((line) => line !== '')
      for (const message of shown)
        journal.write({
          identifier: value('t') ?? user.name,
          pid,
          transport: 'syslog',
          ...level,
          message,
          uid: user.uid,
          program: 'logger',
        })
      if (!has('s')) return {}
      const stamp = monthDayTime(machine.clock.now() * 1000)
      const tag = value('t') ?? user.name
      const number = level.facility * 8 + level.priority
      return { stderr: shown.map((line) => `<${number}>${stamp} ${tag}: ${line}\n`).join('') }
    }),
})
