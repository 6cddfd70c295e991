import { CompileError } from '../awk-error'
import type { Arithmetic, Call, Expression, Relation } from '../language/syntax'
import { compiledAt, type Regex } from '../regex/regex'
import type { AwkArray } from '../values/array'
import { compared, isTrue, toNumber, toText, type Value } from '../values/value'
import { builtin } from './builtins/table'
import { all, atOnce, type Code, constant, from, fromBoth, ifHolds } from './code'
import type { Functions } from './functions'
import { getline } from './getline'
import { Places } from './places'
import type { Runtime } from './runtime'
import type { Scope } from './scope'

const arithmetic: Readonly<Record<Arithmetic, (left: number, right: number) => number>> = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '/': (left, right) => left / right,
  '%': (left, right) => left % right,
  '^': (left, right) => left ** right,
}

const relations: Readonly<Record<Relation, (order: number) => boolean>> = {
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '==': (order) => order === 0,
  '!=': (order) => order !== 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
}

/** Makes what can be run of expressions. */
export class ExpressionCompiler {
  readonly places: Places

  constructor(
    readonly runtime: Runtime,
    readonly scope: Scope,
    private readonly functions: Functions,
  ) {
    this.places = new Places(runtime.variables, scope, (each) => this.value(each))
  }

  /** Throws CompileError for an expression that can't be compiled. */
  value(expression: Expression): Code<Value> {
    const { variables } = this.runtime
    switch (expression.kind) {
      case 'number':
      case 'string':
        return constant(expression.value)
      case 'group':
        return this.value(expression.inner)
      case 'regex': case 'match': case 'logic': case 'relation': case 'in':
        return from(this.test(expression), Number)
      case 'unary':
        return this.#unary(expression)
      case 'arithmetic': {
        const apply = arithmetic[expression.operator]
        return fromBoth(this.value(expression.left), this.value(expression.right), (left, right) =>
          apply(toNumber(left), toNumber(right)),
        )
      }
      case 'concatenation':
        return fromBoth(this.value(expression.left), this.value(expression.right), (left, right) =>
          toText(left, variables.convfmt) + toText(right, variables.convfmt),
        )
      case 'condition':
        return ifHolds(this.test(expression.test), this.value(expression.yes), this.value(expression.no))
      case 'assignment':
        return this.#assignment(expression)
      case 'step':
        return this.#step(expression)
      case 'builtin':
        return builtin(expression, this)
      case 'call':
        return this.#call(expression)
      case 'getline':
        return getline(expression, this)
      case 'list':
        throw new CompileError('line 1: syntax error at or near ,')
      default:
        return this.places.value(expression)
    }
  } // prettier-ignore

  /** As a condition. */
  test(expression: Expression): Code<boolean> {
    const { variables, regexes } = this.runtime
    switch (expression.kind) {
      case 'group':
        return this.test(expression.inner)
      case 'regex': {
        const regex = compiledAt(expression.source, expression.line)
        return atOnce(() => regex.test(toText(variables.record.get(0), variables.convfmt)))
      }
      case 'match': {
        const { negated } = expression
        return fromBoth(this.text(expression.text), this.regex(expression.regex), (text, regex) =>
          (typeof regex === 'string' ? regexes.of(regex) : regex).test(text) !== negated,
        )
      }
      case 'logic': {
        const [left, right] = [this.test(expression.left), this.test(expression.right)]
        return expression.operator === '&&'
          ? ifHolds(left, right, constant(false))
          : ifHolds(left, constant(true), right)
      }
      case 'relation': {
        const holds = relations[expression.operator]
        return fromBoth(this.value(expression.left), this.value(expression.right), (left, right) =>
          holds(compared(left, right, variables.convfmt)),
        )
      }
      case 'in': {
        const arrayIn = this.places.array(expression.array)
        return from(this.places.key(expression.subscripts), (key, frame) => arrayIn(frame).has(key))
      }
      default:
        return from(this.value(expression), isTrue)
    }
  } // prettier-ignore

  text(expression: Expression): Code<string> {
    const { variables } = this.runtime
    return from(this.value(expression), (value) => toText(value, variables.convfmt))
  }

  /** What stands where an expression is wanted: one that is written there, or a string, is compiled once, another comes as text. */
  regex(expression: Expression): Code<Regex | string> {
    if (expression.kind === 'regex') return constant(compiledAt(expression.source, expression.line))
    if (expression.kind === 'string') return constant(compiledAt(expression.value, expression.line))
    return this.text(expression)
  }

  #unary({ operator, operand }: Extract<Expression, { kind: 'unary' }>): Code<Value> {
    if (operator === '!') return from(this.test(operand), (holds) => (holds ? 0 : 1))
    return from(this.value(operand), (value) =>
      operator === '-' ? -toNumber(value) : toNumber(value),
    )
  }

  #assignment({
    operator,
    target,
    value,
  }: Extract<Expression, { kind: 'assignment' }>): Code<Value> {
    const given = this.value(value)
    if (operator === '') return this.places.assigned(target, given)
    const apply = arithmetic[operator]
    return this.places.changed(target, given, (before, operand) =>
      apply(toNumber(before), toNumber(operand)),
    )
  }

  #step({ by, first, target }: Extract<Expression, { kind: 'step' }>): Code<Value> {
    const stepped = this.places.changed(target, constant(by), (before) => toNumber(before) + by)
    return first ? stepped : from(stepped, (after) => toNumber(after) - by)
  }

  /** An array is handed on itself, also one that nobody has used yet. */
  #call({ name, args }: Call): Code<Value> {
    const given = args.map((arg): Code<Value | AwkArray> => {
      const isArray = arg.kind === 'name' && this.scope.isArray(arg.name)
      return isArray ? atOnce(this.places.array(arg)) : this.value(arg)
    })
    return this.functions.called(name, all(given))
  }
}
