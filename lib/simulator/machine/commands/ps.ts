import type { Machine } from '../machine'
import type { Process } from '../process/processes'
import type { ShellCommand, User } from '../types'
import { answerUsage, type Options, parseOptions, UsageError } from './options'
import { residentOf, virtualOf } from './process-memory'

interface Column {
  readonly title: string
  readonly show: (process: Process) => string
  /** Whether it stands right; and how wide it is at least. */
  readonly right?: true
  readonly width?: number
}

const columns: Readonly<Record<string, Column>> = {
  pid: { title: 'PID', show: ({ pid }) => String(pid), right: true, width: 7 },
  ppid: { title: 'PPID', show: ({ ppid }) => String(ppid), right: true, width: 7 },
  pgid: { title: 'PGID', show: ({ pgid }) => String(pgid), right: true, width: 7 },
  user: { title: 'USER', show: ({ user }) => userText(user), width: 8 },
  uid: { title: 'UID', show: ({ user }) => userText(user), width: 8 },
  comm: { title: 'COMMAND', show: ({ name }) => name.slice(0, 15), width: 15 },
  ucmd: { title: 'CMD', show: ({ name }) => name.slice(0, 15) },
  cmd: { title: 'CMD', show: ({ args }) => args.join(' ') },
  args: { title: 'COMMAND', show: ({ args }) => args.join(' ') },
  command: { title: 'COMMAND', show: ({ args }) => args.join(' ') },
  stat: { title: 'STAT', show: () => 'Ss', width: 4 },
  tt: { title: 'TT', show: () => '?', width: 8 },
  tty: { title: 'TTY', show: () => '?', width: 8 },
  time: { title: 'TIME', show: () => '00:00:00', right: true, width: 8 },
  // Nothing here takes time.
  c: { title: 'C', show: () => '0', right: true, width: 2 },
  bsdtime: { title: 'TIME', show: () => '0:00', right: true, width: 6 },
  '%cpu': { title: '%CPU', show: () => '0.0', right: true, width: 4 },
  '%mem': { title: '%MEM', show: () => '0.0', right: true, width: 4 },
  vsz: { title: 'VSZ', show: (process) => String(virtualOf(process)), right: true, width: 6 },
  rss: { title: 'RSS', show: (process) => String(residentOf(process)), right: true, width: 5 },
  rsz: { title: 'RSZ', show: (process) => String(residentOf(process)), right: true, width: 5 },
  ni: { title: 'NI', show: () => '0', right: true, width: 3 },
  stime: { title: 'STIME', show: clockTime, width: 5 },
  start: { title: 'START', show: clockTime, width: 5 },
  lstart: {
    title: 'STARTED',
    show: ({ startedAt }) => longTime(startedAt),
    right: true,
    width: 24,
  },
}

const full = 'uid,pid,ppid,c,stime,tty,time,cmd'
const ofUsers = 'user,pid,%cpu,%mem,vsz,rss,tty,stat,start,bsdtime,command'

/** `ps`, `ps aux`, `ps -ef`, `ps -o FIELD,… -p PID -C NAME -u USER --ppid PID`. */
export const ps: ShellCommand = {
  name: 'ps',
  run: (args, { machine, user }) =>
    answerUsage(() => {
      const bsd = args.filter((arg) => /^[auxwf]+$/.test(arg)).join('')
      const options = parseOptions(
        'ps',
        args.filter((arg) => !/^[auxwf]+$/.test(arg)),
        {
          flags: 'eAfwdHF',
          values: 'opCuUP',
          long: { pid: 'p', format: 'o', ppid: 'P', user: 'u', User: 'U', sort: 'S', 'no-headers': 'n' },
        },
      ) // prettier-ignore
      const isChosen = selection(options, bsd, machine, user)
      const found = machine.processes.all().filter(isChosen)
      const format =
        options.value('o') ??
        (bsd.includes('u') ? ofUsers : options.has('f') ? full : 'pid,tty,time,ucmd')
      return { stdout: table(found, format, options.has('n')), exitCode: found.length > 0 ? 0 : 1 }
    }),
}

/** A process is shown that any of the options chooses; without one the caller's own, as nobody here has a terminal. */
function selection(
  options: Options,
  bsd: string,
  { users }: Machine,
  caller: User,
): (process: Process) => boolean {
  if (options.has('e') || options.has('A') || /a.*x|x.*a/.test(bsd)) return () => true
  const list = (letters: string): string[] | undefined => {
    const given = [...letters].flatMap((letter) => options.values(letter))
    return given.length > 0 ? given.flatMap((each) => each.split(/[ ,]+/)) : undefined
  }
  const named = (user: string): string => users.find(user)?.name ?? user
  const pids = list('p')
  const parents = list('P')
  const commands = list('C')
  const owners = list('uU')?.map(named)
  if (!pids && !parents && !commands && !owners) return ({ user }) => user === caller.name
  return ({ pid, ppid, name, user }) =>
    [
      pids?.includes(String(pid)),
      parents?.includes(String(ppid)),
      commands?.includes(name),
      owners?.includes(user),
    ].includes(true)
}

function table(processes: readonly Process[], format: string, bare: boolean): string {
  const shown = format.split(',').map((field) => {
    const [name = '', title] = field.split('=')
    const column = columns[name]
    if (!column) throw new UsageError('ps', `unknown user-defined format specifier "${name}"`)
    return { ...column, title: title ?? column.title }
  })
  const rows = processes.map((process) => shown.map(({ show }) => show(process)))
  const hasTitles = !bare && shown.some(({ title }) => title !== '')
  return [...(hasTitles ? [shown.map(({ title }) => title)] : []), ...rows]
    .map((row) =>
      row
        .map((cell, at) => {
          const { right, width = 0, title } = shown[at]!
          const wide = Math.max(width, title.length)
          if (right) return cell.padStart(wide)
          return at === row.length - 1 ? cell : cell.padEnd(wide)
        })
        .join(' '),
    )
    .map((line) => `${line}\n`)
    .join('')
}

/** A name that is too long for its column ends with a plus. */
const userText = (user: string): string => (user.length > 8 ? `${user.slice(0, 7)}+` : user)

function clockTime({ startedAt }: Process): string {
  return new Date(startedAt).toISOString().slice(11, 16)
}

/** `Thu Nov 26 20:51:03 2026`. */
function longTime(ms: number): string {
  const [day, date, month, year, time] = new Date(ms).toUTCString().split(/[ ,]+/)
  return `${day} ${month} ${String(Number(date)).padStart(2)} ${time} ${year}`
}
