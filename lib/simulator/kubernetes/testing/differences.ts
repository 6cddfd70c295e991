import { type KubeObject } from '../objects'
import { settled } from './volatile'

/** A watch as a story: each event's type and what it changed against the one before, without what is volatile. */
export function differences(events: readonly { type: string; object: KubeObject }[]): string[] {
  const before = new Map<string, unknown>()
  return events.flatMap(({ type, object }) => {
    const now = settled(object)
    const { name } = object.metadata
    const changes = [...changed(before.get(name), now, '')]
    before.set(name, now)
    return [type, ...changes.map((change) => `  ${change}`)]
  })
}

function* changed(before: unknown, now: unknown, path: string): Generator<string> {
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
