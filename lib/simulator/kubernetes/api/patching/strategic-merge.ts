import { type GoType, type List } from '../../schema/go-types'
import { type Json, type JsonObject, isJsonObject } from '../../json/json'
import { StatusError } from '../status-error'
import { printed } from '../decoding/strict-decoding'

/**
 * Applies a strategic merge patch to a value of this type: maps merge, lists whose elements are told apart merge by
 * key, others are replaced, with the `$…` directives. Throws 500 for patches that make no sense.
 */
export function strategicMerge(
  target: Json | undefined,
  patch: JsonObject,
  type: GoType | undefined,
): JsonObject {
  if (patch.$patch === 'replace') return without(patch, '$patch')
  if (patch.$patch === 'delete') return {}
  if (patch.$patch !== undefined) {
    const why = `unknown patch type: ${printed(patch.$patch)} in map: ${printed(patch)}`
    throw new StatusError(500, undefined, why)
  }

  const result: JsonObject = isJsonObject(target) ? { ...target } : {}
  retainKeys(result, patch.$retainKeys)
  for (const [key, value] of Object.entries(patch)) {
    const child = childOf(type, key)
    if (key.startsWith('$deleteFromPrimitiveList/')) dropFrom(result, key, value)
    else if (key.startsWith('$')) continue
    else if (value === null) delete result[key]
    else if (isJsonObject(value))
      result[key] = key in result ? strategicMerge(result[key], value, child) : value
    else if (Array.isArray(value) && child?.kind === 'list')
      result[key] = key in result ? mergeList(child, result[key], value) : value
    else result[key] = value
  }
  for (const [key, order] of Object.entries(patch)) {
    if (key.startsWith('$setElementOrder/')) putInOrder(result, key, order, type)
  }
  return result
}

function childOf(type: GoType | undefined, key: string): GoType | undefined {
  if (type?.kind === 'map') return type.of
  return type?.kind === 'struct' ? type.fields.get(key)?.type : undefined
}

/** Elements are told apart by one key here, the first; undefined: by themselves. */
const keyOf = ({ keys }: List): string | undefined => (keys === 'set' ? undefined : keys?.[0])

function mergeList(list: List, target: Json | undefined, patch: Json[]): Json[] {
  if (list.keys === undefined) return patch
  const current = Array.isArray(target) ? target : []
  const key = keyOf(list)
  if (key === undefined) return ordered([...new Set([...current, ...patch])], patch, current, key)

  const isDirective = (item: Json): boolean => isJsonObject(item) && '$patch' in item
  if (patch.some((item) => isJsonObject(item) && item.$patch === 'replace'))
    return patch.filter((item) => !isDirective(item))
  const merged = patch.reduce<Json[]>(
    (elements, item) => mergeElement(elements, item as JsonObject, key, list.of),
    current,
  )
  return ordered(
    merged,
    patch.filter((item) => !isDirective(item)),
    current,
    key,
  )
}

function mergeElement(list: Json[], item: JsonObject, key: string, type: GoType): Json[] {
  if (!isJsonObject(item) || item[key] === undefined)
    throw new StatusError(
      500,
      undefined,
      `map: ${printed(item)} does not contain declared merge key: ${key}`,
    )
  const at = list.findIndex((element) => isJsonObject(element) && element[key] === item[key])
  if (item.$patch === 'delete') return list.filter((_, index) => index !== at)
  if (at === -1) return [...list, item]
  return list.map((element, index) =>
    index === at ? strategicMerge(element, item, type) : element,
  )
}

/**
 * What a patch names, in the patch's order, among the rest in theirs: an element of the rest stands before one of the
 * patch only where it had stood before it.
 */
function ordered(
  all: readonly Json[],
  order: readonly Json[],
  before: readonly Json[],
  key: string | undefined,
): Json[] {
  const identity = (item: Json): Json | undefined =>
    key !== undefined && isJsonObject(item) ? item[key] : item
  const places = (list: readonly Json[]): Map<Json | undefined, number> =>
    new Map(list.map((item, index) => [identity(item), index]))
  const [named, stood] = [places(order), places(before)]
  const rank = (item: Json): number => named.get(identity(item)) ?? 0
  const patched = all.filter((item) => named.has(identity(item))).sort((a, b) => rank(a) - rank(b))
  const rest = all.filter((item) => !named.has(identity(item)))
  const result: Json[] = []
  while (rest.length > 0 && patched.length > 0) {
    const [place, other] = [stood.get(identity(rest[0]!)), stood.get(identity(patched[0]!))]
    const isFirst = place !== undefined && other !== undefined && place < other
    result.push((isFirst ? rest : patched).shift()!)
  }
  return [...result, ...rest, ...patched]
}

function retainKeys(result: JsonObject, kept: Json | undefined): void {
  if (!Array.isArray(kept)) return
  for (const key of Object.keys(result)) if (!kept.includes(key)) delete result[key]
}

const fieldOf = (directive: string): string => directive.slice(directive.indexOf('/') + 1)

function dropFrom(result: JsonObject, directive: string, values: Json): void {
  const field = fieldOf(directive)
  const list = result[field]
  if (Array.isArray(list) && Array.isArray(values)) {
    result[field] = list.filter((item) => !values.includes(item))
  }
}

function putInOrder(
  result: JsonObject,
  directive: string,
  order: Json,
  type: GoType | undefined,
): void {
  const field = fieldOf(directive)
  const list = result[field]
  const child = childOf(type, field)
  if (!Array.isArray(list) || !Array.isArray(order) || child?.kind !== 'list') return
  result[field] = ordered(list, order, list, keyOf(child))
}

function without(object: JsonObject, key: string): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([name]) => name !== key))
}
