import { yaml } from '../go/yaml'
import type { Call } from './call'
import type { ApiObject } from './objects'
import { filledColumns, filledTemplate, isColumns, type OutputFormat } from './output-format'
import { singular } from './resource-kinds'

/** Prints objects in a machine's format (`-o yaml|json|name|jsonpath=…`); several of them as a List. */
export function printObjects(
  call: Call,
  format: OutputFormat,
  objects: readonly ApiObject[],
  asList: boolean,
): void {
  const { style } = format
  const isWhole = style === 'json' || style === 'yaml'
  const shown = isWhole ? objects.map((object) => withoutManagers(call, object)) : objects
  if (style === 'name') return shown.forEach((object) => call.print(nameOf(object)))
  const value = asList ? listOf(shown) : shown[0]
  if (value === undefined) return
  if (style === 'json') return call.print(asJson(value))
  if (style === 'yaml') return call.write(asYaml(value))
  call.write((isColumns(format) ? filledColumns : filledTemplate)(call, format, sorted(value)))
}

/** JSON as kubectl writes it: keys in order, four blanks. */
export const asJson = (value: object): string => JSON.stringify(sorted(value), null, 4)

/** YAML as kubectl writes it: keys in order, lists not indented, text in `|` blocks. */
export const asYaml = (value: object): string =>
  yaml().stringify(sorted(value), {
    indentSeq: false,
    lineWidth: 0,
    singleQuote: false,
    version: '1.1',
    aliasDuplicateObjects: false,
  })

const nameOf = ({ kind = '', apiVersion = '', metadata }: ApiObject): string =>
  `${singular({ kind, group: apiVersion.includes('/') ? apiVersion.split('/')[0]! : '' })}/${metadata.name}`

/** Since 1.21 kubectl leaves out who manages which field where it prints the whole; jsonpath and columns find it. */
function withoutManagers(call: Call, object: ApiObject): ApiObject {
  if (call.minor < 21 || call.line.is('show-managed-fields')) return object
  return { ...object, metadata: { ...object.metadata, managedFields: undefined } }
}

const listOf = (items: readonly ApiObject[]): object => ({
  apiVersion: 'v1',
  items,
  kind: 'List',
  metadata: { resourceVersion: '', selfLink: '' },
})

function sorted<T>(value: T): T {
  if (Array.isArray(value)) return value.map(sorted) as T
  if (value === null || typeof value !== 'object') return value
  const entries = Object.entries(value).filter(([, v]) => v !== undefined)
  return Object.fromEntries(
    entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, v]) => [key, sorted(v)]),
  ) as T
}
