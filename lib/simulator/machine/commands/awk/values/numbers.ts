const digits = '(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][-+]?\\d+)?'
const hexadecimal = '0[xX](?:[0-9a-fA-F]+\\.?[0-9a-fA-F]*|\\.[0-9a-fA-F]+)(?:[pP][-+]?\\d+)?'

const leading = new RegExp(
  `^[ \\t\\n\\v\\f\\r]*([-+]?)(?:(${hexadecimal})|(${digits})|(inf)|(nan))`,
  'i',
)
const whole = new RegExp(
  `^[ \\t\\n\\v\\f\\r]*[-+]?(?:${hexadecimal}|${digits})[ \\t\\n\\v\\f\\r]*$`,
)
const plain = /^\d{1,15}$/

/** The number that a text begins with, as strtod(3) reads it: hexadecimal, `inf` and `nan` as well. */
export const numberAtStart = (text: string): number => {
  if (plain.test(text)) return Number(text)
  const [, sign, hex, decimal, infinite, none] = leading.exec(text) ?? []
  if (sign === undefined) return 0
  const size =
    decimal !== undefined
      ? Number(decimal)
      : hex !== undefined
        ? hexNumber(hex)
        : infinite !== undefined
          ? Infinity
          : none !== undefined
            ? NaN
            : 0
  return sign === '-' ? -size : size
}

/** Whether a text that was read counts as a number where it is compared: `inf` and `nan` do not. */
export const looksNumeric = (text: string): boolean =>
  plain.test(text) || (whole.test(text) && Number.isFinite(numberAtStart(text)))

const hexNumber = (text: string): number => {
  const [, before = '', after = '', exponent = '0'] =
    /^0x([0-9a-f]*)\.?([0-9a-f]*)(?:p([-+]?\d+))?$/i.exec(text) ?? []
  const mantissa = [...(before + after)].reduce((sum, digit) => sum * 16 + parseInt(digit, 16), 0)
  return mantissa * 2 ** (Number(exponent) - 4 * after.length)
}

/** mawk as Debian builds it has whole numbers of 32 bits. */
export const largestInteger = 2_147_483_647

/** As a signed one; what is beyond stops at the ends. */
export const toInteger = (value: number): number => {
  if (value >= largestInteger) return largestInteger
  return value > -largestInteger ? Math.trunc(value) : -largestInteger
}

/** As an unsigned one. */
export const toUnsigned = (value: number): number =>
  value >= 4_294_967_295 ? 4_294_967_295 : value > 0 ? Math.trunc(value) : 0

/** Whether a number is written without a format. */
export const isWhole = (value: number): boolean =>
  Number.isInteger(value) && Math.abs(value) <= largestInteger
