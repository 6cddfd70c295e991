export type Order = (a: string, b: string) => number

/** By code points, which is the order of UTF-8's bytes: the machines' locale is C.UTF-8. */
export const byBytes: Order = (a, b) => (a < b ? -1 : a > b ? 1 : 0)

const months = 'JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC'.split(' ')
const sizes = ' KMGTPEZY'

const numberAt = (text: string): number => Number(/^[ \t]*(-?\d*\.?\d*)/.exec(text)?.[1] || 0) || 0

const floatAt = (text: string): number => {
  const found = /^[ \t]*([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?|[-+]?inf)/i.exec(text)?.[1]
  if (found === undefined) return -Infinity
  return /inf/i.test(found) ? (found.startsWith('-') ? -Infinity : Infinity) : Number(found)
}

const by =
  (valueOf: (text: string) => number): Order =>
  (a, b) => {
    const [left, right] = [valueOf(a), valueOf(b)]
    return left < right ? -1 : left > right ? 1 : 0
  }

/** `2K` before `1M`: by the suffix first. */
const sizeAt = (text: string): number => {
  const [, digits = '0', suffix = ''] = /^[ \t]*(-?\d*\.?\d*)([KkMGTPEZY]?)/.exec(text) ?? []
  const rank = Math.max(0, sizes.indexOf(suffix.toUpperCase()))
  const value = Number(digits) || 0
  return value === 0 ? 0 : Math.sign(value) * (rank * 1e15 + Math.abs(value))
}

/** As dpkg and `sort -V`: digits by their number, letters before all else, `~` before the end. */
export const byVersion: Order = (a, b) => {
  const [left, right] = [partsOf(a), partsOf(b)]
  for (let index = 0; index < Math.max(left.length, right.length); index++) {
    const [l = '', r = ''] = [left[index], right[index]]
    const order =
      index % 2 === 0
        ? byVersionText(l, r)
        : BigInt(l || '0') < BigInt(r || '0')
          ? -1
          : BigInt(l || '0') > BigInt(r || '0')
            ? 1
            : 0
    if (order !== 0) return order
  }
  return 0
}

const partsOf = (text: string): string[] => text.split(/(\d+)/)

const byVersionText: Order = (a, b) => {
  for (let index = 0; index < Math.max(a.length, b.length); index++) {
    const order = rank(a[index]) - rank(b[index])
    if (order !== 0) return order
  }
  return 0
}

const rank = (char: string | undefined): number => {
  if (char === undefined) return 0
  if (char === '~') return -1
  return /[a-zA-Z]/.test(char) ? char.charCodeAt(0) : char.charCodeAt(0) + 256
}

const kinds: Readonly<Record<string, Order>> = {
  n: by(numberAt),
  g: by(floatAt),
  h: by(sizeAt),
  M: by((text) => months.indexOf(text.trimStart().slice(0, 3).toUpperCase())),
  V: byVersion,
}

/** What the letters of a key, or of the whole, say. */
export const orderOf = (letters: string): Order => {
  const kind = Object.keys(kinds).find((letter) => letters.includes(letter))
  const plain = kinds[kind ?? ''] ?? byBytes
  const seen = (text: string): string => {
    const only = letters.includes('d')
      ? text.replace(/[^a-zA-Z0-9 \t]/g, '')
      : letters.includes('i')
        ? text.replace(/[^ -~]/g, '')
        : text
    return letters.includes('f') ? only.toUpperCase() : only
  }
  const order: Order = kind === undefined ? (a, b) => plain(seen(a), seen(b)) : plain
  return letters.includes('r') ? (a, b) => -order(a, b) : order
}
