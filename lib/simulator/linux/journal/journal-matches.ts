import type { JournalEntry } from './journal'

type Matcher = (entry: JournalEntry) => boolean

/**
 * `FIELD=VALUE …` as journalctl takes them: of several values of one field any may match, all fields must, and `+` begins
 * an alternative.
 */
export function fieldsAre(words: readonly string[]): Matcher {
  const alternatives = words
    .join('\n')
    .split(/(?:^|\n)\+(?:\n|$)/)
    .map((group) => allFields(group.split('\n').filter(Boolean)))
  return (entry) => alternatives.some((matches) => matches(entry))
}

function allFields(matches: readonly string[]): Matcher {
  const byName = new Map<string, Set<string>>()
  for (const match of matches) {
    const [name = '', ...rest] = match.split('=')
    byName.set(name, (byName.get(name) ?? new Set()).add(rest.join('=')))
  }
  return (entry) =>
    [...byName].every(([name, values]) => values.has(fields[name]?.(entry) ?? absent))
}

/** What no field of a query is. */
const absent = '\0'

const fields: Readonly<Record<string, (entry: JournalEntry) => string | null>> = {
  _TRANSPORT: (entry) => entry.transport,
  SYSLOG_IDENTIFIER: (entry) => entry.identifier,
  _SYSTEMD_UNIT: (entry) => entry.unit,
  _PID: (entry) => String(entry.pid),
  PRIORITY: (entry) => String(entry.priority),
  MESSAGE: (entry) => entry.message,
  _UID: ({ uid = 0 }) => String(uid),
  SYSLOG_FACILITY: ({ facility = 3 }) => String(facility),
  _COMM: ({ program }) => program ?? null,
}

export const fieldNames: readonly string[] = Object.keys(fields)

/** Every value that a field has, in no order that matters. */
export const fieldValues = (entries: readonly JournalEntry[], name: string): string[] => [
  ...new Set(entries.flatMap((entry) => fields[name]?.(entry) ?? [])),
]
