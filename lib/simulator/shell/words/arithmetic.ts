import { ArithmeticError, FatalError } from '../control-flow'
import { calculate, numberOf, truth } from './integers'
import { type Arithmetic, type ArithmeticNode, once, parseWord, SyntaxError } from '../syntax'
import { numberError, syntaxError, told, unreadable } from './arithmetic-errors'

/** What an arithmetic expression sees of the shell. Array elements are named `name[3]`. */
export interface ArithmeticScope {
  get(name: string): string | undefined
  set(name: string, value: string): void
  isAssociative(name: string): boolean
  /** `${…}` inside of an expression. */
  braced(content: string): string
  /** What a command substitution gave, all of which were run before. */
  substituted(command: string): string
  readonly unsetIsError: boolean
  /** dash takes nothing else from a variable. */
  readonly onlyNumbers: boolean
}

type Of<Type extends ArithmeticNode['type']> = Extract<ArithmeticNode, { type: Type }>

/** Numbers of 64 bits, as bash's. Throws ArithmeticError, which tells the whole expression. */
export const evaluate = (expression: Arithmetic, scope: ArithmeticScope): bigint => {
  const { originalText: text = '' } = expression
  return told(text, scope, () => {
    const node = /\d{16}|0x\w{13}/i.test(text) ? withLongNumbers(expression) : expression.expression
    return BigInt.asIntN(64, new Evaluation(scope, text).of(node))
  })
}

/** The parser keeps numbers as floating point: those that are too long for it are put together from two. */
const withLongNumbers = once((expression: Arithmetic): ArithmeticNode => {
  const text = (expression.originalText ?? '').replace(
    /\b(?:0x[\da-f]{13,}|[1-9]\d{15,})\b/gi,
    (digits) => {
      const value = BigInt.asUintN(64, BigInt(digits))
      return `(${value >> 32n}*4294967296+${value & 0xffffffffn})`
    },
  )
  return parsed(text) ?? expression.expression
})

