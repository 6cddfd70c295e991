import { javaScriptSource } from '../regex/posix-regex'
import type { Tool, ToolOutput } from '../tool'

/** expr: 0 where the answer is neither empty nor 0, 1 where it is, 2 where there is none. */
export const expr: Tool = (args): ToolOutput => {
  if (args.length === 0)
    return {
      stderr: "expr: missing operand\nTry 'expr --help' for more information.\n",
      exitCode: 2,
    }
  try {
    const answer = new Expression(args[0] === '--' ? args.slice(1) : args).value()
    return { stdout: `${answer}\n`, exitCode: isNull(answer) ? 1 : 0 }
  } catch (error) {
    if (error instanceof ExprError) return { stderr: `expr: ${error.message}\n`, exitCode: 2 }
    throw error
  }
}

class ExprError extends Error {}

const isNull = (text: string): boolean => text === '' || /^-?0+$/.test(text)

const levels: readonly (readonly string[])[] = [
  ['|'],
  ['&'],
  ['<', '<=', '=', '==', '!=', '>=', '>'],
  ['+', '-'],
  ['*', '/', '%'],
  [':'],
]

class Expression {
  #at = 0

  constructor(private readonly words: readonly string[]) {}

  value(): string {
    const value = this.#level(0)
    const left = this.words[this.#at]
    if (left !== undefined) throw new ExprError(`syntax error: unexpected argument ‘${left}’`)
    return value
  }

  #level(depth: number): string {
    const operators = levels[depth]
    if (!operators) return this.#operand()
    let left = this.#level(depth + 1)
    for (;;) {
      const operator = this.words[this.#at] ?? ''
      if (!operators.includes(operator)) return left
      this.#at++
      left = applied(operator, left, this.#level(depth + 1))
    }
  }

  #operand(): string {
    const word = this.#next()
    switch (word) {
      case '(': {
        const value = this.#level(0)
        const close = this.words[this.#at]
        if (close === undefined)
          throw new ExprError(`syntax error: expecting ')' after ‘${this.words[this.#at - 1]}’`)
        if (close !== ')') throw new ExprError(`syntax error: expecting ')' instead of ‘${close}’`)
        this.#at++
        return value
      }
      case 'length':
        return String([...this.#operand()].length)
      case 'index': {
        const [text, characters] = [this.#operand(), this.#operand()]
        return String([...text].findIndex((char) => characters.includes(char)) + 1)
      }
      case 'match':
        return matched(this.#operand(), this.#operand())
      case 'substr': {
        const [text, from, length] = [
          this.#operand(),
          Number(this.#operand()),
          Number(this.#operand()),
        ]
        return from >= 1 && length >= 1 ? text.slice(from - 1, from - 1 + length) : ''
      }
      case '+':
        return this.#next()
      case ')':
        throw new ExprError("syntax error: unexpected ')'")
      default:
        return word
    }
  }

  #next(): string {
    const word = this.words[this.#at]
    if (word === undefined)
      throw new ExprError(
        `syntax error: missing argument after ‘${this.words[this.#at - 1] ?? ''}’`,
      )
    this.#at++
    return word
  }
}

const applied = (operator: string, left: string, right: string): string => {
  switch (operator) {
    case '|':
      return isNull(left) ? (isNull(right) ? '0' : right) : left
    case '&':
      return isNull(left) || isNull(right) ? '0' : left
    case ':':
      return matched(left, right)
    case '+': case '-': case '*': case '/': case '%':
      return String(calculated(operator, integer(left), integer(right)))
    default:
      return compared(operator, left, right) ? '1' : '0'
  }
} // prettier-ignore

const integer = (text: string): bigint => {
  if (!/^-?\d+$/.test(text)) throw new ExprError('non-integer argument')
  return BigInt(text)
}

const calculated = (operator: string, left: bigint, right: bigint): bigint => {
  if (operator === '+') return left + right
  if (operator === '-') return left - right
  if (operator === '*') return left * right
  if (right === 0n) throw new ExprError('division by zero')
  return operator === '/' ? left / right : left % right
}

const compared = (operator: string, left: string, right: string): boolean => {
  const areNumbers = /^-?\d+$/.test(left) && /^-?\d+$/.test(right)
  const [a, b] = areNumbers ? [BigInt(left), BigInt(right)] : [left, right]
  switch (operator) {
    case '<': return a < b
    case '<=': return a <= b
    case '>': return a > b
    case '>=': return a >= b
    case '!=': return a !== b
    default: return a === b
  }
} // prettier-ignore

/** From the beginning: what the group holds, or how much was matched. */
const matched = (text: string, pattern: string): string => {
  const { text: source } = javaScriptSource(pattern.replace(/^\^/, ''), { extended: false })
  const result = new RegExp(`^(?:${source})`).exec(text)
  return pattern.includes('\\(') ? (result?.[1] ?? '') : String(result?.[0].length ?? 0)
}
