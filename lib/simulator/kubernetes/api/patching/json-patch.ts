import { copyOf, isSame, type Json, type JsonObject, isJsonObject } from '../../json/json'

/** One operation of RFC 6902, as it was sent. */
export interface Operation {
  readonly op?: string
  readonly path?: string
  readonly from?: string
  readonly value?: Json
}

/** An operation that does not apply. */
export class Inapplicable extends Error {}

/**
 * Applies a JSON patch, as the API server's own library does: `replace` sets what isn't there, an absent field copies as
 * null and equals it, and the document as a whole is no target. Throws Inapplicable.
 */
export function applyJsonPatch(object: JsonObject, operations: readonly Operation[]): JsonObject {
  const document = copyOf(object)
  for (const operation of operations) apply(document, operation)
  return document
}

function apply(document: JsonObject, { op, path, from, value = null }: Operation): void {
  switch (op) {
    case 'add':
      return placeAt(document, path).add(value)
    case 'remove':
      return placeAt(document, path).remove()
    case 'replace':
      return placeAt(document, path).replace(value)
    case 'move': {
      const source = placeAt(document, from)
      const moved = source.value
      source.remove()
      return placeAt(document, path).add(moved)
    }
    case 'copy':
      return placeAt(document, path).add(copyOf(placeAt(document, from).value))
    case 'test':
      if (isSame(placeAt(document, path).value, value)) return
      throw new Inapplicable(`testing value ${path} failed`)
    default:
      throw new Inapplicable(`Unexpected kind: ${op}`)
  }
}

interface Place {
  readonly value: Json
  add(value: Json): void
  replace(value: Json): void
  remove(): void
}

function placeAt(document: JsonObject, path: string | undefined): Place {
  const steps = path?.split('/').map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
  if (!steps || steps.length < 2) throw new Inapplicable(`missing path: ${path}`)
  const key = steps.at(-1)!
  const holder = steps
    .slice(1, -1)
    .reduce<Json>((inner, step) => valueIn(inner, step) ?? null, document)
  if (Array.isArray(holder)) return inList(holder, key)
  if (isJsonObject(holder)) return inMap(holder, key)
  throw new Inapplicable(`missing path: ${path}`)
}

const valueIn = (holder: Json, step: string): Json | undefined => {
  if (Array.isArray(holder)) return holder[Number(step)]
  return isJsonObject(holder) ? holder[step] : undefined
}

const inMap = (map: JsonObject, key: string): Place => {
  const put = (value: Json): void => void (map[key] = value)
  return {
    value: map[key] ?? null,
    add: put,
    replace: put,
    remove: () => {
      if (!(key in map)) throw new Inapplicable(`Unable to remove nonexistent key: ${key}`)
      delete map[key]
    },
  }
}

const inList = (list: Json[], key: string): Place => {
  const index = (most: number): number => {
    const at = /^-?\d+$/.test(key) ? Number(key) : Number.NaN
    const inside = at < 0 ? at + most + 1 : at
    if (inside >= 0 && inside <= most) return inside
    throw new Inapplicable(`Unable to access invalid index: ${key}`)
  }
  return {
    get value() {
      return list[index(list.length - 1)]!
    },
    add: (value) => void list.splice(key === '-' ? list.length : index(list.length), 0, value),
    replace: (value) => void (list[index(list.length - 1)] = value),
    remove: () => void list.splice(index(list.length - 1), 1),
  }
}
