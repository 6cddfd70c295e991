import { type Json, type JsonObject } from '../json/json'
import { type Field } from '../schema/message-notation'
import { messageOf } from '../schema/schema'
import { fieldsIn, type WireField } from './reader'

/** A message of this type as JSON shows it; fields that the schema doesn't have are passed over. */
export function decodedMessage(type: string, bytes: Buffer): JsonObject {
  const result: JsonObject = {}
  const known = new Map(messageOf(type)?.fields.map((field) => [field.number, field]))
  for (const { number, value } of fieldsIn(bytes)) {
    const field = known.get(number)
    if (field) put(result, field, value)
  }
  return result
}

function put(result: JsonObject, field: Field, wire: WireField['value']): void {
  const { name, shape, type, inline, optional } = field
  if (shape === 'map') {
    const [key, value] = entryOf(wire as Buffer)
    const map = (result[name] ??= {}) as JsonObject
    map[key] = valueOf(type, value) ?? ''
    return
  }
  const value = valueOf(type, wire)
  if (value === undefined) return
  if (shape === 'list') (result[name] = (result[name] ?? []) as Json[]).push(value)
  else if (inline) Object.assign(result, value)
  else if (optional || !isZero(value)) result[name] = value
}

/** Go writes zeros of what isn't optional; JSON leaves them away. */
const isZero = (value: Json): boolean => value === '' || value === 0 || value === false

function entryOf(bytes: Buffer): [string, WireField['value']] {
  const fields = new Map(fieldsIn(bytes).map(({ number, value }) => [number, value]))
  return [String(fields.get(1) ?? ''), fields.get(2) ?? Buffer.alloc(0)]
}

function valueOf(type: string, wire: WireField['value']): Json | undefined {
  if (typeof wire === 'bigint')
    return type === 'bool' ? wire !== 0n : Number(BigInt.asIntN(64, wire))
  const special = specials[type]
  if (special) return special(wire)
  return messageOf(type) ? decodedMessage(type, wire) : wire.toString('utf8')
}

/** What isn't written in JSON as the message that it is. */
const specials: Readonly<Record<string, (bytes: Buffer) => Json | undefined>> = {
  bytes: (bytes) => bytes.toString('base64'),
  Time: (bytes) => timeIn(bytes)?.replace(/\.\d+Z$/, 'Z'),
  MicroTime: (bytes) => timeIn(bytes)?.replace(/Z$/, '000Z'),
  Quantity: (bytes) => textAt(bytes, 1),
  IntOrString: (bytes) => (numberAt(bytes, 1) === 1 ? textAt(bytes, 3) : numberAt(bytes, 2)),
  FieldsV1: (bytes) => jsonAt(bytes),
  RawExtension: (bytes) => jsonAt(bytes),
  ExtraValue: (bytes) => fieldsIn(bytes).map(({ value }) => String(value)),
}

function timeIn(bytes: Buffer): string | undefined {
  const seconds = numberAt(bytes, 1)
  if (seconds === 0) return undefined
  return new Date(seconds * 1000 + Math.floor(numberAt(bytes, 2) / 1e6)).toISOString()
}

const at = (bytes: Buffer, number: number): WireField['value'] | undefined =>
  fieldsIn(bytes).find((field) => field.number === number)?.value

const textAt = (bytes: Buffer, number: number): string => String(at(bytes, number) ?? '')

const numberAt = (bytes: Buffer, number: number): number => {
  const value = at(bytes, number)
  return typeof value === 'bigint' ? Number(BigInt.asIntN(64, value)) : 0
}

const jsonAt = (bytes: Buffer): Json => JSON.parse(textAt(bytes, 1) || '{}') as Json
