import { RegexError } from './regex-error'
import type { Syntax } from './posix-regex'

/** In ASCII, as the machines' locale has it but for letters, of which UTF-8 has more. */
export const classes: Readonly<Record<string, string>> = {
  alpha: 'a-zA-Z\\u00c0-\\u024f', digit: '0-9', alnum: 'a-zA-Z0-9\\u00c0-\\u024f', upper: 'A-Z', lower: 'a-z',
  space: ' \\t\\n\\r\\f\\v', blank: ' \\t', punct: '!-\\/:-@\\[-`{-~', print: ' -~\\u00a0-\\uffff', graph: '!-~\\u00a1-\\uffff',
  cntrl: '\\x00-\\x1f\\x7f', xdigit: '0-9A-Fa-f',
} // prettier-ignore

/** What stands in `[…]` from `start` on, as JavaScript writes it, and where the pattern goes on. */
export const bracket = (
  pattern: string,
  start: number,
  { escapes }: Syntax,
): { readonly source: string; readonly end: number } => {
  let at = start + 1
  const negated = pattern[at] === '^'
  if (negated) at++
  let inner = ''
  const first = at
  for (;;) {
    const char = pattern[at]
    if (char === undefined) throw new RegexError(unmatched)
    if (char === ']' && at > first) break
    const named = /^\[([:.=])(.*?)\1\]/.exec(pattern.slice(at))
    if (named) {
      inner += classOf(named)
      at += named[0].length
      continue
    }
    const meant = char === '\\' ? escapes?.(pattern[at + 1] ?? '') : undefined
    if (char === '-' && at > first && pattern[at + 1] !== ']' && inner !== '') inner += '-'
    else inner += literal(meant ?? char)
    at += meant === undefined ? 1 : 2
  }
  // The range `z-a` is an error to both.
  const source = `[${negated ? '^' : ''}${inner}]`
  try {
    new RegExp(source)
  } catch {
    throw new RegexError('Invalid range end')
  }
  return { source, end: at + 1 }
}

const classOf = ([, mark = '', name = '']: RegExpExecArray): string => {
  if (mark !== ':') return literal(name)
  const members = classes[name]
  if (members === undefined) throw new RegexError('Invalid character class name')
  return members
}

const literal = (text: string): string => text.replace(/[\\\]^[-]/g, '\\$&')

const unmatched = 'Unmatched [, [^, [:, [., or [='
