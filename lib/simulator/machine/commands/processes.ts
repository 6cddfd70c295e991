import { signalNamed, signalTable, numberOfSignal } from '../../shell/signals'
import type { Machine } from '../machine'
import type { Process } from '../process/processes'
import type { CommandOutput, ShellCommand, ShellContext } from '../types'
import { answerUsage, type Options, parseOptions, UsageError } from './options'

const signalOf = (text: string): string => signalNamed(text) ?? text

const isSignal = (text: string): boolean => text === '0' || signalNamed(text) !== undefined

export const kill: ShellCommand = {
  name: 'kill',
  run: (args, { machine, user }) => {
    const [first = '', ...rest] = args
    if (first === '-l' || first === '-L') return listed(rest)
    const named = first === '-s' || first === '-n'
    const signal = named
      ? signalOf(rest[0] ?? '')
      : /^-\w+$/.test(first)
        ? signalOf(first.slice(1))
        : 'TERM'
    const pids = named ? rest.slice(1) : first.startsWith('-') ? rest : args
    if (pids.length === 0)
      return {
        stderr:
          'kill: usage: kill [-s sigspec | -n signum | -sigspec] pid | jobspec ... or kill -l [sigspec]\n',
        exitCode: 2,
      }
    const asked = named ? (rest[0] ?? '') : first.startsWith('-') ? first.slice(1) : 'TERM'
    if (first !== '--' && !isSignal(asked))
      return { stderr: `kill: ${asked}: invalid signal specification\n`, exitCode: 1 }
    const stderr = pids
      .filter((pid) => pid !== '--')
      .map((pid) =>
        /^-?\d+$/.test(pid)
          ? signalOne(machine, Number(pid), signal, user.name)
          : `kill: ${pid}: arguments must be process or job IDs\n`,
      )
      .join('')
    return { stderr, exitCode: stderr === '' ? 0 : 1 }
  },
}

/** Names for numbers, also for those that a process exited with, and numbers for names; all of them as a table. */
const listed = (wanted: readonly string[]): CommandOutput => {
  if (wanted.length === 0) return { stdout: signalTable() }
  const answers = wanted.map((text) => {
    if (!/^\d+$/.test(text)) return signalNamed(text) && String(numberOfSignal(signalNamed(text)))
    return signalNamed(String(Number(text) > 128 ? Number(text) - 128 : Number(text)))
  })
  const wrong = wanted.filter((_, index) => answers[index] === undefined)
  return {
    stdout: answers.flatMap((answer) => (answer === undefined ? [] : [`${answer}\n`])).join(''),
    stderr: wrong.map((text) => `kill: ${text}: invalid signal specification\n`).join(''),
    exitCode: wrong.length > 0 ? 1 : 0,
  }
}

const signalOne = (machine: Machine, pid: number, signal: string, user: string): string => {
  const process = machine.processes.find(pid)
  const targets = pid < 0 ? machine.processes.group(-pid) : process ? [process] : []
  if (targets.length === 0) return `kill: (${pid}) - No such process\n`
  const mine = targets.filter((target) => user === 'root' || target.user === user)
  for (const target of mine) machine.processes.signal(target.pid, signal)
  return mine.length > 0 ? '' : `kill: (${pid}) - Operation not permitted\n`
}

const grepOptions = {
  flags: 'faxloncvi',
  values: 'uPs',
  long: {
    full: 'f',
    exact: 'x',
    'list-name': 'l',
    count: 'c',
    'list-full': 'a',
    newest: 'n',
    oldest: 'o',
    signal: 's',
  },
}

const matching = (machine: Machine, options: Options): readonly Process[] => {
  const [pattern = ''] = options.operands
  const expression = new RegExp(
    options.has('x') ? `^(?:${pattern})$` : pattern,
    options.has('i') ? 'i' : '',
  )
  const ofUser = options.value('u')
  const found = machine.processes
    .all()
    .filter((process) => ofUser === undefined || ofUser.split(',').includes(process.user))
    .filter((process) =>
      expression.test(options.has('f') ? process.args.join(' ') : process.name.slice(0, 15)),
    )
  return options.has('n') ? found.slice(-1) : options.has('o') ? found.slice(0, 1) : found
}

export const pgrep: ShellCommand = {
  name: 'pgrep',
  run: (args, { machine }) =>
    answerUsage(() => {
      const options = parseOptions('pgrep', args, grepOptions)
      if (options.operands.length === 0 && options.value('u') === undefined)
        throw new UsageError('pgrep', 'no matching criteria specified')
      const found = matching(machine, options)
      const exitCode = found.length > 0 ? 0 : 1
      if (options.has('c')) return { stdout: `${found.length}\n`, exitCode }
      const line = ({ pid, name, args: argv }: Process): string =>
        options.has('a')
          ? `${pid} ${argv.join(' ')}\n`
          : options.has('l')
            ? `${pid} ${name}\n`
            : `${pid}\n`
      return { stdout: found.map(line).join(''), exitCode }
    }),
}

/** `pidof NAME…`: those whose program is called so, the newest first; `-x` scripts, too. */
export const pidof: ShellCommand = {
  name: 'pidof',
  run: (args, { machine }) =>
    answerUsage(() => {
      const options = parseOptions('pidof', args, { flags: 'scqx', values: 'oS' })
      const base = (path = ''): string => path.slice(path.lastIndexOf('/') + 1)
      const isOne = ({ args: [program, script] }: Process): boolean =>
        options.operands.some(
          (name) =>
            base(name) === base(program) || (options.has('x') && base(name) === base(script)),
        )
      const found = machine.processes.all().filter(isOne).reverse()
      const shown = options.has('s') ? found.slice(0, 1) : found
      const pids = shown.map(({ pid }) => pid).join(options.value('S') ?? ' ')
      return { stdout: found.length > 0 ? `${pids}\n` : '', exitCode: found.length > 0 ? 0 : 1 }
    }),
}

export const pkill: ShellCommand = {
  name: 'pkill',
  run: (args, { machine, user }) =>
    answerUsage(() => {
      const given = args.find((arg) => /^-(\d+|[A-Z]{3,})$/.test(arg))
      const options = parseOptions(
        'pkill',
        args.filter((arg) => arg !== given),
        grepOptions,
      )
      const signal = signalOf(given?.slice(1) ?? options.value('s') ?? 'TERM')
      const found = matching(machine, options)
      const stderr = found.map(({ pid }) => signalOne(machine, pid, signal, user.name)).join('')
      return {
        stderr: stderr.replaceAll('bash: line 1: kill: ', 'pkill: '),
        exitCode: found.length > 0 && stderr === '' ? 0 : 1,
      }
    }),
}

/** A command that runs its arguments and changes nothing else about them. */
const plainRunner = (name: string, letters: string): ShellCommand => ({
  name,
  run: (args, context: ShellContext) =>
    answerUsage(async (): Promise<CommandOutput> => {
      const { operands } = parseOptions(name, args, {
        flags: letters,
        values: name === 'nice' ? 'n' : '',
        untilOperand: true,
      })
      // Nothing runs here with another niceness than its father's.
      if (operands.length === 0 && name === 'nice') return { stdout: '0\n' }
      if (operands.length === 0) throw new UsageError(name, 'missing operand')
      return context.shell.launch(operands, {
        told: (command) => `${name}: failed to execute ${command}`,
      })
    }),
})

export const nohup = plainRunner('nohup', '')
export const setsid = plainRunner('setsid', 'cfw')
export const nice = plainRunner('nice', '')
