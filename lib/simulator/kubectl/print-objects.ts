import { stringify } from 'yaml'
import type { Call } from './call'
import { KubectlFailure } from './failure'
import { renderJsonPath } from './json-path'
import type { ApiObject } from './objects'
import { kindOf, qualified } from './resource-kinds'

/** Prints objects in a machine's format (`-o yaml|json|name|jsonpath=…`); several of them as a List. */
export function printObjects(
  call: Call,
  format: string,
  objects: ApiObject[],
  asList: boolean,
): void {
  const value = asList ? listOf(objects) : objects[0]
  const [style = '', ...rest] = format.split('=')
  if (style === 'name')
    return objects.forEach((o) => call.print(qualified(kindOf(o), o.metadata.name)))
  if (value === undefined) return
  if (style === 'json') return call.print(JSON.stringify(sorted(value), null, 4))
  if (style === 'yaml') return call.write(asYaml(value))
  if (style === 'jsonpath') return call.write(renderJsonPath(rest.join('='), value))
  throw new KubectlFailure(
    `error: unable to match a printer suitable for the output format "${format}", allowed formats here are: json,jsonpath,name,wide,yaml`,
  )
}

/** YAML as kubectl writes it: keys in order, lists not indented, text in `|` blocks. */
export const asYaml = (value: object): string =>
  stringify(sorted(value), {
    indentSeq: false,
    lineWidth: 0,
    singleQuote: false,
    version: '1.1',
    aliasDuplicateObjects: false,
  })

const listOf = (items: ApiObject[]): object => ({
  apiVersion: 'v1',
  items,
  kind: 'List',
  metadata: { resourceVersion: '', selfLink: '' },
})

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (value === null || typeof value !== 'object') return value
  const entries = Object.entries(value).filter(([, v]) => v !== undefined)
  return Object.fromEntries(
    entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, v]) => [key, sorted(v)]),
  )
}
