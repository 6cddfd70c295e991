/** How od shows so many bytes. */
export interface Form {
  readonly size: number
  /** Without the space before it. */
  readonly width: number
  readonly text: (bytes: Buffer) => string
  /** `z`: the bytes as text at the end of the line. */
  readonly showsText: boolean
}

export const shortForms: Readonly<Record<string, string>> = { a: 'a', b: 'o1', c: 'c', d: 'u2', i: 'dI', l: 'dL', o: 'o2', s: 'd2', x: 'x2', f: 'fD' } // prettier-ignore

const sizes: Readonly<Record<string, number>> = {
  C: 1,
  S: 2,
  I: 4,
  L: 8,
  F: 4,
  D: 8,
  '1': 1,
  '2': 2,
  '4': 4,
  '8': 8,
}

const names = 'nul soh stx etx eot enq ack bel bs ht nl vt ff cr so si dle dc1 dc2 dc3 dc4 nak syn etb can em sub esc fs gs rs us sp'.split(' ') // prettier-ignore

const escapes: Readonly<Record<number, string>> = { 0: '\\0', 7: '\\a', 8: '\\b', 9: '\\t', 10: '\\n', 11: '\\v', 12: '\\f', 13: '\\r' } // prettier-ignore

/** `x1`, `x1z`, `u4`, `c`; undefined: no such form. */
export const formOf = (notation: string): Form[] | undefined => {
  const forms: Form[] = []
  for (let rest = notation; rest !== '';) {
    const [whole = '', kind = '', given = '', z = ''] =
      /^([acdfoux])([CSILFD1248]?)(z?)/.exec(rest) ?? []
    if (whole === '') return undefined
    const size = 'ac'.includes(kind) ? 1 : (sizes[given] ?? (kind === 'f' ? 8 : 4))
    forms.push({ size, showsText: z !== '', ...shapeOf(kind, size) })
    rest = rest.slice(whole.length)
  }
  return forms
}

const number = (bytes: Buffer): bigint =>
  bytes.reduceRight((sum, byte) => sum * 256n + BigInt(byte), 0n)

const shapeOf = (kind: string, size: number): Pick<Form, 'width' | 'text'> => {
  const most = 2n ** BigInt(size * 8) - 1n
  switch (kind) {
    case 'a':
      return { width: 3, text: ([byte = 0]) => named(byte & 127) }
    case 'c':
      return { width: 3, text: ([byte = 0]) => character(byte) }
    case 'd':
      return {
        width: String(most / 2n).length + 1,
        text: (bytes) => String(BigInt.asIntN(size * 8, number(bytes))),
      }
    case 'u':
      return { width: String(most).length, text: (bytes) => String(number(bytes)) }
    case 'f':
      return {
        width: size === 4 ? 15 : 24,
        text: (bytes) => String(size === 4 ? bytes.readFloatLE() : bytes.readDoubleLE()),
      }
    default: {
      const radix = kind === 'o' ? 8 : 16
      const width = most.toString(radix).length
      return { width, text: (bytes) => number(bytes).toString(radix).padStart(width, '0') }
    }
  }
}

const named = (byte: number): string =>
  byte === 127 ? 'del' : (names[byte] ?? String.fromCharCode(byte))

const character = (byte: number): string => {
  const escaped = escapes[byte]
  if (escaped !== undefined) return escaped
  return byte >= 32 && byte < 127 ? String.fromCharCode(byte) : byte.toString(8).padStart(3, '0')
}
