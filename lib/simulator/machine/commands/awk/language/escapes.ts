const single: Readonly<Record<string, string>> = {
  '"': '"', '\\': '\\', a: '\x07', b: '\b', t: '\t', n: '\n', v: '\v', f: '\f', r: '\r',
} // prettier-ignore

/**
 * What a backslash and what is behind it stand for. Behind what is no escape the backslash stays in a string; in a regular
 * expression it makes the letter stand for `itself`.
 */
export const escapeAt = (
  text: string,
  at: number,
  otherwise: 'kept' | 'itself',
): { readonly text: string; readonly end: number } => {
  const letter = text[at + 1] ?? ''
  if (letter === '') return { text: '\\', end: at + 1 }
  const meant = single[letter]
  if (meant !== undefined) return { text: meant, end: at + 2 }
  const [whole, octal, hex] =
    /^\\(?:([0-7]{1,3})|x([0-9a-fA-F]{1,2}))/.exec(text.slice(at, at + 4)) ?? []
  if (whole !== undefined) {
    const code = octal === undefined ? parseInt(hex ?? '', 16) : parseInt(octal, 8)
    return { text: String.fromCharCode(code & 0xff), end: at + whole.length }
  }
  return { text: otherwise === 'kept' ? `\\${letter}` : letter, end: at + 2 }
}

/** A string as it is written in a program, or assigned on the command line. */
export const unescaped = (text: string): string => {
  if (!text.includes('\\')) return text
  let out = ''
  for (let at = 0; at < text.length;) {
    const { text: piece, end } =
      text[at] === '\\' ? escapeAt(text, at, 'kept') : { text: text[at] ?? '', end: at + 1 }
    out += piece
    at = end
  }
  return out
}
