import { yaml } from '../../../go/yaml'
import { type Json, type JsonObject, isJsonObject } from '../../json/json'
import { goJsonType, jsonMistake } from '../../json/json-mistake'
import { applyJsonPatch, Inapplicable, type Operation } from './json-patch'
import { converterComplaint } from '../../schema/converter-complaint'
import { type Struct } from '../../schema/go-types'
import { groupVersion, type Resource } from '../../resources/resource'
import { typeMeta } from '../decoding/type-meta'
import { badRequest, rejectedPatch, StatusError } from '../status-error'
import { printed, refusedPatch } from '../decoding/strict-decoding'
import { strategicMerge } from './strategic-merge'

export const patchTypes = {
  json: 'application/json-patch+json',
  merge: 'application/merge-patch+json',
  strategic: 'application/strategic-merge-patch+json',
  apply: 'application/apply-patch+yaml',
} as const

export interface Patch {
  readonly body: string
  readonly mediaType: string
  /** Of server-side apply: take fields over from others. */
  readonly force?: boolean
}

/**
 * The object as a patch of this media type makes it; the object itself is left alone. Throws StatusError: 415, 422, 400, and 500 for a
 * body that is no JSON, as the real server does.
 */
export function patched(
  object: JsonObject,
  body: string,
  mediaType: string,
  struct: Struct | undefined,
): JsonObject {
  switch (mediaType) {
    case patchTypes.json:
      return jsonPatched(object, body)
    case patchTypes.merge:
      return mergePatched(object, body)
    case patchTypes.strategic:
      return strategicallyPatched(object, body, struct)
    default:
      throw new StatusError(415, 'UnsupportedMediaType', '415: Unsupported Media Type', {})
  }
}

/** What the server shows of a patch when it refuses what came of it. */
export const shown = ({ body, mediaType }: Patch, result: JsonObject): string =>
  mediaType === patchTypes.strategic ? printed(JSON.parse(body) as Json) : JSON.stringify(result)

/** RFC 7386. Where it reaches, Go has made a map of the object, whose keys it writes in order. */
export function mergePatch(target: Json | undefined, patch: Json): Json {
  if (!isJsonObject(patch)) return patch

  const result: JsonObject = isJsonObject(target) ? { ...target } : {}
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete result[key]
    else result[key] = mergePatch(result[key], value)
  }
  return inKeyOrder(result)
}

const inKeyOrder = (object: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1)))

function jsonPatched(object: JsonObject, body: string): JsonObject {
  const operations = readAs(body, (why) => badRequest(why)) ?? []
  if (!Array.isArray(operations))
    throw badRequest(
      `json: cannot unmarshal ${goJsonType(operations)} into Go value of type jsonpatch.Patch`,
    )
  try {
    return inKeyOrder(applyJsonPatch(object, operations as unknown as Operation[]))
  } catch (error) {
    throw error instanceof Inapplicable ? rejectedPatch() : error
  }
}

function mergePatched(object: JsonObject, body: string): JsonObject {
  const patch = readAs(body, () => new StatusError(500, undefined, 'Invalid JSON Patch'))
  if (isJsonObject(patch)) return mergePatch(object, patch) as JsonObject
  if (!Array.isArray(patch)) throw new StatusError(500, undefined, 'Invalid JSON Patch')
  throw refusedPatch(
    JSON.stringify(patch),
    `couldn't get version/kind; json parse error: json: cannot unmarshal array into Go value of type ${typeMeta}`,
  )
}

function strategicallyPatched(
  object: JsonObject,
  body: string,
  struct: Struct | undefined,
): JsonObject {
  if (body === '') throw badRequest('EOF')
  const patch = readAs(body, (why) => badRequest(asOfStream(why))) ?? {}
  if (!isJsonObject(patch))
    throw badRequest(
      `json: cannot unmarshal ${goJsonType(patch)} into Go value of type map[string]interface {}`,
    )
  const result = strategicMerge(object, patch, struct)
  const wrong = struct && converterComplaint(result, struct)
  if (wrong !== undefined) throw refusedPatch(printed(patch), wrong)
  return { ...result, ...typeIn(object) }
}

/** Which kind it is no strategic merge changes. */
const typeIn = (object: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries(object).filter(([key]) => key === 'apiVersion' || key === 'kind'),
  )

/** What reads on until a value is whole ends otherwise. */
const asOfStream = (why: string): string =>
  why === 'unexpected end of JSON input' ? 'unexpected EOF' : why

function readAs(body: string, refusal: (why: string) => Error): Json {
  try {
    return JSON.parse(body) as Json
  } catch {
    throw refusal(jsonMistake(body))
  }
}

/** What is to be applied server-side. Throws 400 for what isn't an object of that version, 500 for one without a kind. */
export function configuration(
  body: string,
  resource: Pick<Resource, 'group' | 'version'>,
): JsonObject {
  const config = yamlIn(body) ?? {}
  if (!isJsonObject(config))
    throw undecodable(
      `error unmarshaling JSON: while decoding JSON: json: cannot unmarshal ${goJsonType(config)} into Go value of type map[string]interface {}`,
    )
  const { apiVersion = '', kind = '' } = config as { apiVersion?: string; kind?: string }
  const metadata = isJsonObject(config.metadata) ? config.metadata : {}
  const expected = groupVersion(resource)
  if (apiVersion !== expected)
    throw badRequest(
      `Incorrect version specified in apply patch. Specified patch version: ${apiVersion}, expected: ${expected}`,
    )
  if (metadata.managedFields !== undefined) throw badRequest('metadata.managedFields must be nil')
  if (kind === '') {
    const why = `failed to create typed patch object: no corresponding type for /${apiVersion}, Kind=`
    throw new StatusError(500, undefined, why)
  }
  return { ...config, metadata }
}

function yamlIn(body: string): Json {
  try {
    return yaml().parse(body) as Json
  } catch {
    throw undecodable('error converting YAML to JSON: yaml: did not find expected node content')
  }
}

const undecodable = (why: string): Error => badRequest(`error decoding YAML: ${why}`)
