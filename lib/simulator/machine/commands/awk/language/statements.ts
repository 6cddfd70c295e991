import { CompileError } from '../awk-error'
import type { Expressions } from './expressions'
import type { Expression, Print, Redirection, Statement } from './syntax'
import type { TokenReader } from './token-reader'

type Place = 'BEGIN or END' | 'a rule' | 'a function'

export class Statements {
  readonly #tokens: TokenReader
  #place: Place = 'a rule'
  #loops = 0

  constructor(private readonly expressions: Expressions) {
    this.#tokens = expressions.tokens
  }

  /** `{ … }`, as it stands at the top of a program. */
  block(place: Place): Statement {
    this.#place = place
    this.#loops = 0
    return this.#block()
  }

  #block(): Statement {
    const statements: Statement[] = []
    this.#tokens.need('{')
    while (!this.#tokens.is('}')) {
      if (this.#tokens.is('end of file')) throw this.#tokens.error()
      try {
        statements.push(this.#statement())
      } catch (error) {
        this.expressions.printing = false
        this.#tokens.recoverFrom(error)
      }
    }
    this.#tokens.take()
    return { kind: 'block', statements }
  }

  #statement(): Statement {
    const { kind, line } = this.#tokens.next
    switch (kind) {
      case '{':
        return this.#block()
      case 'if':
        return this.#if()
      case 'while':
        this.#tokens.take()
        return { kind: 'loop', test: this.#condition(), body: this.#body(), bodyFirst: false }
      case 'do':
        return this.#do()
      case 'for':
        return this.#for()
      case ';':
      case 'end of line':
        this.#tokens.take()
        return { kind: 'block', statements: [] }
      default: {
        const simple = this.#simple(kind, line)
        this.#separator()
        return simple
      }
    }
  }

  #simple(kind: string, line: number): Statement {
    switch (kind) {
      case 'print':
      case 'printf':
        return this.#print(kind, line)
      case 'break':
      case 'continue':
        this.#tokens.take()
        if (this.#loops === 0)
          throw new CompileError(`line ${line}: ${kind} statement outside of loop`)
        return { kind: 'leave', how: kind }
      case 'next':
      case 'nextfile':
        this.#tokens.take()
        if (this.#place !== 'a rule')
          throw new CompileError(`line ${line}: improper use of ${kind}`)
        return { kind: 'leave', how: kind }
      case 'exit':
        return { kind, ...this.#optionalValue() }
      case 'return':
        if (this.#place !== 'a function')
          throw new CompileError(`line ${line}: return outside function body`)
        return { kind, ...this.#optionalValue() }
      case 'delete':
        return this.#delete()
      default:
        return { kind: 'expression', expression: this.expressions.expression() }
    }
  }

  /** A `}` ends a statement as well, and stays. */
  #separator(): void {
    if (this.#tokens.is(';', 'end of line')) this.#tokens.take()
    else if (!this.#tokens.is('}')) throw this.#tokens.error()
  }

  #optionalValue(): { readonly value?: Expression } {
    this.#tokens.take()
    return this.#tokens.is(';', 'end of line', '}') ? {} : { value: this.expressions.expression() }
  }

  #condition(): Expression {
    this.#tokens.need('(')
    const test = this.expressions.expression()
    this.#tokens.need(')')
    return test
  }

  #body(): Statement {
    this.#tokens.skipLines()
    this.#loops++
    const body = this.#statement()
    this.#loops--
    return body
  }

  #if(): Statement {
    this.#tokens.take()
    const test = this.#condition()
    this.#tokens.skipLines()
    const yes = this.#statement()
    if (!this.#tokens.takes('else')) return { kind: 'if', test, yes }
    return { kind: 'if', test, yes, no: this.#statement() }
  }

  #do(): Statement {
    this.#tokens.take()
    const body = this.#body()
    this.#tokens.need('while')
    const test = this.#condition()
    this.#separator()
    return { kind: 'loop', test, body, bodyFirst: true }
  }

  #for(): Statement {
    this.#tokens.take()
    this.#tokens.need('(')
    const first = this.#tokens.is(';') ? undefined : this.expressions.expression()
    if (first?.kind === 'in' && this.#tokens.is(')')) return this.#each(first)
    this.#tokens.need(';')
    const test = this.#tokens.is(';') ? undefined : this.expressions.expression()
    this.#tokens.need(';')
    const after = this.#tokens.is(')') ? undefined : this.expressions.expression()
    this.#tokens.need(')')
    return {
      kind: 'loop',
      ...(first && { first }),
      ...(test && { test }),
      ...(after && { after }),
      body: this.#body(),
      bodyFirst: false,
    }
  }

  #each({ subscripts, array }: Extract<Expression, { kind: 'in' }>): Statement {
    const [key] = subscripts
    if (key?.kind !== 'name') throw this.#tokens.error()
    this.#tokens.take()
    return { kind: 'each', key, array, body: this.#body() }
  }

  #delete(): Statement {
    this.#tokens.take()
    const array = this.expressions.arrayName()
    if (!this.#tokens.takes('[')) return { kind: 'delete', array }
    const subscripts = this.expressions.expressions()
    this.#tokens.need(']')
    return { kind: 'delete', array, subscripts }
  }

  #print(kind: 'print' | 'printf', line: number): Print {
    this.#tokens.take()
    this.expressions.printing = true
    const isEmpty = this.#tokens.is(';', 'end of line', '}', '>', '>>', '|')
    const given = isEmpty ? [] : this.expressions.expressions()
    this.expressions.printing = false
    const [only] = given
    const args = given.length === 1 && only?.kind === 'list' ? only.items : given
    if (args.some((each) => each.kind === 'list')) throw this.#tokens.error()
    if (kind === 'printf' && args.length === 0)
      throw new CompileError(`line ${line}: no arguments in call to printf`)
    const redirection = this.#redirection()
    return { kind, args, ...(redirection && { redirection }) }
  }

  #redirection(): Redirection | undefined {
    for (const operator of ['>', '>>', '|'] as const)
      if (this.#tokens.takes(operator)) return { operator, to: this.expressions.expression() }
    return undefined
  }
}
