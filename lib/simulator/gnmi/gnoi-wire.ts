import type * as Protobuf from 'protobufjs/minimal'

/** Loaded with the first connection: nothing of it is needed to start a device. */
const protobuf = (): typeof Protobuf => require('protobufjs/minimal') as never

/** A message as it came: the fields by number, texts and messages as bytes. The last one counts. */
export type Fields = ReadonlyMap<number, Buffer | bigint>

/** Reads any protobuf message without knowing its type; written apart from the client's, which it is a check on. */
export function readFields(bytes: Buffer): Fields {
  const reader = protobuf().Reader.create(bytes)
  const fields = new Map<number, Buffer | bigint>()
  while (reader.pos < reader.len) {
    const tag = reader.uint32()
    if ((tag & 7) === 2) fields.set(tag >>> 3, Buffer.from(reader.bytes()))
    else if ((tag & 7) === 0) fields.set(tag >>> 3, wide(reader.uint64()))
    else reader.skipType(tag & 7)
  }
  return fields
}

const wide = ({ low, high }: { low: number; high: number }): bigint =>
  (BigInt(high >>> 0) << 32n) | BigInt(low >>> 0)

export const textOf = (fields: Fields, number: number): string => {
  const value = fields.get(number)
  return Buffer.isBuffer(value) ? value.toString() : ''
}

export const numberOf = (fields: Fields, number: number): number => Number(fields.get(number) ?? 0n)

/** A part of a message; an absent one has no fields. */
export const partOf = (fields: Fields, number: number): Fields | undefined => {
  const value = fields.get(number)
  return Buffer.isBuffer(value) ? readFields(value) : undefined
}

/** Writes a message: texts, bytes and parts, or numbers, by field number; what is proto3's default is left out. */
export function writeFields(
  fields: readonly (readonly [number, string | Buffer | bigint | number])[],
): Buffer {
  const writer = protobuf().Writer.create()
  for (const [number, value] of fields) {
    if (typeof value === 'string') {
      if (value !== '') writer.uint32((number << 3) | 2).string(value)
    } else if (Buffer.isBuffer(value)) writer.uint32((number << 3) | 2).bytes(value)
    else if (BigInt(value) !== 0n) writer.uint32(number << 3).uint64(value.toString())
  }
  return Buffer.from(writer.finish())
}
