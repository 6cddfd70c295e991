import { base64Mistake } from './base64-mistake'
import { type Json, isJsonObject } from '../json/json'
import { fits } from './fits'
import { type GoType, type Scalar } from './go-types'
import { hasOwnForm, ownWords } from './go-own-words'

/**
 * What Go's converter of maps into structs says of a value that does not fit: that is how what a strategic merge patch
 * has made is read, unlike all other bodies. Undefined when it fits.
 */
export function converterComplaint(value: Json, type: GoType): string | undefined {
  if (value === null) return undefined
  switch (type.kind) {
    case 'struct': {
      if (!isJsonObject(value)) return `cannot restore struct from: ${kindOf(value)}`
      const { fields } = type
      return first([...fields.values()], ({ json, type: own }) => complaintAt(value[json], own))
    }
    case 'map':
      if (!isJsonObject(value)) return `cannot restore map from ${kindOf(value)}`
      return first(Object.values(value), (item) => converterComplaint(item, type.of))
    case 'list':
      if (!Array.isArray(value)) return `cannot restore slice from ${kindOf(value)}`
      return first(value, (item) => converterComplaint(item, type.of))
    default:
      return fits(value, type) ? undefined : scalarComplaint(value, type)
  }
}

const complaintAt = (value: Json | undefined, type: GoType): string | undefined =>
  value === undefined ? undefined : converterComplaint(value, type)

function first<T>(items: readonly T[], look: (item: T) => string | undefined): string | undefined {
  for (const item of items) {
    const complaint = look(item)
    if (complaint !== undefined) return complaint
  }
  return undefined
}

/** Go would make a number a text, or another number; the converter does not let it. */
function scalarComplaint(value: Json, { name }: Scalar): string {
  if (hasOwnForm(name)) return ownWords(name, value)
  const given = kindOf(value)
  const converts =
    (given === 'int64' && name === 'string') ||
    (given === 'float64' && (name === 'int32' || name === 'int64'))
  if (converts) return `cannot convert ${given} to ${name}`
  if (name !== 'bytes') return `unrecognized type: ${name}`
  return typeof value === 'string'
    ? `error decoding from json: ${base64Mistake(value)}`
    : `cannot restore slice from ${given}`
}

function kindOf(value: Json): string {
  if (Array.isArray(value)) return 'slice'
  if (isJsonObject(value)) return 'map'
  if (typeof value === 'number') return Number.isInteger(value) ? 'int64' : 'float64'
  return typeof value === 'boolean' ? 'bool' : 'string'
}
