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

/**
 * Works `\n` and its like out. `ends`: at `\c` the output ends, which is told. Bytes above 127 that make UTF-8 together are
 * read as such.
 */
export const unescaped = (
  text: string,
  { ends = false } = {},
): { text: string; ended: boolean } => {
  if (!text.includes('\\')) return { text, ended: false }
  const end = ends ? text.search(/(?<!\\)(?:\\\\)*\\c/) : -1
  const shown = end < 0 ? text : text.slice(0, text.indexOf('\\c', end))
  let hasBytes = false
  const worked = shown.replace(
    escape,
    (whole, hex?: string, short?: string, long?: string, octal?: string, char?: string) => {
      const code = short ?? long
      if (code) return String.fromCodePoint(parseInt(code, 16))
      const byte = hex ? parseInt(hex, 16) : octal ? parseInt(octal, 8) & 255 : undefined
      if (byte === undefined) return simple[char ?? ''] ?? whole
      hasBytes ||= byte > 127
      return String.fromCharCode(byte)
    },
  )
  return { text: hasBytes ? joined(worked) : worked, ended: end >= 0 }
}

const joined = (text: string): string => {
  if (/[^\x00-\xff]/.test(text)) return text
  const bytes = Buffer.from(text, 'latin1')
  const decoded = bytes.toString('utf8')
  return decoded.includes('\ufffd') ? text : decoded
}
