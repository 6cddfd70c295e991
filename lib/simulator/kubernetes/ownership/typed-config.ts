import { type Json, isJsonObject } from '../json/json'
import { printed } from '../api/decoding/strict-decoding'
import { type GoType } from '../schema/go-types'
import { stepOf } from './compare'
import { type Path, written } from './field-set'

/** What is wrong with a configuration's types and with the elements of its lists, each with the path to it. */
export function typeComplaints(value: Json, type: GoType, path: Path = []): string[] {
  if (value === null) return []
  const wrong = (wanted: string): string[] => [
    `${written(path)}: expected ${wanted}, got ${shown(value, wanted)}`,
  ]
  switch (type.kind) {
    case 'struct':
    case 'map':
      if (!isJsonObject(value)) return wrong('map')
      return Object.entries(value).flatMap(([key, child]) => {
        const own = type.kind === 'map' ? type.of : type.fields.get(key)?.type
        return own ? typeComplaints(child, own, [...path, `f:${key}`]) : []
      })
    case 'list':
      if (!Array.isArray(value)) return wrong('list')
      return [
        ...value.flatMap((item, index) =>
          typeComplaints(item, type.of, [...path, type.keys ? stepOf(type, item) : `i:${index}`]),
        ),
        ...repeated(value.map((item) => (type.keys ? stepOf(type, item) : ''))).map(
          (step) => `${written(path)}: duplicate entries for key ${written([step])}`,
        ),
      ]
    default:
      if (type.name === 'string' || type.name === 'bytes')
        return typeof value === 'string' ? [] : wrong('string')
      if (type.name === 'bool') return typeof value === 'boolean' ? [] : wrong('boolean')
      if (type.name === 'int32' || type.name === 'int64')
        return typeof value === 'number' ? [] : wrong('numeric (int or float)')
      return []
  }
}

const repeated = (steps: readonly string[]): string[] => [
  ...new Set(steps.filter((step, index) => step !== '' && steps.indexOf(step) < index)),
]

/** As Go's `%+v` prints the two wrappers of a value. */
const shown = (value: Json, wanted: string): string =>
  wanted === 'map' || wanted === 'list'
    ? `&{${goText(value)}}`
    : `&value.valueUnstructured{Value:${goSyntax(value)}}`

const goText = (value: Json): string => {
  if (Array.isArray(value)) return `[${value.map(goText).join(' ')}]`
  return isJsonObject(value) ? printed(value) : String(value)
}

const goSyntax = (value: Json): string =>
  typeof value === 'string' ? JSON.stringify(value) : goText(value)
