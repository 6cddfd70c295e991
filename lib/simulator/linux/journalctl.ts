import type { CommandContext, CommandOutput, SimulatedCommand } from '../machine/types'
import type { Journal, JournalEntry } from './journal'
import { cursorOf, journalFormats, sequenceOfCursor } from './journal-formats'
import { fieldsAre } from './journal-matches'
import { parseJournalTime } from './journal-time'

interface Query {
  matches: ((entry: JournalEntry) => boolean)[]
  units: string[]
  identifiers: string[]
  lines: number | null
  format: string
  follow: boolean
  reverse: boolean
  quiet: boolean
  showCursor: boolean
  synced: boolean
}

class UsageError extends Error {}

/** `journalctl` over the machine's journal. */
export const journalctlCommand = (journal: Journal, now: () => number): SimulatedCommand => ({
  name: 'journalctl',
  async run(args, context) {
    try {
      const query = parse(args, journal, now)
      return query.follow ? await follow(journal, query, context) : show(journal, query, context)
    } catch (error) {
      if (error instanceof UsageError) return { stderr: `${error.message}\n`, exitCode: 1 }
      throw error
    }
  },
})

function show(journal: Journal, query: Query, context: CommandContext): CommandOutput {
  if (query.synced) return {}
  const found = journal.entries().filter((entry) => selects(query, entry))
  const last = query.lines === null ? found : found.slice(Math.max(0, found.length - query.lines))
  const print = printer(query, context)
  const lines = (query.reverse ? last.toReversed() : last).map(print)
  if (lines.length === 0 && !query.quiet && query.format !== 'json') lines.push('-- No entries --')
  const newest = found.at(-1)
  if (query.showCursor && newest) lines.push(`-- cursor: ${cursorOf(newest)}`)
  return { stdout: lines.map((line) => `${line}\n`).join('') }
}

function follow(journal: Journal, query: Query, context: CommandContext): Promise<CommandOutput> {
  const first = show(journal, { ...query, lines: query.lines ?? 10, quiet: true }, context)
  const print = printer(query, context)
  const emit = context.stream
  emit(first.stdout ?? '')
  return new Promise((resolve) => {
    const unsubscribe = journal.onEntry((entry) => {
      if (selects(query, entry)) emit(`${print(entry)}\n`)
    })
    const end = (): void => {
      unsubscribe()
      resolve({ exitCode: 130 })
    }
    if (context.signal.aborted) end()
    else context.signal.addEventListener('abort', end, { once: true })
  })
}

function selects(query: Query, entry: JournalEntry): boolean {
  const unitMatches =
    query.units.length === 0 ||
    query.units.some(
      (unit) => entry.unit === unit || (entry.pid === 1 && entry.message.includes(unit)),
    )
  const named = query.identifiers.length === 0 || query.identifiers.includes(entry.identifier)
  return unitMatches && named && query.matches.every((matches) => matches(entry))
}

function printer(query: Query, context: CommandContext): (entry: JournalEntry) => string {
  const format = journalFormats[query.format]
  if (!format) throw new UsageError(`Unknown output format "${query.format}".`)
  return (entry) => format(entry, context.machine.hostname)
}

function parse(args: readonly string[], journal: Journal, now: () => number): Query {
  const query: Query = {
    matches: [], units: [], identifiers: [], lines: null, format: 'short',
    follow: false, reverse: false, quiet: false, showCursor: false, synced: false,
  } // prettier-ignore
  const queue = args.flatMap(splitOption)
  const fields: string[] = []
  const time = (text: string): number => {
    const at = parseJournalTime(text, now())
    if (at === undefined) throw new UsageError(`Failed to parse timestamp: ${text}`)
    return at
  }
  const take = (option: string): string => {
    const value = queue.shift()
    if (value === undefined)
      throw new UsageError(`journalctl: option requires an argument -- '${option}'`)
    return value
  }
  const number = (): number | null => {
    const text = queue[0] !== undefined && /^(\d+|all)$/.test(queue[0]) ? queue.shift() : '10'
    return text === 'all' ? null : Number(text)
  }
  while (queue.length > 0) {
    const option = queue.shift() ?? ''
    if (option === '-u' || option === '--unit') query.units.push(withSuffix(take(option)))
    else if (option === '-t' || option === '--identifier') query.identifiers.push(take(option))
    else if (option === '-n' || option === '--lines') query.lines = number()
    else if (option === '-o' || option === '--output') query.format = take(option)
    else if (option === '-f' || option === '--follow') query.follow = true
    else if (option === '-r' || option === '--reverse') query.reverse = true
    else if (option === '-q' || option === '--quiet') query.quiet = true
    else if (option === '--show-cursor') query.showCursor = true
    else if (option === '--sync' || option === '--flush' || option === '--rotate')
      query.synced = true
    else if (option === '-k' || option === '--dmesg') query.identifiers.push('kernel')
    else if (option === '-b' || option === '--boot') query.matches.push(inBoot(journal, queue))
    else if (option === '-p' || option === '--priority') query.matches.push(upTo(take(option)))
    else if (option === '-g' || option === '--grep') query.matches.push(containing(take(option)))
    else if (option === '-S' || option === '--since') query.matches.push(since(time(take(option))))
    else if (option === '-U' || option === '--until') query.matches.push(until(time(take(option))))
    else if (option === '--after-cursor') query.matches.push(after(sequenceOfCursor(take(option))))
    else if (/^[A-Z_]+=/.test(option)) fields.push(option)
    else if (option === '+') fields.push(option)
    else if (
      ![
        '--no-pager',
        '-a',
        '--all',
        '-l',
        '--full',
        '-x',
        '-e',
        '-m',
        '--utc',
        '--no-hostname',
      ].includes(option)
    )
      throw new UsageError(`journalctl: unrecognized option '${option}'`)
  }
  if (fields.length > 0) query.matches.push(fieldsAre(fields))
  return query
}

const since = (at: number) => (entry: JournalEntry) => entry.at >= at
const until = (at: number) => (entry: JournalEntry) => entry.at <= at
const after = (sequence: number) => (entry: JournalEntry) => entry.sequence > sequence
const containing = (pattern: string) => {
  const expression = new RegExp(pattern, pattern === pattern.toLowerCase() ? 'i' : '')
  return (entry: JournalEntry) => expression.test(entry.message)
}

function upTo(priority: string): (entry: JournalEntry) => boolean {
  const names = ['emerg', 'alert', 'crit', 'err', 'warning', 'notice', 'info', 'debug']
  const limit = /^\d$/.test(priority) ? Number(priority) : names.indexOf(priority)
  if (limit < 0) throw new UsageError(`Unknown log level ${priority}`)
  return (entry) => entry.priority <= limit
}

function inBoot(journal: Journal, queue: string[]): (entry: JournalEntry) => boolean {
  const offset = queue[0] !== undefined && /^-?\d+$/.test(queue[0]) ? Number(queue.shift()) : 0
  return (entry) => entry.boot === journal.currentBoot + Math.min(0, offset)
}

const withSuffix = (unit: string): string => (/\.[a-z]+$/.test(unit) ? unit : `${unit}.service`)

const splitOption = (arg: string): string[] => {
  const long = /^(--[a-z-]+)=([^]*)$/.exec(arg)
  if (long) return [long[1] ?? '', long[2] ?? '']
  const short = /^(-[untopbSU])([^-].*|-\d+)$/.exec(arg)
  return short ? [short[1] ?? '', short[2] ?? ''] : [arg]
}
