import { type Json, type JsonObject } from '../json/json'
import { field } from '../protobuf/writer'

/**
 * A document of OpenAPI 2 in the protobuf form that kubectl asks for. The numbers are those of gnostic's
 * `openapi.v2` messages; only what our documents use is written.
 */
export function asProtobuf({ swagger, info, paths, definitions }: JsonObject): Buffer {
  const { title, version } = info as Record<string, string>
  return Buffer.concat([
    field(1, swagger as string),
    field(2, [field(1, title!), field(2, version!)]),
    field(8, named(2, paths as JsonObject, pathItem)),
    field(9, named(1, definitions as JsonObject, schema)),
  ])
}

/** A map: a list of messages of a name and a value. */
const named = (
  number: number,
  values: JsonObject,
  write: (value: JsonObject) => Buffer[],
): Buffer[] =>
  Object.entries(values).map(([name, value]) =>
    field(number, [field(1, name), field(2, write(value as JsonObject))]),
  )

const methods: Readonly<Record<string, number>> = { get: 2, put: 3, post: 4, delete: 5, patch: 8 }

const pathItem = (item: JsonObject): Buffer[] =>
  Object.entries(item).map(([method, value]) =>
    field(methods[method]!, operation(value as JsonObject)),
  )

const operation = (value: JsonObject): Buffer[] => [
  ...(value['parameters'] as JsonObject[]).map((each) => field(8, parameter(each))),
  ...extensions(13, value),
]

/** A query parameter, in the four wrappings of its alternatives. */
const parameter = ({ name, type }: JsonObject): Buffer[] => [
  field(1, [
    field(2, [field(3, [field(2, 'query'), field(4, name as string), field(6, type as string)])]),
  ]),
]

function schema(value: JsonObject): Buffer[] {
  const { $ref, format, type, items, properties, additionalProperties } = value
  return [
    ...($ref === undefined ? [] : [field(1, $ref as string)]),
    ...(format === undefined ? [] : [field(2, format as string)]),
    ...(additionalProperties === undefined
      ? []
      : [field(21, [field(1, schema(additionalProperties as JsonObject))])]),
    ...(type === undefined ? [] : [field(22, [field(1, type as string)])]),
    ...(items === undefined ? [] : [field(23, [field(1, schema(items as JsonObject))])]),
    ...(properties === undefined ? [] : [field(25, named(1, properties as JsonObject, schema))]),
    ...extensions(31, value),
  ]
}

/** `x-…`: their values travel as YAML, of which JSON is a part. */
const extensions = (number: number, value: JsonObject): Buffer[] =>
  Object.entries(value)
    .filter(([name]) => name.startsWith('x-'))
    .map(([name, content]: [string, Json]) =>
      field(number, [field(1, name), field(2, [field(2, JSON.stringify(content))])]),
    )
