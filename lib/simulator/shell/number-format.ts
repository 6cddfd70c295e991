/** printf(3)'s `%e %f %g` of a number, without the padding. */
export const floatText = (kind: string, value: number, digits = 6, flags = ''): string => {
  if (!Number.isFinite(value))
    return signed(Number.isNaN(value) ? 'nan' : value < 0 ? '-inf' : 'inf', undefined, flags)
  const lower = kind.toLowerCase()
  const text =
    lower === 'f'
      ? fixed(value, digits)
      : lower === 'e'
        ? exponential(value, digits)
        : general(value, digits || 1, flags)
  const pointed = flags.includes('#') && !text.includes('.') ? text.replace(/(?=e|$)/, '.') : text
  return signed(kind === lower ? pointed : pointed.toUpperCase(), undefined, flags)
}

/** JavaScript changes to exponents from 1e21 on. */
const fixed = (value: number, digits: number): string =>
  Math.abs(value) < 1e21
    ? toEven(value.toFixed(digits), value.toFixed(Math.min(100, digits + 30)), digits)
    : `${BigInt(value)}${digits > 0 ? `.${'0'.repeat(digits)}` : ''}`

const exponential = (value: number, digits: number): string =>
  toEven(
    value.toExponential(digits),
    value.toExponential(Math.min(100, digits + 30)),
    digits,
  ).replace(/e([+-])(\d)$/, 'e$10$2')

/** Of two numbers that are equally near, C takes the even one, JavaScript the larger. */
const toEven = (rounded: string, exact: string, digits: number): string => {
  const [, whole = '', fraction = '', exponent = ''] = /^(.*)\.(\d*)(e.*)?$/.exec(exact) ?? []
  const kept = digits === 0 ? whole : `${whole}.${fraction.slice(0, digits)}`
  const isHalf = /^50*$/.test(fraction.slice(digits))
  return isHalf && /[02468]$/.test(kept) ? kept + exponent : rounded
}

/** As many digits as are needed, in the shorter of both forms. */
const general = (value: number, digits: number, flags: string): string => {
  if (value === 0) return flags.includes('#') ? `0.${'0'.repeat(digits - 1)}` : '0'
  const exponent = Number(/e([-+]\d+)$/.exec(exponential(value, digits - 1))?.[1])
  const isPlain = exponent >= -4 && exponent < digits
  const text = isPlain
    ? fixed(value, Math.max(0, digits - 1 - exponent))
    : exponential(value, digits - 1)
  return flags.includes('#')
    ? text
    : text.replace(/(\.\d*?)0+(?=e|$)/, '$1').replace(/\.(?=e|$)/, '')
}

/** With the sign that the flags ask for, and at least so many digits. */
export const signed = (text: string, digits: number | undefined, flags: string): string => {
  const [, minus = '', magnitude = ''] = /^(-?)(.*)$/s.exec(text) ?? []
  const sign = minus || (flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '')
  return sign + magnitude.padStart(digits ?? 0, '0')
}

/** Filled up to its width. Zeros go behind the sign. */
export const padded = (text: string, width: number, left: boolean, fill: string): string => {
  if (left) return text.padEnd(width)
  if (fill === ' ') return text.padStart(width)
  const [, sign = '', rest = ''] = /^([-+ ]?)(.*)$/s.exec(text) ?? []
  return sign + rest.padStart(width - sign.length, '0')
}
