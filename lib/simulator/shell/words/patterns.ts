import { Recent } from '../../cache/recent'

const special = /[\\*?[\]()|!@+^-]/g

/** The text as a pattern that matches itself only. */
export const asPattern = (text: string): string => text.replace(special, '\\$&')

/** A pattern that matches one text only, as that text. */
export const plainText = (pattern: string): string => pattern.replace(/\\(.)/gs, '$1')

export const isPattern = (pattern: string): boolean =>
  /(^|[^\\])(\\\\)*([*?[]|[@+!]\()/.test(pattern)

const compiled = new Recent<string, RegExp>(300)

/** Whether the whole text is matched, as `case` and `[[ = ]]` ask. */
export const matches = (pattern: string, text: string, ignoresCase = false): boolean =>
  ignoresCase ? new RegExp(wholly(pattern), 'sui').test(text) : wholly(pattern).test(text)

const wholly = (pattern: string): RegExp =>
  compiled.get(pattern) ??
  compiled.keep(pattern, new RegExp(`^(?:${expressionOf(pattern)})$`, 'su'))

/** A regular expression for one segment of a path: no wildcard matches a slash, or a leading dot. */
export const matchesName = (
  pattern: string,
  name: string,
  { hidden = false, ignoresCase = false } = {},
): boolean =>
  (!name.startsWith('.') || pattern.startsWith('.') || hidden) &&
  matches(pattern, name, ignoresCase)

/** A shell pattern as JavaScript writes it. */
export const expressionOf = (pattern: string, lazy = false): string =>
  new Translation(pattern, lazy).text

/** What stands between `[:` and `:]`. */
export const classes: Readonly<Record<string, string>> = {
  alnum: 'A-Za-z0-9',
  alpha: 'A-Za-z',
  blank: ' \\t',
  cntrl: '\\x00-\\x1f\\x7f',
  digit: '0-9',
  graph: '!-~',
  lower: 'a-z',
  print: ' -~',
  punct: '!-\\/:-@\\[-`{-~',
  space: '\\s',
  upper: 'A-Z',
  xdigit: '0-9A-Fa-f',
}

const repetition: Readonly<Record<string, string>> = { '?': '?', '*': '*', '+': '+', '@': '' }

class Translation {
  #at = 0

  constructor(
    private readonly pattern: string,
    private readonly lazy: boolean,
  ) {}

  get text(): string {
    let text = ''
    while (this.#at < this.pattern.length) text += this.#next()
    return text
  }

  #next(): string {
    const char = this.#take()
    if (char === '\\') return escaped(this.#take())
    if ('?*+@!'.includes(char) && this.pattern[this.#at] === '(') return this.#group(char)
    if (char === '*') return this.lazy ? '.*?' : '.*'
    if (char === '?') return '.'
    return char === '[' ? this.#bracket() : escaped(char)
  }

  #take(): string {
    const char = String.fromCodePoint(this.pattern.codePointAt(this.#at) ?? 92)
    this.#at += char.length
    return char
  }

  /** `@(a|b)` */
  #group(kind: string): string {
    const end = this.#endOfGroup()
    if (end < 0) return escaped(kind)
    const inner = alternatives(this.pattern.slice(this.#at + 1, end))
      .map((each) => expressionOf(each, this.lazy))
      .join('|')
    this.#at = end + 1
    return kind === '!' ? `(?!(?:${inner})$).*` : `(?:${inner})${repetition[kind]}`
  }

  #endOfGroup(): number {
    let depth = 0
    for (let at = this.#at; at < this.pattern.length; at++) {
      const char = this.pattern[at]
      if (char === '\\') at++
      else if (char === '(') depth++
      else if (char === ')' && --depth === 0) return at
    }
    return -1
  }

  #bracket(): string {
    const start = this.#at
    const negated = /[!^]/.test(this.pattern[this.#at] ?? '')
    if (negated) this.#at++
    let inner = ''
    for (let first = true; this.#at < this.pattern.length; first = false) {
      const named = /^\[:(\w+):\]/.exec(this.pattern.slice(this.#at, this.#at + 12))
      if (named) {
        inner += classes[named[1] ?? ''] ?? ''
        this.#at += named[0].length
        continue
      }
      const char = this.#take()
      if (char === ']' && !first) return inner === '' ? '(?!)' : `[${negated ? '^' : ''}${inner}]`
      if (char === '\\') inner += escapedInClass(this.#take())
      else
        inner +=
          char === '-' && !first && this.pattern[this.#at] !== ']' ? '-' : escapedInClass(char)
    }
    // It is never closed: a bracket like any other character.
    this.#at = start
    return '\\['
  }
}

/** The parts of `a|b|@(c|d)` between bars that stand outside of parentheses. */
const alternatives = (text: string): string[] => {
  const parts = ['']
  let depth = 0
  for (let at = 0; at < text.length; at++) {
    const char = text[at] ?? ''
    if (char === '(') depth++
    if (char === ')') depth--
    if (char === '|' && depth === 0) parts.push('')
    else parts.push((parts.pop() ?? '') + char + (char === '\\' ? (text[++at] ?? '') : ''))
  }
  return parts
}

/** The text as a regular expression that matches itself only. */
export const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
const escapedInClass = (char: string): string => char.replace(/[\\\]^[-]/, '\\$&')
