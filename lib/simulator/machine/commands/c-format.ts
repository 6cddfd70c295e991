import { floatText, padded, signed } from '../../shell/number-format'

const directive = /%(?:%|([-+ #0]*)(\*|\d+)?(?:\.(\*|\d*))?([a-zA-Z]))/g

/** printf(3) as seq uses it: a value that is missing is nothing, or 0. */
export const cFormat = (format: string, values: readonly (string | number)[]): string => {
  let next = 0
  const take = (): string | number => values[next++] ?? ''
  return format.replace(
    directive,
    (whole, flags = '', width?: string, precision?: string, kind = '') => {
      if (whole === '%%') return '%'
      const columns = width === '*' ? Number(take()) || 0 : Number(width ?? 0)
      const given =
        precision === '*'
          ? Number(take()) || 0
          : precision === undefined
            ? undefined
            : Number(precision)
      const isLeft = (flags as string).includes('-') || columns < 0
      const text = converted(kind as string, take(), given, flags as string)
      const isFilled = (flags as string).includes('0') && !isLeft && !'sc'.includes(kind as string)
      return padded(text, Math.abs(columns), isLeft, isFilled ? '0' : ' ')
    },
  )
}

const converted = (
  kind: string,
  given: string | number,
  digits: number | undefined,
  flags: string,
): string => {
  const value = String(given)
  switch (kind) {
    case 'd': case 'i':
      return signed(whole(value).toString(), digits, flags)
    case 'u':
      return BigInt.asUintN(64, whole(value)).toString()
    case 'o': case 'x': case 'X': {
      const text = BigInt.asUintN(64, whole(value)).toString(kind === 'o' ? 8 : 16).padStart(digits ?? 0, '0')
      const marked = (flags.includes('#') ? (kind === 'o' ? '0' : '0x') : '') + text
      return kind === 'X' ? marked.toUpperCase() : marked
    }
    case 'e': case 'E': case 'f': case 'F': case 'g': case 'G':
      return floatText(kind, numberIn(value), digits, flags)
    case 'c':
      return typeof given === 'number' ? String.fromCharCode(given) : value.slice(0, 1)
    default:
      return digits === undefined ? value : value.slice(0, digits)
  }
} // prettier-ignore

/** The number at the beginning of a text, as strtod(3) reads it. */
export const numberIn = (text: string): number => {
  const [found] =
    /^\s*[-+]?(?:\d+\.?\d*(?:[eE][-+]?\d+)?|\.\d+(?:[eE][-+]?\d+)?|inf\b|nan\b)/i.exec(text) ?? []
  if (found === undefined) return 0
  if (/inf/i.test(found)) return found.includes('-') ? -Infinity : Infinity
  return Number(found)
}

const whole = (text: string): bigint => {
  const number = Math.trunc(numberIn(text))
  return Number.isFinite(number) ? BigInt(number) : 0n
}
