import { type Event, type KubeObject } from '../objects'
import { settled } from './volatile'

/** A watch as a story: each event's type and what it changed against the one before, without what is volatile. */
export function storyOf(events: readonly { type: string; object: KubeObject }[]): string[] {
  const before = new Map<string, unknown>()
  return events.flatMap(({ type, object }) => {
    const now = settled(object)
    const { name } = object.metadata
    const changes = [...details(before.get(name), now, '')]
    before.set(name, now)
    return [`${type} ${titleOf(object)}`, ...changes.map((change) => `  ${change}`)]
  })
}

function titleOf(object: KubeObject): string {
  const { kind, metadata } = object
  if (kind !== 'Event') return `${kind} ${String(settled(metadata.name))}`
  const { reason, involvedObject, message } = object as Event
  const of = `${involvedObject.kind} ${String(settled(involvedObject.name))}`
  return `${reason} of ${of}: ${String(settled(message)).slice(0, 60)}`
}

/** Every leaf that is another one now. */
function* details(before: unknown, now: unknown, path: string): Generator<string> {
  if (isMap(now) && (before === undefined || isMap(before))) {
    const keys = new Set([...Object.keys(before ?? {}), ...Object.keys(now)])
    for (const key of [...keys].sort()) yield* details(before?.[key], now[key], `${path}.${key}`)
  } else if (isMapList(before) && isMapList(now) && before.length === now.length) {
    for (const [at, item] of now.entries())
      yield* details(before[at], item, `${path}[${nameIn(item) ?? at}]`)
  } else if (JSON.stringify(sorted(before)) !== JSON.stringify(sorted(now))) {
    yield `${path}: ${JSON.stringify(sorted(now))}`
  }
}

const nameIn = ({ type, name }: Record<string, unknown>): string | undefined =>
  [type, name].find((given) => typeof given === 'string')

const isMapList = (value: unknown): value is Record<string, unknown>[] =>
  Array.isArray(value) && value.every(isMap)

/** Where two values differ, and what the second has there: `.status.phase: "Running"`. */
export function* changed(before: unknown, now: unknown, path: string): Generator<string> {
  if (isMap(before) && isMap(now)) {
    for (const key of [...new Set([...Object.keys(before), ...Object.keys(now)])].sort()) {
      yield* changed(before[key], now[key], `${path}.${key}`)
    }
  } else if (JSON.stringify(sorted(before)) !== JSON.stringify(sorted(now))) {
    yield `${path}: ${JSON.stringify(sorted(now))}`
  }
}

const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (!isMap(value)) return value
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(entries.map(([key, item]) => [key, sorted(item)]))
}
