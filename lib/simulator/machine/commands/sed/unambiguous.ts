import { bytesOf } from '../../../shell/text'

const letters: Readonly<Record<string, string>> = { '\\': '\\\\', '\x07': '\\a', '\b': '\\b', '\f': '\\f', '\n': '\\n', '\r': '\\r', '\t': '\\t', '\v': '\\v' } // prettier-ignore

/** As `l` prints it: bytes that are no ASCII in octal, long lines folded, a `$` at the end. */
export const unambiguous = (text: string, width: number): string => {
  let [result, column] = ['', 0]
  for (const byte of bytesOf(text)) {
    const char = String.fromCharCode(byte)
    const shown =
      letters[char] ?? (byte < 32 || byte > 126 ? `\\${byte.toString(8).padStart(3, '0')}` : char)
    if (width > 1 && column + shown.length > width - 1) {
      result += '\\\n'
      column = 0
    }
    result += shown
    column += shown.length
  }
  return `${result}$`
}
