import { isSame, type Json, type JsonObject, isJsonObject } from '../json/json'
import { type GoType, type List, type Struct } from '../schema/go-types'
import { FieldSet, type Path } from './field-set'

/** Which fields a write gave, changed and took away. */
export interface Comparison {
  readonly added: FieldSet
  readonly modified: FieldSet
  readonly removed: FieldSet
  /** Two elements of a list can't be told apart: nobody can own either. */
  readonly ambiguous: boolean
}

export function compare(before: JsonObject, after: JsonObject, struct: Struct): Comparison {
  const result = { added: new FieldSet(), modified: new FieldSet(), removed: new FieldSet() }
  let ambiguous = false
  const walk = (type: GoType, path: Path, old: Json | undefined, now: Json | undefined): void => {
    // Most of what is written again is as it was: it is not looked into.
    if (isSame(old, now)) return
    const leaf = isLeaf(type) || (isEmpty(old) && isEmpty(now))
    if (old === undefined) result.added.add(path)
    else if (now === undefined) result.removed.add(path)
    else if (leaf) result.modified.add(path)
    if (leaf) return
    const was = childrenOf(type, old)
    const is = childrenOf(type, now)
    if (Array.isArray(now) && is.size < now.length) ambiguous = true
    for (const step of new Set([...was.keys(), ...is.keys()])) {
      const child = (is.get(step) ?? was.get(step))!.type
      walk(child, [...path, step], was.get(step)?.value, is.get(step)?.value)
    }
  }
  for (const { json, type, atomic } of struct.fields.values()) {
    walk(atomic ? whole : type, [`f:${json}`], before[json], after[json])
  }
  return { ...result, ambiguous }
}

/** The fields that a configuration names, for server-side apply. */
export const fieldsIn = (config: JsonObject, struct: Struct): FieldSet =>
  fieldsUnder([], struct, config)

/** The fields inside the one at this path. */
export function fieldsUnder(root: Path, own: GoType, content: Json): FieldSet {
  const set = new FieldSet()
  const walk = (type: GoType, path: Path, value: Json, isElement: boolean): void => {
    const leaf = isLeaf(type) || isEmpty(value)
    if (leaf || isElement) set.add(path)
    if (leaf) return
    for (const [step, child] of childrenOf(type, value)) {
      walk(child.type, [...path, step], child.value, type.kind === 'list')
    }
  }
  if (isLeaf(own)) return set
  for (const [step, child] of childrenOf(own, content))
    walk(child.type, [...root, step], child.value, own.kind === 'list')
  return set
}

interface Child {
  readonly type: GoType
  readonly value: Json
}

const whole: GoType = { kind: 'scalar', name: 'any' }

export const isLeaf = (type: GoType): boolean =>
  type.kind === 'scalar' || (type.kind === 'list' && type.keys === undefined)

const isEmpty = (value: Json | undefined): boolean =>
  value === undefined ||
  value === null ||
  (Array.isArray(value) && value.length === 0) ||
  (isJsonObject(value) && Object.keys(value).length === 0)

/** What is in a struct, a map or a list of elements that can be told apart, by the step to it. */
export function childrenOf(type: GoType, value: Json | undefined): Map<string, Child> {
  const children = new Map<string, Child>()
  if (type.kind === 'struct' && isJsonObject(value)) {
    for (const { json, type: own, atomic } of type.fields.values()) {
      const child = value[json]
      if (child !== undefined)
        children.set(`f:${json}`, { type: atomic ? whole : own, value: child })
    }
  } else if (type.kind === 'map' && isJsonObject(value)) {
    for (const [key, child] of Object.entries(value))
      children.set(`f:${key}`, { type: type.of, value: child })
  } else if (type.kind === 'list' && Array.isArray(value)) {
    const of = type.wholeElements ? whole : type.of
    for (const item of value) children.set(stepOf(type, item), { type: of, value: item })
  }
  return children
}

/** What a key is that an element does not give. */
const usualKeys: JsonObject = { protocol: 'TCP' }

/** How an element of a list is told from the others. */
export function stepOf({ keys }: List, item: Json): string {
  if (keys === 'set' || keys === undefined || !isJsonObject(item))
    return `v:${JSON.stringify(item)}`
  const named = [...keys]
    .sort()
    .map((key) => [key, item[key] ?? usualKeys[key]] as const)
    .filter(([, value]) => value !== undefined)
  return `k:${JSON.stringify(Object.fromEntries(named))}`
}
