import { escapedAsInGo, goJson } from '../../go/json-text'
import { isJsonObject } from '../json/json'
import { has } from '../release/changes'

/**
 * JSON for people, two spaces a level. Up to 1.22 json-iterator writes it: an empty map takes three lines, and what a Go
 * type encodes by itself stays on one. The library that came after writes as everybody does.
 */
export function indented(body: unknown, minor: number): string {
  if (has('writesAsGoDoes', minor)) return escapedAsInGo(JSON.stringify(body, undefined, 2))
  const own: string[] = []
  const outline = JSON.stringify(body, putAside(own), 2)
  return escapedAsInGo(outline)
    .replaceAll(/^( *)(.*)\{\}(,?)$/gm, '$1$2{\n$1  \n$1}$3')
    .replaceAll(/"\\u0000(\d+)"/g, (_, at: string) => own[Number(at)]!)
}

/** Leaves a mark in the place of each value that encodes itself. */
const putAside = (own: string[]) =>
  function (this: unknown, key: string, value: unknown): unknown {
    if (!isJsonObject(value) || !encodesItself(key, this as object)) return value
    return `\0${own.push(goJson(value)) - 1}`
  }

/** Which fields an object's owner has, a row of a table, and the data of a revision. */
const encodesItself = (key: string, holder: object): boolean =>
  key === 'fieldsV1' ||
  (key === 'object' && 'cells' in holder) ||
  (key === 'data' && 'revision' in holder)
