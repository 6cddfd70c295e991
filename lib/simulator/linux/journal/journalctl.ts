import { absolute } from '../../file-system/paths'
import type { CommandContext, CommandOutput, SimulatedCommand } from '../../machine/types'
import type { Journal, JournalEntry } from './journal'
import { access, hint } from './journal-access'
import { cursorOf, journalFormats, sequenceOfCursor } from './journal-formats'
import { listBoots } from './journal-boots'
import { fieldNames, fieldValues } from './journal-matches'
import { parse, type Query, Told, UsageError } from './journalctl-query'
import { version } from '../systemctl/systemctl'

/** `journalctl` over the machine's journal. */
export const journalctlCommand = (journal: Journal, now: () => number): SimulatedCommand => ({
  name: 'journalctl',
  async run(args, context) {
    try {
      return await answer(journal, parse(args, journal, now), context)
    } catch (error) {
      if (error instanceof Told) return { stdout: error.message }
      if (error instanceof UsageError) return { stderr: `${error.message}\n`, exitCode: 1 }
      throw error
    }
  },
})

/** Formats for programs, and `-q`, tell nobody that he doesn't see all. */
const isTerse = ({ format, quiet }: Query): boolean => quiet || /^(json.*|cat|export)$/.test(format)

async function answer(
  journal: Journal,
  query: Query,
  context: CommandContext,
): Promise<CommandOutput> {
  if (query.version) return { stdout: version }
  if (query.rotates && context.user.uid !== 0)
    return {
      stderr: 'Failed to connect to /run/systemd/journal/io.systemd.journal: Permission denied\n',
      exitCode: 1,
    }
  if (query.synced || query.rotates) return {}
  const sees = access(context.user)
  const told = sees === 'all' || isTerse(query) ? '' : hint
  if (sees === 'none' || (sees === 'own' && query.from === 'system'))
    return {
      stderr: `${told}No journal files were opened due to insufficient permissions.\n`,
      exitCode: 1,
    }
  if (query.refusal !== undefined) return { stderr: `${told}${query.refusal}\n`, exitCode: 1 }
  if (sees === 'own') query.matches.push(({ uid }) => uid === context.user.uid)
  if (query.housekeeping) return kept(query, told, context)
  if (query.follow) {
    const followed = await follow(journal, query, context)
    return { ...followed, stderr: told }
  }
  const output = show(journal, query, context)
  return { ...output, stderr: told + (output.stderr ?? '') }
}

/** Its journal is never long enough to be archived. */
function kept({ housekeeping }: Query, told: string, { machine }: CommandContext): CommandOutput {
  const folder = `/var/log/journal/${machine.fs.readText('/etc/machine-id').trim()}`
  if (housekeeping === 'disk usage')
    return {
      stdout: 'Archived and active journals take up 16.0M in the file system.\n',
      stderr: told,
    }
  if (housekeeping === 'header')
    return { stdout: `File path: ${folder}/system.journal\nState: ONLINE\n`, stderr: told }
  const places = [folder, '/var/log/journal', '/run/log/journal']
  return {
    stderr:
      told +
      places
        .map((place) => `Vacuuming done, freed 0B of archived journals from ${place}.\n`)
        .join(''),
  }
}

function show(journal: Journal, query: Query, context: CommandContext): CommandOutput {
  if (query.boots) return { stdout: listBoots(journal) }
  if (query.names) return { stdout: fieldNames.map((name) => `${name}\n`).join('') }
  const found = journal.entries().filter((entry) => selects(query, entry))
  if (query.values !== undefined)
    return {
      stdout: fieldValues(found, query.values)
        .map((each) => `${each}\n`)
        .join(''),
    }
  const last = part(afterCursor(query, found, context), query)
  const print = printer(query, context)
  const lines = (query.reverse ? last.toReversed() : last).map(print)
  if (lines.length === 0 && !isTerse(query)) lines.push('-- No entries --')
  const newest = found.at(-1)
  if (query.showCursor && newest) lines.push(`-- cursor: ${cursorOf(newest)}`)
  if (query.cursorFile !== undefined && newest)
    context.fs.write(absolute(context.cwd, query.cursorFile), cursorOf(newest))
  return {
    stdout: lines.map((line) => `${line}\n`).join(''),
    exitCode: query.grepped && last.length === 0 ? 1 : 0,
  }
}

const part = (
  found: readonly JournalEntry[],
  { lines, forwards }: Query,
): readonly JournalEntry[] => {
  if (lines === null) return found
  return forwards ? found.slice(0, lines) : found.slice(Math.max(0, found.length - lines))
}

/** What is newer than what was shown last time. */
function afterCursor(
  { cursorFile }: Query,
  found: readonly JournalEntry[],
  { fs, cwd }: CommandContext,
): readonly JournalEntry[] {
  const path = cursorFile === undefined ? undefined : absolute(cwd, cursorFile)
  if (path === undefined || !fs.exists(path)) return found
  const last = sequenceOfCursor(fs.readText(path))
  return found.filter(({ sequence }) => sequence > last)
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
