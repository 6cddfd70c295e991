import { signalNamed } from '../signals'
import { settled, type Steps } from '../steps'
import { quoteForShell } from '../words/quoting'
import type { Job } from '../world'
import { type Builtin, refuse } from './builtin'

/** Waits for what was started with `&`; without a number, for all of it. */
export const wait: Builtin = function* (args, shell): Steps<number> {
  const { jobs } = shell.state
  const wanted = args.filter((arg) => !arg.startsWith('-'))
  if (args.includes('-n') && jobs.size > 0) return yield* waitForOne(jobs)
  if (wanted.length === 0) {
    for (const { ended } of jobs.values()) yield* settled(ended)
    jobs.clear()
    return 0
  }
  let status = 0
  for (const text of wanted) {
    const pid = text.startsWith('%') ? [...jobs.keys()][Number(text.slice(1)) - 1] : Number(text)
    const job = jobs.get(pid ?? NaN)
    if (job) status = yield* settled(job.ended)
    else status = refuse(shell, 'wait', `pid ${text} is not a child of this shell`, 127)
  }
  return status
}

/** The one that ends first, and is forgotten. */
function* waitForOne(jobs: Map<number, Job>): Steps<number> {
  const first = Promise.race(
    [...jobs].map(async ([pid, { ended }]) => ({ pid, status: await ended })),
  )
  const { pid, status } = yield* settled(first)
  jobs.delete(pid)
  return status
}

/** What is no signal, and can be trapped all the same. */
const events = ['EXIT', 'ERR', 'DEBUG', 'RETURN']

const trappable = (text: string): string | undefined =>
  text === '0'
    ? 'EXIT'
    : (events.find((event) => event === text.toUpperCase()) ?? signalNamed(text))

export const trap: Builtin = (args, shell) => {
  const { traps } = shell.state
  const [first, ...others] = args[0] === '--' ? args.slice(1) : args
  if (first === undefined || first === '-p') {
    const lines = [...traps].map(
      ([name, deed]) =>
        `trap -- ${quoteForShell(deed)} ${events.includes(name) ? '' : 'SIG'}${name}\n`,
    )
    return shell.print(lines.join(''), 'trap') ? 0 : 1
  }
  const resets = first === '-' || /^\d+$/.test(first) || others.length === 0
  let status = 0
  for (const text of resets && first !== '-' ? [first, ...others] : others) {
    const name = trappable(text)
    if (name === undefined) status = refuse(shell, 'trap', `${text}: invalid signal specification`)
    else if (resets) traps.delete(name)
    else traps.set(name, first)
  }
  return status
}
