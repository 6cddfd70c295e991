import { isTarget, Primaries } from './primaries'
import type { Arithmetic, Expression } from './syntax'

const assignments: Readonly<Record<string, Arithmetic | ''>> = {
  '=': '', '+=': '+', '-=': '-', '*=': '*', '/=': '/', '%=': '%', '^=': '^',
} // prettier-ignore

const relations = ['<', '<=', '==', '!=', '>', '>='] as const

/** What a concatenation may go on with: signs but `!` would be operators. */
const operandStarts = [
  'number', 'string', 'regex', 'name', 'function name', 'builtin', '$', '!', '(', '++', '--', 'getline',
] // prettier-ignore

/** The operators of the language, from the loosest to the tightest; mawk's differ from POSIX's in where `!` and `|` stand. */
export class Expressions extends Primaries {
  /** In the arguments of print `>` is a redirection, but in parentheses. */
  printing = false

  expression(): Expression {
    const test = this.#either()
    if (!this.tokens.takes('?')) return test
    const yes = this.expression()
    this.tokens.need(':')
    return { kind: 'condition', test, yes, no: this.expression() }
  }

  expressions(): Expression[] {
    const all = [this.expression()]
    while (this.tokens.takes(',')) all.push(this.expression())
    return all
  }

  #either(): Expression {
    let left = this.#both()
    while (this.tokens.takes('||'))
      left = { kind: 'logic', operator: '||', left, right: this.#both() }
    return left
  }

  #both(): Expression {
    let left = this.#membership()
    while (this.tokens.takes('&&'))
      left = { kind: 'logic', operator: '&&', left, right: this.#membership() }
    return left
  }

  #membership(): Expression {
    let left = this.#match()
    while (this.tokens.takes('in')) {
      const subscripts = left.kind === 'list' ? left.items : [left]
      left = { kind: 'in', subscripts, array: this.arrayName() }
    }
    return left
  }

  #match(): Expression {
    let text = this.#relation()
    while (this.tokens.is('~', '!~')) {
      const negated = this.tokens.take().kind === '!~'
      text = { kind: 'match', negated, text, regex: this.#relation() }
    }
    return text
  }

  #relation(): Expression {
    let left = this.#assigned()
    for (;;) {
      const operator = relations.find((each) => this.tokens.is(each))
      if (operator === undefined || (operator === '>' && this.isRedirection)) return left
      this.tokens.take()
      left = { kind: 'relation', operator, left, right: this.#assigned() }
    }
  }

  /** What can be assigned to may stand behind any operator that is looser than this. */
  #assigned(): Expression {
    const target = this.#concatenation()
    const operator = assignments[this.tokens.next.kind]
    if (operator === undefined || !isTarget(target)) return target
    this.tokens.take()
    return { kind: 'assignment', operator, target, value: this.expression() }
  }

  #concatenation(): Expression {
    let left = this.#sum()
    while (this.tokens.is(...operandStarts))
      left = { kind: 'concatenation', left, right: this.#sum() }
    return left
  }

  #sum(): Expression {
    return this.#operation(['+', '-'], () => this.#product())
  }

  #product(): Expression {
    return this.#operation(['*', '/', '%'], () => this.unary())
  }

  #operation(operators: readonly Arithmetic[], operand: () => Expression): Expression {
    let left = operand()
    for (;;) {
      const operator = operators.find((each) => this.tokens.is(each))
      if (operator === undefined) return left
      this.tokens.take()
      left = { kind: 'arithmetic', operator, left, right: operand() }
    }
  }

  get isRedirection(): boolean {
    return this.printing && this.tokens.parens === 0
  }
}
