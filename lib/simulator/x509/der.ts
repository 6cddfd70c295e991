/** ASN.1 in its distinguished encoding (X.690), as far as certificates need it. */

/** One value: its tag, its length, its content. */
function der(tag: number, ...content: readonly Uint8Array[]): Buffer {
  const bytes = Buffer.concat(content)
  return Buffer.concat([Buffer.of(tag), lengthOf(bytes.length), bytes])
}

export const sequence = (...values: readonly Uint8Array[]): Buffer => der(0x30, ...values)
export const set = (...values: readonly Uint8Array[]): Buffer => der(0x31, ...values)
export const boolean = (value: boolean): Buffer => der(0x01, Buffer.of(value ? 0xff : 0))
export const octetString = (content: Uint8Array): Buffer => der(0x04, content)

/** Of a positive number's bytes, the highest first. */
export const integer = (bytes: Buffer): Buffer =>
  der(0x02, (bytes[0] ?? 0) > 0x7f ? Buffer.of(0) : Buffer.of(), bytes)

/** The last bits of its last byte may be unused. */
export const bitString = (content: Uint8Array, unused = 0): Buffer =>
  der(0x03, Buffer.of(unused), content)

/** What a standard numbers: [1], [2] … */
export const numbered = (number: number, content: Uint8Array, constructed = true): Buffer =>
  der((constructed ? 0xa0 : 0x80) | number, content)

/** `2.5.4.3` */
export function objectId(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number)
  return der(0x06, Buffer.from([first * 40 + second, ...rest].flatMap(base128)))
}

/** A text of a name: printable where it can be, as Go writes them. */
export const text = (value: string): Buffer =>
  der(/^[\w '()+,\-./:=?]*$/.test(value) && !value.includes('_') ? 0x13 : 0x0c, Buffer.from(value))

/** UTCTime has two digits for the year, which RFC 5280 wants until 2049. */
export function time(date: Date): Buffer {
  const digits = `${date.toISOString().replace(/[-:T]|\.\d+Z$/g, '')}Z`
  return date.getUTCFullYear() < 2050
    ? der(0x17, Buffer.from(digits.slice(2)))
    : der(0x18, Buffer.from(digits))
}

/** The content of a value. Throws for what is no whole value. */
export function contentOf(value: Buffer): Buffer {
  const { start, end } = extentOf(value)
  return value.subarray(start, end)
}

/** The values that a value is made of, each as a whole. Throws as `contentOf` does. */
export function partsOf(value: Buffer): Buffer[] {
  const parts: Buffer[] = []
  for (let rest = contentOf(value); rest.length > 0;) {
    const { end } = extentOf(rest)
    parts.push(rest.subarray(0, end))
    rest = rest.subarray(end)
  }
  return parts
}

function extentOf(value: Buffer): { start: number; end: number } {
  const first = value[1] ?? 0
  const digits = first < 0x80 ? 0 : first - 0x80
  const start = 2 + digits
  if (value.length < start || digits > 4) throw new Error('This is not DER: it has no length.')
  const length = digits === 0 ? first : value.readUIntBE(2, digits)
  if (value.length < start + length) throw new Error('This is not DER: it is cut short.')
  return { start, end: start + length }
}

function lengthOf(length: number): Buffer {
  if (length < 0x80) return Buffer.of(length)
  const hex = length.toString(16)
  const bytes = Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex')
  return Buffer.concat([Buffer.of(0x80 | bytes.length), bytes])
}

/** Seven bits a byte; all but the last have the eighth bit set. */
function base128(number: number): number[] {
  const bytes = [number & 0x7f]
  for (let rest = number >> 7; rest > 0; rest >>= 7) bytes.unshift(0x80 | (rest & 0x7f))
  return bytes
}
