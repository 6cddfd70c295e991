import { type Json, isJsonObject } from '../json/json'
import { type GoType, type List, type Struct } from './go-types'

/** How a path names an element of a list. */
export type ElementName = (list: List, element: Json, index: number) => string

const byIndex: ElementName = (_, __, index) => `[${index}]`

/** Paths to the fields that a struct doesn't have, in the order of the text they were read from: `spec.containers[0].imagee`. */
export function unknownFields(value: Json, type: Struct, element = byIndex): string[] {
  const paths: string[] = []
  const walk = (inner: Json, of: GoType, path: string): void => {
    if (of.kind === 'list' && Array.isArray(inner))
      inner.forEach((item, at) => walk(item, of.of, path + element(of, item, at)))
    if (!isJsonObject(inner)) return
    for (const [key, child] of Object.entries(inner)) {
      const at = path ? `${path}.${key}` : key
      if (of.kind === 'map') walk(child, of.of, at)
      if (of.kind !== 'struct') continue
      const field = of.fields.get(key)
      if (field) walk(child, field.type, at)
      else paths.push(at)
    }
  }
  walk(value, type, '')
  return paths
}
