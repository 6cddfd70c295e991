import { RegexError } from '../../regex/regex-error'
import { CompileError } from '../awk-error'
import { Automaton, type Match } from './automaton'
import { type Node, parseRegex } from './syntax'

export type { Match } from './automaton'

/** A pattern, ready to be looked for in text of which each character is a byte. */
export interface Regex {
  test(text: string): boolean
  /** The leftmost match from there on, and the longest there. */
  find(text: string, from?: number): Match | undefined
}

/** Throws RegexError, in mawk's words. */
export const compileRegex = (pattern: string): Regex => {
  const tree = parseRegex(pattern)
  const plain = plainText(tree)
  return plain === undefined || plain === '' ? new Automaton(tree) : new Plain(plain)
}

/** One that is written in a program. Throws CompileError, with the line that it stands in. */
export const compiledAt = (pattern: string, line: number): Regex => {
  try {
    return compileRegex(pattern)
  } catch (error) {
    if (!(error instanceof RegexError)) throw error
    throw new CompileError(
      `line ${line}: regular expression compile failed (${error.message})\n${pattern}`,
    )
  }
}

/** The text that the pattern is, where nothing in it means anything else. */
const plainText = (node: Node): string | undefined => {
  if (node.kind === 'bytes')
    return node.byte === undefined ? undefined : String.fromCharCode(node.byte)
  if (node.kind !== 'both') return undefined
  const parts = node.parts.map(plainText)
  return parts.includes(undefined) ? undefined : parts.join('')
}

class Plain implements Regex {
  constructor(private readonly wanted: string) {}

  test(text: string): boolean {
    return text.includes(this.wanted)
  }

  find(text: string, from = 0): Match | undefined {
    const start = text.indexOf(this.wanted, from)
    return start < 0 ? undefined : { start, end: start + this.wanted.length }
  }
}
