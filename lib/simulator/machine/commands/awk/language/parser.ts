import { CompileError } from '../awk-error'
import { Expressions } from './expressions'
import { Statements } from './statements'
import type { FunctionDefinition, Program, Rule, Statement } from './syntax'
import { TokenReader } from './token-reader'

/** Reads a program. Throws CompileError, in mawk's words. */
export const parseProgram = (text: string): Program => new ProgramParser(text).program()

class ProgramParser {
  readonly #tokens: TokenReader
  readonly #expressions: Expressions
  readonly #statements: Statements
  readonly #begin: Statement[] = []
  readonly #end: Statement[] = []
  readonly #rules: Rule[] = []
  readonly #functions = new Map<string, FunctionDefinition>()

  constructor(text: string) {
    this.#tokens = new TokenReader(text)
    this.#expressions = new Expressions(this.#tokens)
    this.#statements = new Statements(this.#expressions)
  }

  program(): Program {
    try {
      this.#tokens.skipLines()
      while (!this.#tokens.is('end of file')) {
        this.#item()
        this.#tokens.takes(';')
        this.#tokens.skipLines()
      }
    } catch (error) {
      if (!(error instanceof CompileError)) throw error
      this.#tokens.finish(error)
    }
    this.#tokens.finish()
    return {
      begin: this.#begin,
      rules: this.#rules,
      end: this.#end,
      functions: this.#functions,
      calls: this.#expressions.calls,
      lastLine: this.#tokens.next.line,
    }
  }

  #item(): void {
    const statements = this.#statements
    if (this.#tokens.takes('function')) return this.#function()
    if (this.#tokens.is('BEGIN', 'END')) {
      const isBegin = this.#tokens.take().kind === 'BEGIN'
      ;(isBegin ? this.#begin : this.#end).push(statements.block('BEGIN or END'))
      return
    }
    if (this.#tokens.is('{')) return void this.#rules.push({ action: statements.block('a rule') })
    const pattern = this.#expressions.expression()
    const until = this.#tokens.takes(',') ? this.#expressions.expression() : undefined
    const action = this.#tokens.is('{') ? statements.block('a rule') : undefined
    if (!action && !this.#tokens.is('end of line', ';', 'end of file')) throw this.#tokens.error()
    this.#rules.push({ pattern, ...(until && { until }), ...(action && { action }) })
  }

  #function(): void {
    const { line } = this.#tokens.next
    if (!this.#tokens.is('name', 'function name')) throw this.#tokens.error()
    const name = this.#tokens.take().text
    if (this.#functions.has(name)) throw new CompileError(`line ${line}: redefinition of ${name}`)
    const parameters = this.#parameters()
    this.#tokens.skipLines()
    const body = this.#statements.block('a function')
    this.#functions.set(name, { name, parameters, body, line })
  }

  #parameters(): string[] {
    const parameters: string[] = []
    this.#tokens.need('(')
    while (!this.#tokens.is(')')) {
      if (parameters.length > 0) this.#tokens.need(',')
      const { text, line } = this.#tokens.need('name')
      if (parameters.includes(text))
        throw new CompileError(`line ${line}: ${text} is duplicated in argument list`)
      parameters.push(text)
    }
    this.#tokens.take()
    return parameters
  }
}
