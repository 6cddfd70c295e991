import { type IncomingMessage } from 'node:http'
import { parse as parseYaml } from 'yaml'
import { isJsonObject, type JsonObject } from '../api/json'
import { badRequest, StatusError } from '../api/status-error'
import { objectInEnvelope, protobufMediaType } from '../protobuf/envelope'

/** A body's text; of one in protobuf, the same object as JSON. Throws 400. */
export async function bodyText(request: IncomingMessage): Promise<string> {
  const body = await bytesOf(request)
  const isProtobuf = mediaTypeOf(request) === protobufMediaType && body.length > 0
  return isProtobuf ? JSON.stringify(objectInEnvelope(body)) : body.toString('utf8')
}

/** To iterate over a request takes longer than to change an object. */
const bytesOf = (request: IncomingMessage): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => resolve(Buffer.concat(chunks)))
    request.on('error', reject)
  })

export const mediaTypeOf = ({ headers }: IncomingMessage): string =>
  (headers['content-type'] ?? 'application/json').split(';')[0]!.trim()

/** The object in the text of a body: JSON, YAML, or what was protobuf. Throws 415 for other media types, 400 for what can't be read. */
export function objectIn(text: string, mediaType: string, kind: string): JsonObject {
  if (mediaType === 'application/json' || mediaType === protobufMediaType)
    return readJson(text, kind)
  if (mediaType === 'application/yaml') return insistOnObject(parseYaml(text), kind)
  throw new StatusError(
    415,
    'UnsupportedMediaType',
    'the body of the request was in an unknown format - accepted media types include: application/json, application/yaml, application/vnd.kubernetes.protobuf',
  )
}

function readJson(text: string, kind: string): JsonObject {
  try {
    return insistOnObject(JSON.parse(text), kind)
  } catch (error) {
    if (error instanceof StatusError) throw error
    throw badRequest(
      `the object provided is unrecognized (must be of type ${kind}): couldn't get version/kind; json parse error: ${inGosWords(error as Error, text)} (${text.slice(0, 200)})`,
    )
  }
}

function insistOnObject(value: unknown, kind: string): JsonObject {
  if (isJsonObject(value)) return value
  throw badRequest(
    `the object provided is unrecognized (must be of type ${kind}): an object was expected`,
  )
}

function inGosWords({ message }: Error, text: string): string {
  const at = Number(/position (\d+)/.exec(message)?.[1] ?? text.length)
  if (at >= text.length) return 'unexpected end of JSON input'
  const expected = message.includes('property name') ? 'object key string' : 'value'
  return `invalid character '${text[at]}' looking for beginning of ${expected}`
}
