import { escapeAt } from '../language/escapes'
import { RegexError } from '../../regex/regex-error'

/** The bytes that `[…]` from `start` on stands for, and where the pattern goes on. */
export const classAt = (
  pattern: string,
  start: number,
): { readonly members: ReadonlySet<number>; readonly end: number } => {
  let at = start + 1
  const isNegated = pattern[at] === '^'
  if (isNegated) at++
  const first = at
  const members = new Set<number>()
  for (;;) {
    const char = pattern[at]
    if (char === undefined) throw new RegexError(badClass)
    if (char === ']' && at > first) break
    const named = /^\[:(\w+):\]/.exec(pattern.slice(at, at + 12))
    if (named) {
      for (const each of membersOf(named[1] ?? '')) members.add(each)
      at += named[0].length
      continue
    }
    const low = memberAt(pattern, at)
    const isRange = pattern[low.end] === '-' && !']'.includes(pattern[low.end + 1] ?? '')
    const high = isRange ? memberAt(pattern, low.end + 1) : low
    for (let byte = low.byte; byte <= high.byte; byte++) members.add(byte)
    at = high.end
  }
  return { members: isNegated ? allBut(members) : members, end: at + 1 }
}

const badClass = 'bad class -- [], [^] or ['

const memberAt = (pattern: string, at: number): { readonly byte: number; readonly end: number } => {
  if (pattern[at] !== '\\') return { byte: pattern.charCodeAt(at), end: at + 1 }
  const { text, end } = escapeAt(pattern, at, 'itself')
  return { byte: text.charCodeAt(0), end }
}

const allBut = (members: ReadonlySet<number>): ReadonlySet<number> =>
  new Set(Array.from({ length: 256 }, (_, byte) => byte).filter((byte) => !members.has(byte)))

/** In the locale C: bytes above 127 are in none. */
const named: Readonly<Record<string, RegExp>> = {
  alpha: /[a-zA-Z]/, digit: /[0-9]/, alnum: /[a-zA-Z0-9]/, upper: /[A-Z]/, lower: /[a-z]/, space: /[ \t\n\r\f\v]/,
  blank: /[ \t]/, punct: /[!-/:-@[-`{-~]/, print: /[ -~]/, graph: /[!-~]/, cntrl: /[\x00-\x1f\x7f]/, xdigit: /[0-9A-Fa-f]/,
} // prettier-ignore

const membersOf = (name: string): number[] => {
  const expression = named[name]
  if (!expression) throw new RegexError(badClass)
  const bytes = Array.from({ length: 128 }, (_, byte) => byte)
  return bytes.filter((byte) => expression.test(String.fromCharCode(byte)))
}
