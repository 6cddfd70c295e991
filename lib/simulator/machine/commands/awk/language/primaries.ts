import { CompileError } from '../awk-error'
import type { TokenReader } from './token-reader'
import { builtins } from './tokens'
import type { Call, Expression, Field, Getline, Name, Target } from './syntax'

/** What operators stand between. */
export abstract class Primaries {
  readonly calls: Call[] = []

  constructor(readonly tokens: TokenReader) {}

  abstract expression(): Expression
  abstract expressions(): Expression[]
  abstract get isRedirection(): boolean

  unary(): Expression {
    return this.#behindSigns(() => this.#read())
  }

  /** Behind any number of `!`, `-` and `+`; how tightly they bind hangs on what may follow. */
  #behindSigns(operand: () => Expression): Expression {
    for (const operator of ['!', '-', '+'] as const)
      if (this.tokens.takes(operator))
        return { kind: 'unary', operator, operand: this.#behindSigns(operand) }
    return operand()
  }

  arrayName(): Name {
    const { text: name, line } = this.tokens.need('name')
    return { kind: 'name', name, line }
  }

  /** `command | getline` */
  #read(): Expression {
    let source = this.#power()
    while (this.tokens.is('|') && !this.isRedirection) {
      this.tokens.take()
      this.tokens.need('getline')
      const target = this.#getlineTarget()
      source = { kind: 'getline', from: 'command', source, ...(target && { target }) }
    }
    return source
  }

  #power(): Expression {
    const left = this.#stepped()
    if (!this.tokens.takes('^')) return left
    const right = this.#behindSigns(() => this.#power())
    return { kind: 'arithmetic', operator: '^', left, right }
  }

  #stepped(): Expression {
    if (this.tokens.is('++', '--')) return this.#stepFirst()
    return this.#stepAfter(this.#primary())
  }

  #stepAfter(operand: Expression): Expression {
    if (!this.tokens.is('++', '--') || !isTarget(operand)) return operand
    const by = this.tokens.take().kind === '++' ? 1 : -1
    return { kind: 'step', by, first: false, target: operand }
  }

  #stepFirst(): Expression {
    const by = this.tokens.take().kind === '++' ? 1 : -1
    if (!this.tokens.is('name', '$')) throw this.tokens.error()
    const target = this.#primary() as Target
    return { kind: 'step', by, first: true, target }
  }

  #primary(): Expression {
    const { kind, text, line } = this.tokens.next
    switch (kind) {
      case 'number':
        this.tokens.take()
        return { kind: 'number', value: Number(text) }
      case 'string':
        this.tokens.take()
        return { kind: 'string', value: text, line }
      case 'regex':
        this.tokens.take()
        return { kind: 'regex', source: text, line }
      case 'name':
        return this.#variable()
      case '$':
        return this.#field()
      case '(':
        return this.#grouping()
      case 'getline':
        return this.#getline()
      case 'builtin':
        return this.#builtin()
      case 'function name':
        return this.#call()
      default:
        throw this.tokens.error()
    }
  }

  #variable(): Target {
    const array = this.arrayName()
    if (array.name === 'NF' || !this.tokens.takes('[')) return array
    const subscripts = this.expressions()
    this.tokens.need(']')
    return { kind: 'element', array, subscripts }
  }

  #field(): Field {
    this.tokens.take()
    return { kind: 'field', index: this.#behindSigns(() => this.#fieldIndex()) }
  }

  #fieldIndex(): Expression {
    if (this.tokens.is('++', '--')) return this.#stepFirst()
    const index = this.#primary()
    // mawk reads `$NF--` as `$(NF--)`, and `$i--` as `($i)--`.
    return index.kind === 'name' && index.name === 'NF' ? this.#stepAfter(index) : index
  }

  #grouping(): Expression {
    this.tokens.take()
    const items = this.expressions()
    this.tokens.need(')')
    const [first] = items
    if (items.length > 1 || !first) return { kind: 'list', items }
    return { kind: 'group', inner: first }
  }

  #getline(): Getline {
    this.tokens.take()
    const target = this.#getlineTarget()
    const from = this.tokens.takes('<') ? 'file' : 'main'
    return {
      kind: 'getline',
      from,
      ...(target && { target }),
      ...(from === 'file' && { source: this.#power() }),
    }
  }

  #getlineTarget(): Target | undefined {
    if (this.tokens.is('name')) return this.#variable()
    return this.tokens.is('$') ? this.#field() : undefined
  }

  #builtin(): Expression {
    const { text: name, line } = this.tokens.take()
    if (name === 'length' && !this.tokens.is('(')) return { kind: 'builtin', name, line, args: [] }
    const args = shaped.has(name) ? this.#shapedArguments(name) : this.#arguments()
    const [least = 0, most = 0] = builtins[name] ?? []
    if (args.length < least || args.length > most) {
      throw new CompileError(`line ${line}: wrong number of arguments in call to ${name}`)
    }
    return { kind: 'builtin', name, line, args }
  }

  #call(): Call {
    const { text: name, line } = this.tokens.take()
    const call: Call = { kind: 'call', name, line, args: this.#arguments() }
    this.calls.push(call)
    return call
  }

  /** Of those that are part of the grammar: split's second is an array's name, sub's third what is changed. */
  #shapedArguments(name: string): Expression[] {
    this.tokens.need('(')
    const args = [this.expression()]
    this.tokens.need(',')
    args.push(name === 'split' ? this.arrayName() : this.expression())
    if (name !== 'match' && this.tokens.takes(',')) {
      const last = name === 'split' ? this.expression() : this.#getlineTarget()
      if (!last) throw this.tokens.error()
      args.push(last)
    }
    this.tokens.need(')')
    return args
  }

  #arguments(): Expression[] {
    this.tokens.need('(')
    const args = this.tokens.is(')') ? [] : this.expressions()
    this.tokens.need(')')
    return args
  }
}

const shaped: ReadonlySet<string> = new Set(['split', 'sub', 'gsub', 'match'])

export const isTarget = (expression: Expression): expression is Target =>
  ['name', 'field', 'element'].includes(expression.kind)
