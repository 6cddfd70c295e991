import { type Json, isJsonObject } from '../json/json'
import { billionths, canonicalQuantity } from './quantity'
import { type GoType, type Scalar, type Struct } from './go-types'

/**
 * Has JSON the types that Go's structs have? What is `null` is absent to Go, or a zero in a map or a list: it is taken
 * out of the value, or put into it. Quantities become what the server writes.
 */
export function fits(value: Json, type: GoType): boolean {
  switch (type.kind) {
    case 'struct':
      return fitsStruct(value, type)
    case 'map':
      return isJsonObject(value) && fillsIn(value, Object.keys(value), type.of)
    case 'list':
      return Array.isArray(value) && fillsIn(value, [...value.keys()], type.of)
    default:
      return scalars[type.name](value)
  }
}

function fitsStruct(value: Json, type: Struct): boolean {
  if (!isJsonObject(value)) return false
  for (const [key, child] of Object.entries(value)) {
    const field = type.fields.get(key)
    if (!field) continue
    if (child !== null) {
      if (!fits(child, field.type)) return false
      if (isQuantityType(field.type)) value[key] = canonicalQuantity(child as string | number)
    } else if (!field.always) delete value[key]
  }
  return true
}

function fillsIn<K extends PropertyKey>(
  holder: Record<K, Json>,
  keys: readonly K[],
  type: GoType,
): boolean {
  for (const key of keys) {
    if (holder[key] === null) holder[key] = zeroOf(type)
    else if (!fits(holder[key], type)) return false
    else if (isQuantityType(type)) holder[key] = canonicalQuantity(holder[key] as string | number)
  }
  return true
}

const isQuantityType = (type: GoType): boolean => type.kind === 'scalar' && type.name === 'quantity'

function zeroOf(type: GoType): Json {
  if (type.kind !== 'scalar') return type.kind === 'list' ? [] : {}
  return type.name === 'string' || type.name === 'bytes'
    ? ''
    : type.name === 'quantity'
      ? '0'
      : null
}

const whole =
  (most: number) =>
  (value: Json): boolean =>
    Number.isInteger(value) && Math.abs(value as number) <= most

const base64 = /^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/
const rfc3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[-+]\d\d:\d\d)$/

/** With six digits after the point, no more and no less. */
const rfc3339Micro = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}(Z|[-+]\d\d:\d\d)$/

const isText = (value: Json): value is string => typeof value === 'string'

const scalars: Readonly<Record<Scalar['name'], (value: Json) => boolean>> = {
  string: isText,
  bool: (value) => typeof value === 'boolean',
  int32: whole(2 ** 31),
  int64: whole(2 ** 63),
  bytes: (value) => isText(value) && base64.test(value.replace(/[\r\n]/g, '')),
  time: (value) => isText(value) && rfc3339.test(value),
  microTime: (value) => isText(value) && rfc3339Micro.test(value),
  quantity: (value) =>
    (isText(value) || typeof value === 'number') && billionths(String(value)) !== undefined,
  intOrString: (value) => isText(value) || whole(2 ** 31)(value),
  any: () => true,
}
