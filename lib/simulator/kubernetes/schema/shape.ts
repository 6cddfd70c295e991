import { type Json, type JsonObject, isJsonObject } from '../json/json'
import { type Field, type GoType, type Struct } from './go-types'

/**
 * A value as the API server writes it: fields in their order, unknown ones pruned, empty ones left out or written as
 * Go's zero values. What has the wrong type has been refused before.
 */
export function shaped(value: JsonObject, type: Struct): JsonObject {
  const result: JsonObject = {}
  for (const field of type.fields.values()) {
    const written = shapedField(value[field.json], field)
    if (written !== undefined) result[field.json] = written
  }
  return result
}

function shapedField(value: Json | undefined, field: Field): Json | undefined {
  const { type, pointer, always } = field
  if (value === undefined || value === null) return always ? zeroOf(field) : undefined
  const written = shapedValue(value, type)
  return !always && !pointer && isEmpty(written) ? undefined : written
}

function shapedValue(value: Json, type: GoType): Json {
  if (type.kind === 'struct') return isJsonObject(value) ? shaped(value, type) : value
  if (type.kind === 'list' && Array.isArray(value)) {
    return value.map((item) => shapedValue(item, type.of))
  }
  if (type.kind === 'map' && isJsonObject(value)) return inKeyOrder(value)
  return value
}

/** What Go writes of a field that was never set. */
function zeroOf({ type, json }: Field): Json {
  if (type.kind === 'struct') return json === 'selector' ? null : shaped({}, type)
  if (type.kind !== 'scalar') return null
  const zeros = {
    string: '',
    int32: 0,
    int64: 0,
    bool: false,
    bytes: null,
    time: null,
    microTime: null,
    quantity: '0',
    intOrString: 0,
    any: null,
  }
  return zeros[type.name]
}

const isEmpty = (value: Json): boolean =>
  value === '' ||
  value === 0 ||
  value === false ||
  (Array.isArray(value) && value.length === 0) ||
  (isJsonObject(value) && Object.keys(value).length === 0)

const inKeyOrder = (map: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries(map)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, value]) => [key, value ?? '']),
  )
