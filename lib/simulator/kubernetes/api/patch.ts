import { applyPatch, type Operation } from 'fast-json-patch'
import { parse as parseYaml } from 'yaml'
import { copyOf, type Json, type JsonObject, isJsonObject } from './json'
import { badRequest, rejectedPatch, StatusError } from './status-error'
import { printed } from './strict-decoding'
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
export function patched(object: JsonObject, body: string, mediaType: string): JsonObject {
  switch (mediaType) {
    case patchTypes.json:
      return jsonPatched(object, parse(body))
    case patchTypes.merge:
      return mergePatch(object, objectIn(parse(body))) as JsonObject
    case patchTypes.strategic:
      return strategicMerge(object, objectIn(parse(body)))
    default:
      throw new StatusError(415, 'UnsupportedMediaType', '415: Unsupported Media Type', {})
  }
}

/** What the server shows of a patch when it refuses what came of it. */
export const shown = ({ body, mediaType }: Patch, result: JsonObject): string =>
  mediaType === patchTypes.strategic ? printed(parse(body)) : JSON.stringify(result)

/** RFC 7386. */
export function mergePatch(target: Json | undefined, patch: Json): Json {
  if (!isJsonObject(patch)) return patch

  const result: JsonObject = isJsonObject(target) ? { ...target } : {}
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete result[key]
    else result[key] = mergePatch(result[key], value)
  }
  return result
}

function jsonPatched(object: JsonObject, operations: Json): JsonObject {
  if (!Array.isArray(operations))
    throw badRequest('error decoding patch: json patch must be a list')
  try {
    return applyPatch(copyOf(object), operations as unknown as Operation[], true).newDocument
  } catch {
    throw rejectedPatch()
  }
}

function parse(body: string): Json {
  try {
    return JSON.parse(body) as Json
  } catch {
    throw new StatusError(500, undefined, 'Invalid JSON Patch')
  }
}

function objectIn(patch: Json): JsonObject {
  if (!isJsonObject(patch)) throw badRequest('error decoding patch: a map was expected')
  return patch
}

/** What is to be applied server-side. Throws 400 for what isn't an object of that name. */
export function configuration(body: string, { name }: { name: string }): JsonObject {
  const config = parseYaml(body) as Json
  if (!isJsonObject(config)) throw badRequest('error decoding YAML: a map was expected')
  const metadata = isJsonObject(config.metadata) ? config.metadata : {}
  if (metadata.managedFields !== undefined) throw badRequest('metadata.managedFields must be nil')
  if (typeof metadata.name === 'string' && metadata.name !== name)
    throw badRequest(
      `the name of the object (${metadata.name}) does not match the name on the URL (${name})`,
    )
  return { ...config, metadata: { ...metadata, name } }
}
