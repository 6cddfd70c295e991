import { escapeAt } from '../language/escapes'
import { RegexError } from '../../regex/regex-error'
import { classAt } from './character-class'

/** A regular expression, taken apart. */
export type Node =
  | { readonly kind: 'bytes'; readonly members: ReadonlySet<number>; readonly byte?: number }
  | { readonly kind: 'start' | 'end' | 'empty' }
  | { readonly kind: 'both'; readonly parts: readonly Node[] }
  | { readonly kind: 'either'; readonly parts: readonly Node[] }
  | {
      readonly kind: 'repeated'
      readonly part: Node
      readonly atLeastOnce: boolean
      readonly more: boolean
    }

/**
 * Reads mawk's expressions: extended ones without `{n,m}` and without GNU's additions, where `^` and `$` are anchors wherever
 * they stand. Throws RegexError, in mawk's words.
 */
export const parseRegex = (pattern: string): Node => {
  if (pattern === '') return { kind: 'empty' }
  return new RegexParser(pattern).whole()
}

class RegexParser {
  #at = 0
  #open = 0

  constructor(private readonly pattern: string) {}

  whole(): Node {
    return this.#alternatives()
  }

  #alternatives(): Node {
    const parts = [this.#branch()]
    while (this.#takes('|')) parts.push(this.#branch())
    return parts.length === 1 ? parts[0]! : { kind: 'either', parts }
  }

  #branch(): Node {
    const parts: Node[] = []
    while (this.#at < this.pattern.length && this.#next !== '|') {
      // One that closes nothing stands for itself.
      if (this.#next === ')' && this.#open > 0) break
      const atom = this.#atom(parts.length > 0)
      parts.push(this.#repeated(atom))
    }
    if (parts.length === 0)
      throw new RegexError(this.#next === '' && this.#open > 0 ? "missing ')'" : 'missing operand')
    return parts.length === 1 ? parts[0]! : { kind: 'both', parts }
  }

  #repeated(atom: Node): Node {
    let node = atom
    while (this.#next !== '' && '*+?'.includes(this.#next)) {
      if (atom.kind === 'start') throw new RegexError('syntax error ^* or ^+')
      const operator = this.#next
      this.#at++
      node = {
        kind: 'repeated',
        part: node,
        atLeastOnce: operator === '+',
        more: operator !== '?',
      }
    }
    return node
  }

  #atom(isBehindAnother: boolean): Node {
    const char = this.#next
    if ('*+?'.includes(char)) throw new RegexError('missing operand')
    if (char === '[') {
      const { members, end } = classAt(this.pattern, this.#at)
      this.#at = end
      return { kind: 'bytes', members }
    }
    if (char === '\\') {
      const { text, end } = escapeAt(this.pattern, this.#at, 'itself')
      this.#at = end
      return byteNode(text.charCodeAt(0))
    }
    this.#at++
    if (char === '(') return this.#group(isBehindAnother)
    if (char === '.') return { kind: 'bytes', members: anyByte }
    if (char === '^') return { kind: 'start' }
    if (char === '$') return { kind: 'end' }
    return byteNode(char.charCodeAt(0))
  }

  #group(isBehindAnother: boolean): Node {
    if (this.#next === ')' && isBehindAnother) {
      this.#at++
      return { kind: 'empty' }
    }
    this.#open++
    const inner = this.#alternatives()
    if (!this.#takes(')')) throw new RegexError("missing ')'")
    this.#open--
    return inner
  }

  get #next(): string {
    return this.pattern[this.#at] ?? ''
  }

  #takes(char: string): boolean {
    if (this.#next !== char) return false
    this.#at++
    return true
  }
}

const byteNode = (byte: number): Node => ({ kind: 'bytes', members: new Set([byte]), byte })

const anyByte: ReadonlySet<number> = new Set(Array.from({ length: 256 }, (_, byte) => byte))
