import { fnmatch } from '../../machine/fnmatch'
import type { CommandContext, CommandOutput, SimulatedCommand } from '../../machine/types'
import type { Journal, JournalEntry } from './journal'
import { cursorOf, journalFormats, sequenceOfCursor } from './journal-formats'
import { listBoots } from './journal-boots'
import { fieldsAre, fieldValues } from './journal-matches'
import { ignored, spelledOut } from './journalctl-options'
import { parseJournalTime } from './journal-time'
import { version } from '../systemctl/systemctl'

interface Query {
  matches: ((entry: JournalEntry) => boolean)[]
  units: ((entry: JournalEntry) => boolean)[]
  identifiers: string[]
  lines: number | null
  format: string
  follow: boolean
  reverse: boolean
  quiet: boolean
  showCursor: boolean
  synced: boolean
  /** Lines tell the host. */
  named: boolean
  /** The field whose values are asked for, instead of records. */
  values: string | undefined
  boots: boolean
  version: boolean
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
  if (query.version) return { stdout: version }
  if (query.synced) return {}
  if (query.boots) return { stdout: listBoots(journal) }
  if (query.values !== undefined)
    return {
      stdout: fieldValues(journal.entries(), query.values)
        .map((each) => `${each}\n`)
        .join(''),
    }
  const found = journal.entries().filter((entry) => selects(query, entry))
  const last = query.lines === null ? found : found.slice(Math.max(0, found.length - query.lines))
  const print = printer(query, context)
  const lines = (query.reverse ? last.toReversed() : last).map(print)
  // These formats are for programs.
  const isTerse = /^(json|cat$|export$)/.test(query.format)
  if (lines.length === 0 && !query.quiet && !isTerse) lines.push('-- No entries --')
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
  const unitMatches = query.units.length === 0 || query.units.some((isOf) => isOf(entry))
  const named = query.identifiers.length === 0 || query.identifiers.includes(entry.identifier)
  return unitMatches && named && query.matches.every((matches) => matches(entry))
}

function printer(query: Query, context: CommandContext): (entry: JournalEntry) => string {
  const format = journalFormats[query.format]
  if (!format) throw new UsageError(`Unknown output format '${query.format}'.`)
  const { hostname } = context.machine
  return (entry) => {
    const text = format(entry, hostname)
    return query.named ? text : text.replace(` ${hostname} `, ' ')
  }
}

function parse(args: readonly string[], journal: Journal, now: () => number): Query {
  const query: Query = {
    matches: [], units: [], identifiers: [], lines: null, format: 'short',
    follow: false, reverse: false, quiet: false, showCursor: false, synced: false,
    named: true, values: undefined, boots: false, version: false,
  } // prettier-ignore
  const queue = args.flatMap(spelledOut)
  const fields: string[] = []
  const time = (text: string): number => {
    const at = parseJournalTime(text, now())
    if (at === undefined) throw new UsageError(`Failed to parse timestamp: ${text}`)
    return at
  }
  const take = (option: string): string => {
    const value = queue.shift()
    if (value === undefined) throw new UsageError(`journalctl: ${argumentMissing(option)}`)
    return value
  }
  const number = (): number | null => {
    const text = queue[0] !== undefined && /^(\d+|all)$/.test(queue[0]) ? queue.shift() : '10'
    return text === 'all' ? null : Number(text)
  }
  while (queue.length > 0) {
    const option = queue.shift() ?? ''
    if (option === '-u' || option === '--unit') query.units.push(ofUnit(withSuffix(take(option))))
    else if (option === '-t' || option === '--identifier') query.identifiers.push(take(option))
    else if (option === '-n' || option === '--lines') query.lines = number()
    else if (option === '-o' || option === '--output') query.format = take(option)
    else if (option === '-f' || option === '--follow') query.follow = true
    else if (option === '-r' || option === '--reverse') query.reverse = true
    else if (option === '-q' || option === '--quiet') query.quiet = true
    else if (option === '--version') query.version = true
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
    else if (option === '--no-hostname') query.named = false
    else if (option === '-F' || option === '--field') query.values = take(option)
    else if (option === '--list-boots') query.boots = true
    else if (option === '--output-fields' || option === '--case-sensitive') take(option)
    else if (!ignored.includes(option))
      throw new UsageError(
        option.startsWith('--')
          ? `journalctl: unrecognized option '${option}'`
          : `journalctl: invalid option -- '${option.slice(1, 2)}'`,
      )
  }
  if (fields.length > 0) query.matches.push(fieldsAre(fields))
  return query
}

/** By its name or a pattern; of systemd's own records, what it says about the unit. */
function ofUnit(unit: string): (entry: JournalEntry) => boolean {
  if (!/[*?[]/.test(unit))
    return (entry) => entry.unit === unit || (entry.pid === 1 && entry.message.includes(unit))
  const form = fnmatch(unit)
  return (entry) => entry.unit !== null && form.test(entry.unit)
}

const argumentMissing = (option: string): string =>
  option.startsWith('--')
    ? `option '${option}' requires an argument`
    : `option requires an argument -- '${option.slice(1)}'`

const since = (at: number) => (entry: JournalEntry) => entry.at >= at
const until = (at: number) => (entry: JournalEntry) => entry.at <= at
const after = (sequence: number) => (entry: JournalEntry) => entry.sequence > sequence
const containing = (pattern: string) => {
  const expression = new RegExp(pattern, pattern === pattern.toLowerCase() ? 'i' : '')
  return (entry: JournalEntry) => expression.test(entry.message)
}

/** One level and all that are worse, or a range. */
function upTo(priority: string): (entry: JournalEntry) => boolean {
  const names = ['emerg', 'alert', 'crit', 'err', 'warning', 'notice', 'info', 'debug']
  const level = (text: string): number => {
    const found = /^[0-7]$/.test(text) ? Number(text) : names.indexOf(text)
    if (found < 0) throw new UsageError(`Unknown log level ${priority}`)
    return found
  }
  const [one = '', other] = priority.split('..')
  const levels = [level(one), other === undefined ? 0 : level(other)]
  return (entry) => Math.min(...levels) <= entry.priority && entry.priority <= Math.max(...levels)
}

function inBoot(journal: Journal, queue: string[]): (entry: JournalEntry) => boolean {
  const offset = queue[0] !== undefined && /^-?\d+$/.test(queue[0]) ? Number(queue.shift()) : 0
  const boot = journal.currentBoot + Math.min(0, offset)
  if (!journal.entries().some((entry) => entry.boot === boot))
    throw new UsageError(
      `Data from the specified boot (${offset > 0 ? '+' : ''}${offset}) is not available: No such boot ID in journal`,
    )
  return (entry) => entry.boot === boot
}

const withSuffix = (unit: string): string => (/\.[a-z]+$/.test(unit) ? unit : `${unit}.service`)
