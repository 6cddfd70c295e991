import { type Json, isJsonObject } from '../json/json'
import { type JsonField, jsonFields } from './schema'

/** What becomes of a field that a client sends: its servers have never heard of it, or its feature is off. */
export type Era = 'since' | 'keptSince'

/**
 * Takes out of an object the fields that servers of this minor version do not know (`since`), or know and drop, their feature
 * gate being off by default (`keptSince`).
 */
export function forgetLaterFields(object: Json, message: string, minor: number, era: Era): void {
  const later = laterIn(message, minor, era)
  if (!later || !isJsonObject(object)) return
  for (const name of later.own) delete object[name]
  for (const [name, { type, shape }] of later.on) {
    const value = object[name]
    if (value === undefined) continue
    if (shape === 'one') forgetLaterFields(value, type, minor, era)
    else for (const item of itemsOf(value)) forgetLaterFields(item, type, minor, era)
  }
}

const itemsOf = (value: Json): Json[] =>
  Array.isArray(value) ? value : isJsonObject(value) ? Object.values(value) : []

/** The fields of a message that come later, and those that lead on to such fields. */
interface Later {
  readonly own: readonly string[]
  readonly on: readonly (readonly [string, JsonField])[]
}

const known = new Map<string, Later | undefined>()

/** Undefined where nothing comes later in what the message is built of. */
function laterIn(message: string, minor: number, era: Era): Later | undefined {
  const key = `${message} ${minor} ${era}`
  if (known.has(key)) return known.get(key)
  known.set(key, undefined)
  const fields = [...jsonFields(message)]
  const own = fields.filter(([, field]) => field[era] > minor).map(([name]) => name)
  const on = fields.filter(
    ([, field]) => field[era] <= minor && laterIn(field.type, minor, era) !== undefined,
  )
  const later = own.length + on.length > 0 ? { own, on } : undefined
  known.set(key, later)
  return later
}
