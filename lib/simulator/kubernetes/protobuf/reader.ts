/** One field of a message as it is on the wire. */
export interface WireField {
  readonly number: number
  /** A number for varints and fixed ones, bytes for everything else. */
  readonly value: bigint | Buffer
}

/** Takes a message apart. Throws RangeError where the bytes end too early or make no sense. */
export function fieldsIn(bytes: Buffer): WireField[] {
  const fields: WireField[] = []
  let at = 0
  const varint = (): bigint => {
    let value = 0n
    for (let shift = 0n; ; shift += 7n) {
      const byte = bytes.readUInt8(at++)
      value |= BigInt(byte & 0x7f) << shift
      if (byte < 0x80) return BigInt.asUintN(64, value)
    }
  }
  const take = (length: number): Buffer => {
    if (at + length > bytes.length) throw new RangeError('unexpected end of a message')
    return bytes.subarray(at, (at += length))
  }
  const valueOf = (wire: number): bigint | Buffer => {
    if (wire === 0) return varint()
    if (wire === 1) return take(8).readBigUInt64LE()
    if (wire === 2) return take(Number(varint()))
    if (wire === 5) return BigInt(take(4).readUInt32LE())
    throw new RangeError(`wire type ${wire} is not known`)
  }
  while (at < bytes.length) {
    const tag = Number(varint())
    fields.push({ number: tag >> 3, value: valueOf(tag & 7) })
  }
  return fields
}
