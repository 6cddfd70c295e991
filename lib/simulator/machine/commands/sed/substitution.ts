import type { Piece, Substitution } from './command'
import type { Parser } from './parse'
import { escapeOf, type Script, withCodes } from './script'

/** The rest of an `s` command. */
export const substitutionIn = (parser: Parser): Substitution => {
  const { script } = parser
  const delimiter = script.take()
  const source = delimiter === undefined ? undefined : script.upTo(delimiter, true)
  const right = source === undefined ? undefined : script.upTo(delimiter ?? '', false)
  if (source === undefined || right === undefined) throw script.wrong("unterminated `s' command")
  const { flags, ...rest } = flagsIn(parser)
  const regex = parser.compiled(source, `g${flags}`)
  const pieces = piecesOf(right)
  const groups = regex === undefined ? 9 : new RegExp(`${regex.source}|`).exec('')!.length - 1
  const wrong = pieces.find((piece) => typeof piece === 'number' && piece > groups)
  if (wrong !== undefined)
    throw script.wrong(`invalid reference \\${wrong as number} on \`s' command's RHS`, script.at)
  return { regex, pieces, ...rest }
}

const flagsIn = (
  parser: Parser,
): Omit<Substitution, 'regex' | 'pieces'> & { readonly flags: string } => {
  const { script } = parser
  const seen = new Set<string>()
  let nth = 1
  let file: string | undefined
  for (;;) {
    const char = script.next
    if (char === undefined || /[\n;}#]/.test(char)) break
    if (/\d/.test(char)) {
      nth = script.number() ?? 1
      if (nth === 0) throw script.wrong("number option to `s' command may not be zero")
      continue
    }
    script.at++
    if (/[ \t]/.test(char)) continue
    if (char === 'w') {
      file = parser.fileName()
      break
    }
    if (!'gpiImMe'.includes(char)) throw script.wrong("unknown option to `s'")
    if ('gp'.includes(char) && seen.has(char))
      throw script.wrong(`multiple \`${char}' options to \`s' command`)
    seen.add(char)
  }
  const flags = `${seen.has('i') || seen.has('I') ? 'i' : ''}${seen.has('m') || seen.has('M') ? 'm' : ''}`
  return { flags, isGlobal: seen.has('g'), prints: seen.has('p'), nth, file }
}

const piecesOf = (given: string): Piece[] => {
  const text = withCodes(given, (char) => (char === '&' || char === '\\' ? `\\${char}` : char))
  const pieces: Piece[] = []
  for (const [, escaped, plain] of text.matchAll(/\\([^])|([^])/gu)) {
    if (plain !== undefined) pieces.push(plain === '&' ? 0 : plain)
    else if (/\d/.test(escaped ?? '')) pieces.push(Number(escaped))
    else if (/[ULulE]/.test(escaped ?? '')) pieces.push({ case: escaped as 'U' })
    else pieces.push(escapeOf(escaped ?? '') ?? escaped ?? '')
  }
  return pieces
}

/** What takes the place of a match. */
export const replacement = (pieces: readonly Piece[], match: RegExpMatchArray): string => {
  let [text, all, once] = ['', 'E', '']
  const cased = (part: string): string => {
    const whole = all === 'U' ? part.toUpperCase() : all === 'L' ? part.toLowerCase() : part
    if (once === '' || whole === '') return whole
    const first = once === 'u' ? whole.charAt(0).toUpperCase() : whole.charAt(0).toLowerCase()
    once = ''
    return first + whole.slice(1)
  }
  for (const piece of pieces) {
    if (typeof piece === 'object') {
      if ('ul'.includes(piece.case)) once = piece.case
      else all = piece.case
    } else text += cased(typeof piece === 'number' ? (match[piece] ?? '') : piece)
  }
  return text
}

/** The rest of a `y` command. */
export const translationIn = (script: Script): ReadonlyMap<string, string> => {
  const delimiter = script.take()
  const from = delimiter === undefined ? undefined : script.upTo(delimiter, false)
  const to = from === undefined ? undefined : script.upTo(delimiter ?? '', false)
  if (from === undefined || to === undefined) throw script.wrong("unterminated `y' command")
  const plain = (text: string): string[] => [
    ...text.replace(/\\([^])/g, (_, letter: string) => escapeOf(letter) ?? letter),
  ]
  const [left, right] = [plain(from), plain(to)]
  if (left.length !== right.length)
    throw script.wrong("strings for `y' command are different lengths")
  return new Map(left.map((letter, index) => [letter, right[index] ?? '']))
}
