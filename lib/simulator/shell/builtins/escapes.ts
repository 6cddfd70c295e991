const simple: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  e: '\x1b',
  E: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
  '"': '"',
  "'": "'",
}

const escape = /\\(?:x([\da-fA-F]{1,2})|u([\da-fA-F]{1,4})|U([\da-fA-F]{1,8})|(0?[0-7]{1,3})|(.))/gs

export interface Unescaped {
  readonly text: string
  /** `\c` ended it. */
  readonly ended: boolean
  /** Characters are bytes, and no UTF-8. */
  readonly isBytes: boolean
}

/** Works `\n` and its like out. `ends`: at `\c` the output ends. dash's printf knows no `\x41`. */
export const unescaped = (text: string, { ends = false, hex = true } = {}): Unescaped => {
  if (!text.includes('\\')) return { text, ended: false, isBytes: false }
  const end = ends ? text.search(/(?<!\\)(?:\\\\)*\\c/) : -1
  const shown = end < 0 ? text : text.slice(0, text.indexOf('\\c', end))
  let hasBytes = false
  const worked = shown.replace(
    escape,
    (whole, byHex?: string, short?: string, long?: string, octal?: string, char?: string) => {
      const code = short ?? long
      if (!hex && (code ?? byHex) !== undefined) return whole
      if (code) return String.fromCodePoint(parseInt(code, 16))
      const byte = byHex ? parseInt(byHex, 16) : octal ? parseInt(octal, 8) & 255 : undefined
      if (byte === undefined) return simple[char ?? ''] ?? whole
      hasBytes ||= byte > 127
      return String.fromCharCode(byte)
    },
  )
  return { ...(hasBytes ? decoded(worked) : { text: worked, isBytes: false }), ended: end >= 0 }
}

/** Bytes that make UTF-8 together are read as such. */
const decoded = (text: string): Pick<Unescaped, 'text' | 'isBytes'> => {
  if (/[^\x00-\xff]/.test(text)) return { text, isBytes: false }
  const characters = Buffer.from(text, 'latin1').toString('utf8')
  return characters.includes('\ufffd')
    ? { text, isBytes: true }
    : { text: characters, isBytes: false }
}
