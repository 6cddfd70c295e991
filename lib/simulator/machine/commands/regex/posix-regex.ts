import { bracket } from './bracket'
import { RegexError } from './regex-error'

export interface Syntax {
  /** `( ) { } | + ?` mean something as they stand; else behind a backslash. */
  readonly extended: boolean
  /** What `\n` and its like stand for; undefined: for the letter itself. */
  readonly escapes?: (letter: string) => string | undefined
  /** Told of a backslash before what needs none. */
  readonly onStray?: (letter: string) => void
}

/** A POSIX regular expression, with GNU's additions, as JavaScript writes it. Throws RegexError, in the words of regcomp(3). */
export const javaScriptSource = (pattern: string, syntax: Syntax, groupsBefore = 0): Source => {
  const translation = new Translation(pattern, syntax, groupsBefore)
  return { text: translation.whole(), groups: translation.groups }
}

export interface Source {
  readonly text: string
  /** How many groups it has, and those before it. */
  readonly groups: number
}

export const compile = (pattern: string, syntax: Syntax, flags = ''): RegExp =>
  new RegExp(javaScriptSource(pattern, syntax).text, flags)

export const escapeLiteral = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')

interface Branch {
  readonly source: string
  /** Its text, where it is nothing but text. */
  readonly literal: string | undefined
}

class Translation {
  #at = 0
  #open = 0
  groups: number

  constructor(
    private readonly pattern: string,
    private readonly syntax: Syntax,
    private readonly groupsBefore: number,
  ) {
    this.groups = groupsBefore
  }

  whole(): string {
    const source = this.#alternatives()
    if (this.#at < this.pattern.length) throw new RegexError('Unmatched ) or \\)')
    return source
  }

  /** POSIX takes the longest of several alternatives, JavaScript the first: where they are plain text, the longest goes first. */
  #alternatives(): string {
    const branches = [this.#branch()]
    while (this.#takes('|')) branches.push(this.#branch())
    if (branches.every(({ literal }) => literal !== undefined))
      branches.sort((a, b) => (b.literal ?? '').length - (a.literal ?? '').length)
    return branches.map(({ source }) => source).join('|')
  }

  #branch(): Branch {
    let source = ''
    let literal: string | undefined = ''
    let isFirst = true
    while (this.#at < this.pattern.length && !this.#isOperator('|')) {
      if (this.#open > 0 && this.#isOperator(')')) break
      const before = this.#at
      const atom = this.#atom(isFirst)
      const repeated = atom.isAnchor ? '' : this.#repetition()
      source += repeated === '' ? atom.source : `(?:${atom.source})${repeated}`
      literal =
        repeated === '' && atom.text !== undefined && literal !== undefined
          ? literal + atom.text
          : undefined
      // `^*` is a star, to basic expressions.
      isFirst = atom.isAnchor === true && !this.syntax.extended && this.#at > before
    }
    return { source, literal }
  }

  #atom(isFirst: boolean): { source: string; text?: string; isAnchor?: true } {
    const { pattern, syntax } = this
    const char = pattern[this.#at] ?? ''
    if (char === '[') {
      const { source, end } = bracket(pattern, this.#at, syntax)
      this.#at = end
      return { source }
    }
    if (this.#takes('(')) return { source: this.#group() }
    if (this.#isOperator(')') && syntax.extended) throw new RegexError('Unmatched ) or \\)')
    if (char === '\\') return this.#escaped()
    this.#at++
    if (char === '.') return { source: '[^]' }
    if (char === '^' && (syntax.extended || isFirst)) return { source: '^', isAnchor: true }
    if (char === '$' && (syntax.extended || this.#isAtEnd())) return { source: '$', isAnchor: true }
    if (char === '*' && isFirst && syntax.extended) return { source: '(?:)' }
    return { source: escapeLiteral(char), text: char }
  }

  #group(): string {
    this.groups++
    this.#open++
    const inner = this.#alternatives()
    if (!this.#takes(')')) throw new RegexError('Unmatched ( or \\(')
    this.#open--
    return `(${inner})`
  }

  #escaped(): { source: string; text?: string; isAnchor?: true } {
    const { syntax } = this
    const letter = this.pattern[this.#at + 1]
    if (letter === undefined) throw new RegexError('Trailing backslash')
    this.#at += 2
    if (/[1-9]/.test(letter)) {
      const number = Number(letter) + this.groupsBefore
      if (number > this.groups) throw new RegexError('Invalid back reference')
      return { source: `(?:\\${number})` }
    }
    const special = specials[letter]
    if (special !== undefined) return { source: special }
    const meant = syntax.escapes?.(letter)
    if (meant !== undefined) return { source: escapeLiteral(meant), text: meant }
    if (/[a-zA-Z0-9]/.test(letter)) syntax.onStray?.(letter)
    return { source: escapeLiteral(letter), text: letter }
  }

  #repetition(): string {
    let all = ''
    for (;;) {
      const one = this.#oneRepetition()
      if (one === '') return all
      // `a**` is `a*`: JavaScript refuses it.
      all = all === '' || all === one ? one : '*'
    }
  }

  #oneRepetition(): string {
    if (this.pattern[this.#at] === '*') {
      this.#at++
      return '*'
    }
    for (const operator of ['+', '?']) if (this.#takes(operator)) return operator
    const close = this.syntax.extended ? '}' : '\\}'
    const [open = ''] = this.syntax.extended ? ['{'] : ['\\{']
    if (!this.pattern.startsWith(open, this.#at)) return ''
    const end = this.pattern.indexOf(close, this.#at)
    const inside = /^(\d*)(,?)(\d*)$/.exec(this.pattern.slice(this.#at + open.length, end))
    if (end < 0 || !inside || inside[0] === '') {
      if (this.syntax.extended) return ''
      throw new RegexError(end < 0 ? 'Unmatched \\{' : 'Invalid content of \\{\\}')
    }
    this.#at = end + close.length
    const [, least = '', comma = '', most = ''] = inside
    if (most !== '' && Number(most) < Number(least))
      throw new RegexError('Invalid content of \\{\\}')
    return `{${least || '0'}${comma}${most}}`
  }

  #takes(operator: string): boolean {
    if (!this.#isOperator(operator)) return false
    this.#at += this.syntax.extended ? 1 : 2
    return true
  }

  #isOperator(operator: string): boolean {
    return this.pattern.startsWith(this.syntax.extended ? operator : `\\${operator}`, this.#at)
  }

  /** To basic expressions a `$` is an anchor at the end only. */
  #isAtEnd(): boolean {
    return this.#at >= this.pattern.length || this.#isOperator('|') || this.#isOperator(')')
  }
}

/** GNU's additions. */
const specials: Readonly<Record<string, string>> = {
  '<': '\\b(?=\\w)',
  '>': '\\b(?<=\\w)',
  '`': '(?<![^])',
  "'": '(?![^])',
  b: '\\b', B: '\\B', w: '\\w', W: '\\W', s: '\\s', S: '\\S',
} // prettier-ignore
