import { Collected } from '../open-file'
import { runProgram } from '../run/programs'
import type { Interpreter } from '../run/interpreter'
import type { JobTable, ShellJob } from '../job-table'
import { signalText } from '../signals'
import { settled, type Steps } from '../steps'
import { bytesOf } from '../text'
import { type Builtin, leadingOptions, refuse } from './builtin'

/** Waits for what was started with `&`; without a number, for all of it. */
export const wait: Builtin = function* (args, shell): Steps<number> {
  const { jobs } = shell.state
  const { letters, operands } = leadingOptions(args)
  const [variable, wanted] = letters.includes('p')
    ? [operands[0], operands.slice(1)]
    : [undefined, operands]
  if (letters.includes('n')) return yield* waitForOne(jobs, wanted, variable, shell)
  if (wanted.length === 0) {
    for (const { ended } of jobs.listed()) yield* settled(ended)
    jobs.clear()
    return 0
  }
  let status = 0
  for (const text of wanted) status = yield* waitFor(text, shell)
  return status
}

function* waitFor(text: string, shell: Interpreter): Steps<number> {
  const { jobs } = shell.state
  const isNumber = /^\d+$/.test(text)
  const job = text.startsWith('%') ? jobs.named(text) : jobs.get(Number(text))
  if (job) {
    const status = yield* settled(job.ended)
    job.waited = true
    return status
  }
  if (text.startsWith('%')) return refuse(shell, 'wait', `${text}: no such job`, 127)
  return isNumber
    ? refuse(shell, 'wait', `pid ${text} is not a child of this shell`, 127)
    : refuse(shell, 'wait', `\`${text}': not a pid or valid job spec`, 1)
}

/** The one that ends first, and is forgotten. */
function* waitForOne(
  jobs: JobTable,
  wanted: readonly string[],
  variable: string | undefined,
  shell: Interpreter,
): Steps<number> {
  const among = jobs
    .listed()
    .filter(({ pid }) => wanted.length === 0 || wanted.includes(String(pid)))
  if (variable !== undefined) shell.state.variables.unset(variable)
  if (among.length === 0) return 127
  const first = Promise.race(among.map(async ({ pid, ended }) => ({ pid, status: await ended })))
  const { pid, status } = yield* settled(first)
  jobs.forget(pid)
  if (variable !== undefined) shell.state.variables.set(variable, String(pid))
  return status
}

/** What runs in the background, and what has ended since it was last told. */
export const jobs: Builtin = (args, shell) => {
  const table = shell.state.jobs
  const { letters, operands } = leadingOptions(args)
  const all = table.listed()
  const missing = operands.filter((text) => !table.named(text))
  for (const text of missing) refuse(shell, 'jobs', `${text}: no such job`)
  const shown =
    operands.length > 0 ? all.filter((job) => operands.some((o) => table.named(o) === job)) : all
  const lines = shown
    .filter(({ status }) => !(letters.includes('r') && status !== undefined))
    .map((job) =>
      letters.includes('p') ? `${job.pid}\n` : lineOf(job, all, letters.includes('l')),
    )
  shell.print(lines.join(''), 'jobs')
  for (const { pid, status } of shown) if (status !== undefined) table.forget(pid)
  return missing.length > 0 ? 1 : 0
}

const lineOf = (job: ShellJob, all: readonly ShellJob[], withPid: boolean): string => {
  const { number, text, status, pid } = job
  const mark = job === all.at(-1) ? '+' : job === all.at(-2) ? '-' : ' '
  const state = stateOf(status)
  const shown = text.replace(/\s*&$/, '')
  return `[${number}]${mark} ${withPid ? `${pid}` : ''} ${state.padEnd(24)}${shown}${status === undefined ? ' &' : ''}\n`
}

const stateOf = (status: number | undefined): string => {
  if (status === undefined) return 'Running'
  if (status === 0) return 'Done'
  return signalText(status - 128) ?? `Exit ${status}`
}

export const disown: Builtin = (args, shell) => {
  const { jobs: table } = shell.state
  const { letters, operands } = leadingOptions(args)
  if (/[ar]/.test(letters) && operands.length === 0) {
    table.clear()
    return 0
  }
  let status = 0
  for (const text of operands.length > 0 ? operands : ['%+']) {
    const job = text.startsWith('%') ? table.named(text) : table.get(Number(text))
    if (job) table.forget(job.pid)
    else status = refuse(shell, 'disown', `${text === '%+' ? 'current' : text}: no such job`)
  }
  return status
}

export const foreground: Builtin = (_, shell) => refuse(shell, 'fg', 'no job control')
export const background: Builtin = (_, shell) => refuse(shell, 'bg', 'no job control')

/** The shell's own: it knows jobs by `%1`, and says by its own name what is wrong. */
export const kill: Builtin = function* (args, shell): Steps<number> {
  const { state } = shell
  let status = 0
  const targets: string[] = []
  for (const arg of args) {
    const job = arg.startsWith('%') ? state.jobs.named(arg) : undefined
    if (arg.startsWith('%') && !job) status = refuse(shell, 'kill', `${arg}: no such job`)
    else targets.push(job ? String(job.pid) : arg)
  }
  if (status !== 0 && !targets.some((target) => /^-?\d+$/.test(target))) return status
  const errors = new Collected()
  const before = state.descriptors
  const own = before.copy()
  own.set(2, errors)
  state.descriptors = own
  try {
    return Math.max(status, yield* runProgram('kill', targets, shell))
  } finally {
    state.descriptors = before
    own.closeAll()
    before.stderr.write(bytesOf(inShellsWords(errors.text, shell)))
  }
}

const inShellsWords = (text: string, { state }: Interpreter): string =>
  state.dialect === 'dash'
    ? text.replace(/^kill: \(-?\d+\) - /gm, `${state.errorPrefix}kill: `)
    : text.replace(/^kill: (?!usage)/gm, `${state.errorPrefix}kill: `)
