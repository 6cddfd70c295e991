import { ArithmeticError } from '../control-flow'

/** `12`, `010`, `0x1f`, `2#101`, nothing at all. */
export const numberOf = (text: string): bigint | undefined => {
  if (text === '') return 0n
  const [, minus, digits = ''] = /^([-+]?)(\w+|\d+#[\w@]+)$/.exec(text) ?? []
  const value = magnitude(digits)
  return value === undefined ? undefined : BigInt.asIntN(64, minus === '-' ? -value : value)
}

const magnitude = (digits: string): bigint | undefined => {
  if (/^0x[\da-f]+$/i.test(digits) || /^[1-9]\d*$/.test(digits) || digits === '0')
    return BigInt(digits)
  if (/^0[0-7]+$/.test(digits)) return BigInt(`0o${digits}`)
  if (/^0\d+$/.test(digits)) throw tooGreat(digits)
  const [, base, tail = ''] = /^(\d+)#([\w@]+)$/.exec(digits) ?? []
  return base === undefined ? undefined : inBase(Number(base), tail, digits)
}

const tooGreat = (text: string): Error =>
  new ArithmeticError('value too great for base', text, text)

const digitsOfBases = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ@_'

/** Up to 36 the case of letters does not matter. */
const inBase = (base: number, tail: string, whole: string): bigint =>
  [...(base > 36 ? tail : tail.toLowerCase())].reduce((sum, char) => {
    const digit = digitsOfBases.indexOf(char)
    if (digit >= base) throw tooGreat(whole)
    return sum * BigInt(base) + BigInt(digit)
  }, 0n)

export const truth = (is: boolean): bigint => (is ? 1n : 0n)

const divisor = (value: bigint): bigint => {
  if (value === 0n) throw new ArithmeticError('division by 0')
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
      if (b < 0n) throw new ArithmeticError('exponent less than 0')
      return a ** b
    case '<<':
      return a << (b & 63n)
    case '>>':
      return a >> (b & 63n)
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
      throw new ArithmeticError('syntax error: operand expected', operator)
  }
}
