const classes: Readonly<Record<string, (byte: number) => boolean>> = {
  alpha: (b) => (b >= 65 && b <= 90) || (b >= 97 && b <= 122),
  digit: (b) => b >= 48 && b <= 57,
  alnum: (b) => classes['alpha']!(b) || classes['digit']!(b),
  upper: (b) => b >= 65 && b <= 90,
  lower: (b) => b >= 97 && b <= 122,
  space: (b) => (b >= 9 && b <= 13) || b === 32,
  blank: (b) => b === 9 || b === 32,
  print: (b) => b >= 32 && b <= 126,
  graph: (b) => b >= 33 && b <= 126,
  cntrl: (b) => b < 32 || b === 127,
  punct: (b) => classes['graph']!(b) && !classes['alnum']!(b),
  xdigit: (b) => classes['digit']!(b) || (b >= 65 && b <= 70) || (b >= 97 && b <= 102),
}

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', a: '\x07', b: '\b', f: '\f', v: '\v', '\\': '\\' } // prettier-ignore

/** A set of tr that is none; the message is what it says. */
export class SetError extends Error {}

/** The bytes of a set in their order. `[c*]` fills up to `length`, that of the first set. */
export const bytesOfSet = (notation: string, length = 0): number[] => {
  const text = Buffer.from(notation).toString('latin1')
  const bytes: number[] = []
  let filled: { readonly at: number; readonly byte: number } | undefined
  let at = 0
  /** One character, and how many places it takes. */
  const character = (from: number): { readonly byte: number; readonly size: number } => {
    const [whole = '', octal, letter] = /^\\(?:([0-7]{1,3})|([^]))/.exec(text.slice(from)) ?? []
    if (octal !== undefined) return { byte: parseInt(octal, 8) & 255, size: whole.length }
    if (letter !== undefined) return { byte: (escapes[letter] ?? letter).charCodeAt(0), size: 2 }
    return { byte: text.charCodeAt(from), size: 1 }
  }
  while (at < text.length) {
    const rest = text.slice(at)
    const named = /^\[:(\w+):\]/.exec(rest)
    if (named) {
      const holds = classes[named[1] ?? '']
      if (!holds) throw new SetError(`invalid character class ‘${named[1]}’`)
      for (let byte = 0; byte < 256; byte++) if (holds(byte)) bytes.push(byte)
      at += named[0].length
      continue
    }
    const repeated = /^\[(\\?[^])\*(\d*)\]/.exec(rest)
    if (repeated) {
      const { byte } = character(at + 1)
      const count = Number(repeated[2] || 0)
      if (count === 0) filled = { at: bytes.length, byte }
      bytes.push(...Array<number>(count).fill(byte))
      at += repeated[0].length
      continue
    }
    const { byte, size } = character(at)
    at += size
    if (text[at] !== '-' || at + 1 >= text.length) {
      bytes.push(byte)
      continue
    }
    const to = character(at + 1)
    if (to.byte < byte) {
      const shown = `${String.fromCharCode(byte)}-${String.fromCharCode(to.byte)}`
      throw new SetError(`range-endpoints of '${shown}' are in reverse collating sequence order`)
    }
    for (let each = byte; each <= to.byte; each++) bytes.push(each)
    at += 1 + to.size
  }
  if (filled)
    bytes.splice(
      filled.at,
      0,
      ...Array<number>(Math.max(0, length - bytes.length)).fill(filled.byte),
    )
  return bytes
}
