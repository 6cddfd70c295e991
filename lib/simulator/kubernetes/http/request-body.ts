import { type IncomingMessage } from 'node:http'
import { yaml } from '../../go/yaml'
import { goJsonType, jsonMistake } from '../json/json-mistake'
import { type Json, isJsonObject, type JsonObject } from '../json/json'
import { badRequest, StatusError } from '../api/status-error'
import { typeMeta } from '../api/decoding/type-meta'
import { objectInEnvelope, protobufMediaType } from '../protobuf/envelope'

/** An object that a client sent, and the JSON that it is to the server, which refusals quote. */
export interface SentObject {
  readonly object: JsonObject
  readonly text: string
}

/** A request's body as an object of this kind: JSON, YAML or protobuf. Throws 415 for other media types, 400 for what can't be read. */
export async function sentObject(request: IncomingMessage, kind: string): Promise<SentObject> {
  const body = await bytesOf(request)
  return objectIn(body, request, (why) => {
    const what = `the object provided is unrecognized (must be of type ${kind})`
    return badRequest(`${what}: ${why} (${summaryOf(body)})`)
  })
}

/** The object in a body of this media type; `refuse` says what is wrong with it. Throws 415. */
export function objectIn(
  body: Buffer,
  request: IncomingMessage,
  refuse: (why: string) => Error,
): SentObject {
  switch (mediaTypeOf(request)) {
    case 'application/json':
      return understood(body.toString('utf8'), refuse)
    case 'application/yaml':
      return understood(jsonOfYaml(body.toString('utf8'), refuse), refuse)
    case protobufMediaType: {
      const object = objectInEnvelope(body)
      return { object, text: JSON.stringify(object) }
    }
    default:
      throw new StatusError(
        415,
        'UnsupportedMediaType',
        'the body of the request was in an unknown format - accepted media types include: application/json, application/yaml, application/vnd.kubernetes.protobuf',
      )
  }
}

/** A patch's body: what it says hangs on its media type. */
export const bodyText = async (request: IncomingMessage): Promise<string> =>
  (await bytesOf(request)).toString('utf8')

/** To iterate over a request takes longer than to change an object. */
export const bytesOf = (request: IncomingMessage): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => resolve(Buffer.concat(chunks)))
    request.on('error', reject)
  })

/** A patch's, in which capitals are others. */
export const patchTypeOf = ({ headers }: IncomingMessage): string =>
  (headers['content-type'] ?? '').split(';')[0]!

export const mediaTypeOf = ({ headers }: IncomingMessage): string =>
  (headers['content-type'] ?? 'application/json').split(';')[0]!.trim().toLowerCase()

/** The server looks for version and kind before it reads the rest. */
function understood(text: string, refuse: (why: string) => Error): SentObject {
  const unreadable = (why: string): Error =>
    refuse(`couldn't get version/kind; json parse error: ${why}`)
  const value = parsed(text, unreadable) ?? {}
  if (!isJsonObject(value))
    throw unreadable(
      `json: cannot unmarshal ${goJsonType(value)} into Go value of type ${typeMeta}`,
    )
  for (const key of ['apiVersion', 'kind']) {
    const given = value[key] ?? ''
    if (typeof given !== 'string')
      throw unreadable(
        `json: cannot unmarshal ${goJsonType(given)} into Go struct field .${key} of type string`,
      )
  }
  const { apiVersion } = value as { apiVersion?: string }
  if (apiVersion && apiVersion.split('/').length > 2)
    throw refuse(`unexpected GroupVersion string: ${apiVersion}`)
  return { object: value, text }
}

function parsed(text: string, unreadable: (why: string) => Error): Json {
  try {
    return JSON.parse(text) as Json
  } catch {
    throw unreadable(jsonMistake(text))
  }
}

/** With keys in order, as the server turns YAML into JSON. */
function jsonOfYaml(text: string, refuse: (why: string) => Error): string {
  try {
    return JSON.stringify(yaml().parse(text, { sortMapEntries: true }) ?? null)
  } catch {
    throw refuse('yaml: did not find expected key')
  }
}

const shownBytes = 30

/** What a refusal shows of a body; what doesn't begin as an object is shown byte by byte. */
function summaryOf(body: Buffer): string {
  if (body.length === 0) return '<empty>'
  const shown = body.subarray(0, shownBytes).toString(body[0] === 0x7b ? 'utf8' : 'hex')
  return body.length > shownBytes ? `${shown} ...` : shown
}
