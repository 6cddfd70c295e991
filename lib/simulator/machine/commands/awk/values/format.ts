import { floatText, padded, signed } from '../../../../shell/number-format'
import { RunError } from '../awk-error'
import { toInteger, toUnsigned } from './numbers'
import { Input, toNumber, toText, type Value } from './value'

const directive = /%(?:%|([-+ #0]*)(\*|\d+)?(?:\.(\*|\d+)?)?([hl]?)(.?))/gs

/**
 * What printf and sprintf make of a format. Throws RunError where arguments are missing, and for conversions that mawk does not
 * know; `printed` takes what was ready before.
 */
export const formatted = (
  caller: 'printf' | 'sprintf',
  format: string,
  values: readonly Value[],
  convfmt: string,
  printed: (text: string) => void = () => undefined,
): string => {
  let out = ''
  let [from, next, conversions] = [0, 0, 0]
  const fail = (problem: string): never => {
    printed(out)
    throw new RunError(problem)
  }
  const take = (): Value => {
    if (next >= values.length) fail(`not enough arguments passed to ${caller}("${format}")`)
    return values[next++]
  }
  for (const match of format.matchAll(directive)) {
    out += format.slice(from, match.index)
    from = match.index + match[0].length
    const [whole, flags = '', width, precision, , kind = ''] = match
    if (whole === '%%') {
      out += '%'
      continue
    }
    conversions++
    const columns = width === '*' ? toInteger(toNumber(take())) : Number(width ?? 0)
    const hasPoint = precision !== undefined || whole.includes('.')
    const digits = precision === '*' ? toInteger(toNumber(take())) : Number(precision ?? 0)
    const value = take()
    if (kind === '' || !'cdiouxXeEfgGs'.includes(kind))
      fail(`improper conversion(number ${conversions}) in ${caller}("${format}")`)
    // A point alone says nothing of texts.
    const isCounted = hasPoint && digits >= 0 && (precision !== undefined || !'sc'.includes(kind))
    const isLeft = flags.includes('-') || columns < 0
    const isFilled = flags.includes('0') && !isLeft && isNumeric(kind, isCounted)
    const shape = {
      kind,
      flags,
      digits: isCounted ? digits : undefined,
      zeros: isFilled ? columns : 0,
    }
    out += padded(converted(shape, value, convfmt), Math.abs(columns), isLeft, isFilled ? '0' : ' ')
  }
  return out + format.slice(from)
}

interface Shape {
  readonly kind: string
  readonly flags: string
  readonly digits: number | undefined
  /** How wide it is filled with zeros. */
  readonly zeros: number
}

/** Zeros fill numbers; whole ones whose digits are counted are filled by blanks. */
const isNumeric = (kind: string, isCounted: boolean): boolean =>
  'eEfgG'.includes(kind) || ('diouxX'.includes(kind) && !isCounted)

const converted = (shape: Shape, value: Value, convfmt: string): string => {
  const { kind, flags, digits } = shape
  switch (kind) {
    case 's': {
      const text = toText(value, convfmt)
      return digits === undefined ? text : text.slice(0, digits)
    }
    case 'c':
      if (digits === 0) return ''
      return typeof value === 'number' || (value instanceof Input && value.isNumeric)
        ? String.fromCharCode(toInteger(toNumber(value)) & 0xff)
        : toText(value, convfmt).slice(0, 1) || '\0'
    case 'd':
    case 'i':
      return signed(wholeText(toInteger(toNumber(value)), digits), digits, flags)
    case 'u':
      return signed(wholeText(toUnsigned(toNumber(value)), digits), digits, '')
    case 'o':
    case 'x':
    case 'X':
      return radixText(kind, toUnsigned(toNumber(value)), digits, shape)
    default: {
      const number = toNumber(value)
      // What the processor makes of 0/0 has a sign.
      return Number.isNaN(number) ? '-nan' : floatText(kind, number, digits, flags)
    }
  }
}

/** With no digit at least, there is none of 0. */
const wholeText = (value: number, digits: number | undefined, radix = 10): string =>
  value === 0 && digits === 0 ? '' : value.toString(radix)

const radixText = (
  kind: 'o' | 'x' | 'X',
  value: number,
  digits: number | undefined,
  { flags, zeros }: Shape,
): string => {
  const isOctal = kind === 'o'
  const mark = isOctal || !flags.includes('#') || value === 0 ? '' : '0x'
  // The zeros that fill it stand behind the mark.
  const least = digits ?? Math.max(0, zeros - mark.length)
  const plain = wholeText(value, digits, isOctal ? 8 : 16).padStart(least, '0')
  const text = isOctal && flags.includes('#') && !plain.startsWith('0') ? `0${plain}` : plain
  return kind === 'X' ? (mark + text).toUpperCase() : mark + text
}
