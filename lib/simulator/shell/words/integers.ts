import { FatalError, ShellError } from '../control-flow'

/** `12`, `010`, `0x1f`, `2#101`, nothing at all. */
export const numberOf = (text: string): bigint | undefined => {
  if (text === '') return 0n
  const [, minus, digits = ''] = /^([-+]?)(\w+|\d+#\w+)$/.exec(text) ?? []
  const value = magnitude(digits)
  return value === undefined ? undefined : BigInt.asIntN(64, minus === '-' ? -value : value)
}

const magnitude = (digits: string): bigint | undefined => {
  if (/^0x[\da-f]+$/i.test(digits) || /^[1-9]\d*$/.test(digits) || digits === '0')
    return BigInt(digits)
  if (/^0[0-7]+$/.test(digits)) return BigInt(`0o${digits}`)
  if (/^0\d+$/.test(digits))
    throw new FatalError(`${digits}: value too great for base (error token is "${digits}")`)
  const [, base, tail = ''] = /^(\d+)#(\w+)$/.exec(digits) ?? []
  if (base === undefined) return undefined
  return [...tail].reduce((sum, digit) => sum * BigInt(base) + BigInt(parseInt(digit, 36)), 0n)
}

export const truth = (is: boolean): bigint => (is ? 1n : 0n)

const divisor = (value: bigint): bigint => {
  if (value === 0n) throw new FatalError('division by 0 (error token is "0")')
  return value
}

/** What an operator between two numbers gives. */
export const calculate = (operator: string, a: bigint, b: bigint): bigint => {
  switch (operator) {
    case '+':
      return a + b
    case '-':
      return a - b
    case '*':
      return a * b
    case '/':
      return a / divisor(b)
    case '%':
      return a % divisor(b)
    case '**':
      return a ** b
    case '<<':
      return a << b
    case '>>':
      return a >> b
    case '&':
      return a & b
    case '|':
      return a | b
    case '^':
      return a ^ b
    case '<':
      return truth(a < b)
    case '<=':
      return truth(a <= b)
    case '>':
      return truth(a > b)
    case '>=':
      return truth(a >= b)
    case '==':
      return truth(a === b)
    case '!=':
      return truth(a !== b)
    case ',':
      return b
    default:
      throw new ShellError(`${operator}: syntax error: operand expected`)
  }
}
