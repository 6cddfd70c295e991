import { type Json, type JsonObject, isJsonObject } from './json'

/** A field whose JSON type the API's decoder insists on. */
export interface TypedField {
  readonly path: string
  /** How Go's decoder names the struct around the field. */
  readonly owner: string
  readonly goType: string
  readonly accepts: (value: Json) => boolean
}

export const listOf = (path: string, owner: string, element: string): TypedField => ({
  path,
  owner,
  goType: `[]${element}`,
  accepts: Array.isArray,
})

export const mapOfStrings = (path: string, owner: string): TypedField => ({
  path,
  owner,
  goType: 'string',
  accepts: (value) =>
    isJsonObject(value) && Object.values(value).every((entry) => typeof entry === 'string'),
})

/** The decoder's complaint about the first field of the wrong type; undefined when all fit. */
export function decodingError(
  object: JsonObject,
  fields: readonly TypedField[] = [],
): string | undefined {
  for (const { path, owner, goType, accepts } of fields) {
    const value = valueAt(object, path)
    if (value === undefined || value === null || accepts(value)) continue
    return `json: cannot unmarshal ${jsonType(value)} into Go struct field ${owner}.${path} of type ${goType}`
  }
  return undefined
}

const valueAt = (object: JsonObject, path: string): Json | undefined =>
  path
    .split('.')
    .reduce<Json | undefined>(
      (value, key) => (isJsonObject(value) ? value[key] : undefined),
      object,
    )

function jsonType(value: Json): string {
  if (Array.isArray(value)) return 'array'
  if (isJsonObject(value))
    return jsonType(Object.values(value).find((entry) => typeof entry !== 'string') ?? '')
  return typeof value === 'boolean' ? 'bool' : typeof value
}