const parsed = (text: string): ArithmeticNode | undefined => {
  try {
    const part = parseWord(`$(( ${text} ))`).parts[0]
    return part?.type === 'ArithmeticExpansion' ? part.expression.expression : undefined
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

/** The same of a text: what a variable holds may be an expression. */
export const evaluateText = (text: string, scope: ArithmeticScope, depth = 0): bigint => {
  const number = scope.onlyNumbers && /^\s*0\d*[89]/.test(text) ? undefined : numberOf(text.trim())
  if (number !== undefined) return number
  if (scope.onlyNumbers) throw new FatalError(`Illegal number: ${text}`, 2)
  if (depth > 100) throw new ArithmeticError('expression recursion level exceeded', text, text)
  return told(text, scope, () => {
    const node = parsed(text)
    if (!node) throw unreadable(text)
    return new Evaluation(scope, text, depth + 1).of(node)
  })
}

class Evaluation {
  constructor(
    private readonly scope: ArithmeticScope,
    private readonly text: string,
    private readonly depth = 0,
  ) {}

  of(node: ArithmeticNode): bigint {
    switch (node.type) {
      case 'ArithNumber':
        return this.#number(node.value)
      case 'ArithGroup':
      case 'ArithNested':
        return this.of(node.expression)
      case 'ArithUnary':
        return this.#unary(node)
      case 'ArithBinary':
        return this.#binary(node)
      case 'ArithTernary':
        return this.of(node.condition) !== 0n ? this.of(node.consequent) : this.of(node.alternate)
      case 'ArithAssignment':
        return this.#assign(node)
      case 'ArithSingleQuote':
        return BigInt(node.value)
      case 'ArithSyntaxError':
        throw syntaxError(node, this.text)
      default:
        return this.#text(node)
    }
  }

  #text(node: ArithmeticNode): bigint {
    const text = this.#textOf(node)
    if (text === undefined) throw new ArithmeticError('syntax error in expression')
    return BigInt.asIntN(64, evaluateText(text, this.scope, this.depth))
  }

  #number(value: number): bigint {
    if (Number.isFinite(value)) return BigInt(Math.trunc(value))
    throw numberError(this.text)
  }

  /** What stands there before it is read as a number. */
  #textOf(node: ArithmeticNode): string | undefined {
    switch (node.type) {
      case 'ArithNumber':
        return String(node.value)
      case 'ArithVariable':
      case 'ArithSpecialVar':
        return this.#variable(node.name)
      case 'ArithArrayElement':
        return this.#variable(this.#element(node.array, node.index, node.stringKey))
      case 'ArithBracedExpansion':
        return this.scope.braced(node.content)
      case 'ArithCommandSubst':
        return this.scope.substituted(node.command)
      case 'ArithConcat':
        return node.parts.map((part) => this.#textOf(part) ?? '').join('')
      case 'ArithDynamicNumber':
        return `${this.scope.braced(node.prefix)}${node.suffix}`
      case 'ArithDynamicBase':
        return `${this.scope.braced(node.baseExpr)}#${node.value}`
      default:
        return undefined
    }
  }

  #variable(name: string): string {
    const value = this.scope.get(name)
    if (value === undefined && this.scope.unsetIsError)
      throw new FatalError(`${name}: unbound variable`)
    return value ?? ''
  }

  #element(array: string, index: ArithmeticNode | undefined, key: string | undefined): string {
    if (key !== undefined) return `${array}[${key}]`
    if (index && this.scope.isAssociative(array)) return `${array}[${this.#keyOf(index)}]`
    return index ? `${array}[${this.of(index)}]` : array
  }

  /** What is an index elsewhere is a text to an associative array. */
  #keyOf(node: ArithmeticNode): string {
    if (node.type === 'ArithVariable' && !node.hasDollarPrefix) return node.name
    if (node.type === 'ArithConcat') return node.parts.map((part) => this.#keyOf(part)).join('')
    return this.#textOf(node) ?? String(this.of(node))
  }

  #unary({ operator, operand, prefix }: Of<'ArithUnary'>): bigint {
    if (operator === '++' || operator === '--') {
      const before = this.of(operand)
      const after = before + (operator === '++' ? 1n : -1n)
      this.scope.set(this.#nameOf(operand), String(after))
      return prefix ? after : before
    }
    const value = this.of(operand)
    if (operator === '-') return -value
    if (operator === '!') return truth(value === 0n)
    return operator === '~' ? ~value : value
  }

  #nameOf(node: ArithmeticNode): string {
    if (node.type === 'ArithVariable') return node.name
    if (node.type === 'ArithArrayElement')
      return this.#element(node.array, node.index, node.stringKey)
    throw new ArithmeticError('attempted assignment to non-variable')
  }

  #binary({ operator, left, right }: Of<'ArithBinary'>): bigint {
    const first = this.of(left)
    if (operator === '&&') return truth(first !== 0n && this.of(right) !== 0n)
    if (operator === '||') return truth(first !== 0n || this.of(right) !== 0n)
    return calculate(operator, first, this.of(right))
  }

  #assign({ operator, variable, subscript, stringKey, value }: Of<'ArithAssignment'>): bigint {
    const name = this.#element(variable, subscript, stringKey)
    const given = this.of(value)
    const result =
      operator === '='
        ? given
        : calculate(operator.slice(0, -1), evaluateText(this.#variable(name), this.scope), given)
    const kept = BigInt.asIntN(64, result)
    this.scope.set(name, String(kept))
    return kept
  }
}

/** `$(…)` in an expression: they are run before it is worked out. */
export const commandsIn = (node: unknown): readonly string[] => {
  if (typeof node !== 'object' || node === null) return []
  const { type, command } = node as Partial<Of<'ArithCommandSubst'>>
  if (type === 'ArithCommandSubst') return [command ?? '']
  return Object.values(node).flatMap(commandsIn)
}
