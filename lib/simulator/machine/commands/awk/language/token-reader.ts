import { CompileError } from '../awk-error'
import { Lexer } from './lexer'
import type { Token } from './tokens'

/** The tokens of a program with one that is looked at before it is taken, and what is said of one that does not fit. */
export class TokenReader {
  parens = 0
  #braces = 0
  readonly #errors: string[] = []
  readonly #lexer: Lexer
  #next: Token | undefined

  constructor(text: string) {
    this.#lexer = new Lexer(text)
  }

  get next(): Token {
    return (this.#next ??= this.#lexer.next())
  }

  is(...kinds: readonly string[]): boolean {
    return kinds.includes(this.next.kind)
  }

  take(): Token {
    const token = this.next
    this.#next = undefined
    if (token.kind === '(') this.parens++
    else if (token.kind === ')') this.parens--
    else if (token.kind === '{') this.#braces++
    else if (token.kind === '}') this.#braces--
    return token
  }

  takes(kind: string): boolean {
    if (!this.is(kind)) return false
    this.take()
    return true
  }

  /** Takes a token of that kind. Throws CompileError where another stands. */
  need(kind: string): Token {
    if (!this.is(kind)) throw this.error()
    return this.take()
  }

  /** Told at the end, with what is wrong behind it: the next statement is read as if nothing had been. */
  recoverFrom(error: unknown): void {
    if (!(error instanceof CompileError)) throw error
    this.#tell(error)
    while (!this.is('end of line', ';', '}', 'end of file')) this.take()
    this.parens = 0
    if (!this.is('}', 'end of file')) this.take()
  }

  /** Throws CompileError where something was wrong. */
  finish(last?: CompileError): void {
    if (last) this.#tell(last)
    if (this.#errors.length > 0) throw new CompileError(this.#errors)
  }

  #tell({ lines }: CompileError): void {
    for (const line of [lines].flat()) if (!this.#errors.includes(line)) this.#errors.push(line)
  }

  /** A statement may begin on the next line. */
  skipLines(): void {
    if (this.#next) while (this.takes('end of line'));
    else this.#lexer.skipLines()
  }

  error(): CompileError {
    const { kind, text, line } = this.next
    const isEnd = ['end of file', 'end of line', ';', '}'].includes(kind)
    if (isEnd && this.parens > 0) return new CompileError(`line ${line}: missing ) near ${text}`)
    if (kind === 'end of file' && this.#braces > 0)
      return new CompileError(`line ${line}: missing } near ${text}`)
    if (kind === ')' && this.parens === 0) return new CompileError(`line ${line}: extra ')'`)
    if (kind === '}' && this.#braces === 0) return this.#extraBrace(line)
    const told = kind === 'regex' ? `/${text}/` : text
    return new CompileError(`line ${line}: syntax error at or near ${told}`)
  }

  /** It is passed over, and what is behind it does not fit either. */
  #extraBrace(line: number): CompileError {
    this.take()
    this.#braces = 0
    const { kind, text } = this.next
    const near = kind === 'end of file' ? 'end of line' : text
    return new CompileError([
      `line ${line}: extra '}'`,
      `line ${line}: syntax error at or near ${near}`,
    ])
  }
}
