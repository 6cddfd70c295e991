import { structOf } from '../../schema/go-types'
import { unknownFields } from '../../schema/unknown-fields'
import { type Json, type JsonObject, isJsonObject } from '../../json/json'
import { invalid } from '../status-error'

/** What is to become of fields that a kind doesn't have: refused, or told to the client. Otherwise they are pruned in silence. */
export type FieldCheck =
  { readonly directive: 'Strict' } | { readonly directive: 'Warn'; warn(text: string): unknown }

/** Warns of an object's unknown fields, or throws what `refusal` makes of Go's words for them. */
export function checkFields(
  kind: string,
  object: JsonObject,
  check: FieldCheck | undefined,
  refusal: (why: string) => Error,
): void {
  const struct = check && structOf(kind)
  if (!struct) return
  const complaints = unknownFields(object, struct).map((path) => `unknown field "${path}"`)
  if (complaints.length === 0) return
  if (check.directive === 'Strict') throw refusal(`strict decoding error: ${complaints.join(', ')}`)
  complaints.forEach((text) => check.warn(text))
}

/** `422` for what a patch made of an object; `shown` is what the server says it refuses. */
export const refusedPatch = (shown: string, why: string): Error =>
  invalid({ kind: '', group: '' }, '', [
    {
      field: 'patch',
      reason: 'FieldValueInvalid',
      message: `Invalid value: ${JSON.stringify(shown)}: ${why}`,
    },
  ])

/** A value as Go's `%+v` prints it: `map[spec:map[paused:true]]`. */
export function printed(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(printed).join(' ')}]`
  if (!isJsonObject(value)) return value === null ? '<nil>' : String(value)
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return `map[${entries.map(([key, child]) => `${key}:${printed(child)}`).join(' ')}]`
}
