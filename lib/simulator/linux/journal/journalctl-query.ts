import { fnmatch } from '../../machine/fnmatch'
import type { Journal, JournalEntry } from './journal'
import { sequenceOfCursor } from './journal-formats'
import { fieldsAre } from './journal-matches'
import { facilities } from './facilities'
import { ignored, spelledOut } from './journalctl-options'
import { parseJournalTime } from './journal-time'

/** What a journalctl was asked for. */
export interface Query {
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
  names: boolean
  /** From the first one on that `--since` lets in, and not the last ones. */
  forwards: boolean
  /** Nothing that was found is a failure. */
  grepped: boolean
  cursorFile: string | undefined
  housekeeping: 'disk usage' | 'vacuum' | 'header' | undefined
  rotates: boolean
  /** Only those of the system, or of another place. */
  from: 'everywhere' | 'system'
  /** Said after the hint. */
  refusal: string | undefined
  version: boolean
}

/** What journalctl says of its command line, or of a journal that has not what it wants. */
export class UsageError extends Error {}

/** An answer instead of records. */
export class Told extends Error {}

/** Reads the command line. Throws UsageError. */
export function parse(args: readonly string[], journal: Journal, now: () => number): Query {
  const query: Query = {
    matches: [], units: [], identifiers: [], lines: null, format: 'short',
    follow: false, reverse: false, quiet: false, showCursor: false, synced: false,
    named: true, values: undefined, boots: false, version: false, names: false, forwards: false, grepped: false,
    cursorFile: undefined, housekeeping: undefined, rotates: false, from: 'everywhere', refusal: undefined,
  } // prettier-ignore
  const queue = args.flatMap(spelledOut)
  const fields: string[] = []
  let [from, to]: (number | undefined)[] = []
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
    const text = queue[0] !== undefined && /^(\+?\d+|all)$/.test(queue[0]) ? queue.shift() : '10'
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
    else if (option === '--rotate') query.rotates = true
    else if (option === '--sync' || option === '--flush') query.synced = true
    else if (option === '--facility') query.matches.push(ofFacilities(take(option)))
    else if (/^--vacuum-(time|size|files)$/.test(option)) {
      take(option)
      query.housekeeping = 'vacuum'
    } else if (option === '--disk-usage') query.housekeeping = 'disk usage'
    else if (option === '--header') query.housekeeping = 'header'
    else if (option === '-N' || option === '--fields') query.names = true
    else if (option === '--cursor-file') query.cursorFile = take(option)
    else if (option === '-c' || option === '--cursor')
      query.refusal ??= wrongCursor(take(option), query)
    else if (option === '--system') query.from = 'system'
    else if (option === '-D' || option === '--directory' || option === '--file')
      insistOnPlace(option, take(option))
    else if (option === '-k' || option === '--dmesg') query.identifiers.push('kernel')
    else if (option === '-b' || option === '--boot') query.matches.push(inBoot(journal, queue))
    else if (option === '-p' || option === '--priority') query.matches.push(upTo(take(option)))
    else if (option === '-g' || option === '--grep') {
      query.matches.push(containing(take(option)))
      query.grepped = true
    } else if (option === '-S' || option === '--since') {
      from = time(take(option))
      query.matches.push(since(from))
    } else if (option === '-U' || option === '--until') {
      to = time(take(option))
      query.matches.push(until(to))
    } else if (option === '--after-cursor')
      query.matches.push(after(sequenceOfCursor(take(option))))
    else if (/^[A-Z_]+=/.test(option)) fields.push(option)
    else if (option === '+') fields.push(option)
    else if (option === '--no-hostname') query.named = false
    else if (option === '-F' || option === '--field') query.values = take(option)
    else if (option === '--list-boots') query.boots = true
    else if (option === '--output-fields' || option === '--case-sensitive') take(option)
    else if (option.startsWith('/')) query.matches.push(ofProgram(option))
    else if (!option.startsWith('-'))
      query.refusal ??= `Failed to add match '${option}': Invalid argument`
    else if (!ignored.includes(option))
      throw new UsageError(
        option.startsWith('--')
          ? `journalctl: unrecognized option '${option}'`
          : `journalctl: invalid option -- '${option.slice(1, 2)}'`,
      )
  }
  if (from !== undefined && to !== undefined && to < from)
    throw new UsageError('--since= must be before --until=.')
  query.forwards = from !== undefined && to === undefined && !query.reverse && !query.follow
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
/** Letters count where the pattern has capitals. */
const containing = (pattern: string) => {
  let expression: RegExp
  try {
    expression = new RegExp(pattern, pattern === pattern.toLowerCase() ? 'i' : '')
  } catch {
    throw new UsageError(`Bad pattern "${pattern}": missing terminating ] for character class`)
  }
  return (entry: JournalEntry) => expression.test(entry.message)
}

/** By the base name: no more is known of a program. */
const ofProgram = (path: string) => (entry: JournalEntry) =>
  entry.program === path.slice(path.lastIndexOf('/') + 1)

function ofFacilities(text: string): (entry: JournalEntry) => boolean {
  if (text === 'help') throw new Told(`Available facilities:\n${facilities.join('\n')}\n`)
  const wanted = text.split(',').map((name) => {
    const found = /^\d+$/.test(name) ? Number(name) : facilities.indexOf(name)
    if (found < 0) throw new UsageError(`Bad --facility= argument "${name}".`)
    return found
  })
  return ({ facility }) => facility !== undefined && wanted.includes(facility)
}

function wrongCursor(cursor: string, query: Query): string | undefined {
  const sequence = sequenceOfCursor(cursor)
  if (sequence === 0) return 'Failed to seek to cursor: Invalid argument'
  query.matches.push((entry) => entry.sequence >= sequence)
  return undefined
}

/** The journal of the machine is where it belongs, and nowhere else. */
const insistOnPlace = (option: string, path: string): void => {
  if (/^\/(var|run)\/log\/journal(\/|$)/.test(path)) return
  throw new UsageError(
    option === '--file'
      ? 'Failed to open files: No such file or directory'
      : `Failed to open ${path}: No such file or directory`,
  )
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
  const offset = queue[0] !== undefined && /^[-+]?\d+$/.test(queue[0]) ? Number(queue.shift()) : 0
  // Counted from the first one where it is more than none.
  const boot = offset > 0 ? offset : journal.currentBoot + offset
  if (!journal.entries().some((entry) => entry.boot === boot))
    throw new UsageError(
      `Data from the specified boot (${offset > 0 ? '+' : ''}${offset}) is not available: No such boot ID in journal`,
    )
  return (entry) => entry.boot === boot
}

const withSuffix = (unit: string): string => (/\.[a-z]+$/.test(unit) ? unit : `${unit}.service`)
