import { type JsonObject } from '../json/json'
import { badRequest } from '../api/status-error'
import { decodedMessage } from './decode-message'
import { fieldsIn } from './reader'

export const protobufMediaType = 'application/vnd.kubernetes.protobuf'

const magic = Buffer.from('k8s\0')

/**
 * The object in a protobuf body of Kubernetes: four bytes, then a `runtime.Unknown` that names version and kind
 * around the object itself. Throws 400 for anything else.
 */
export function objectInEnvelope(body: Buffer): JsonObject {
  if (!body.subarray(0, magic.length).equals(magic))
    throw badRequest(
      'provided data does not appear to be a protobuf message, expected prefix [107 56 115 0]',
    )
  try {
    const outer = fieldsOf(body.subarray(magic.length))
    const type = fieldsOf(outer.get(1))
    const [apiVersion = '', kind = ''] = [1, 2].map((number) =>
      bytesOf(type.get(number)).toString(),
    )
    return { kind, apiVersion, ...decodedMessage(kind, bytesOf(outer.get(2))) }
  } catch (error) {
    if (error instanceof RangeError) throw badRequest(`proto: ${error.message}`)
    throw error
  }
}

const bytesOf = (value: unknown): Buffer => (Buffer.isBuffer(value) ? value : Buffer.alloc(0))

const fieldsOf = (value: unknown): Map<number, unknown> =>
  new Map(fieldsIn(bytesOf(value)).map((field) => [field.number, field.value]))
