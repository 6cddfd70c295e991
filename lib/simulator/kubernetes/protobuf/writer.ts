/** One field of a message on the wire: its number, and a text, bytes, a message's own fields, or a flag. */
export function field(number: number, value: string | boolean | Uint8Array | Buffer[]): Buffer {
  if (typeof value === 'boolean') return Buffer.concat([varint(number << 3), varint(Number(value))])
  const bytes = Array.isArray(value) ? Buffer.concat(value) : Buffer.from(value as string)
  return Buffer.concat([varint((number << 3) | 2), varint(bytes.length), bytes])
}

function varint(value: number): Buffer {
  const bytes = []
  for (; value > 0x7f; value = Math.floor(value / 128)) bytes.push((value % 128) | 0x80)
  return Buffer.from([...bytes, value])
}
