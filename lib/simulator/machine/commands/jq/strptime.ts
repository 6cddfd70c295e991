import { monthNames, weekdayNames } from '../date-format'
import type { BrokenDownTime } from './calendar'

interface ParsedTime {
  readonly parts: Partial<BrokenDownTime>
  /** The part of the text that the format has described. */
  readonly consumed: string
}

interface Field {
  readonly pattern: string
  readonly means: (text: string, soFar: Partial<BrokenDownTime>) => Partial<BrokenDownTime>
}

const named = (names: readonly string[]): string =>
  names.map((name) => `${name.slice(0, 3)}(?:${name.slice(3)})?`).join('|')
const indexIn = (names: readonly string[], text: string): number =>
  names.findIndex((name) => name.slice(0, 3).toLowerCase() === text.slice(0, 3).toLowerCase())

const number = (digits: number, means: (value: number) => Partial<BrokenDownTime>): Field => ({
  pattern: `[ ]*[+-]?\\d{1,${digits}}`,
  means: (text) => means(Number(text)),
})
const ignored = (pattern: string): Field => ({ pattern, means: () => ({}) })
const month: Field = {
  pattern: named(monthNames),
  means: (text) => ({ mon: indexIn(monthNames, text) }),
}
const weekday = ignored(named(weekdayNames))
const day = number(2, (mday) => ({ mday }))

const fields: Readonly<Record<string, Field>> = {
  Y: number(4, (year) => ({ year: year - 1900 })),
  y: number(2, (year) => ({ year: year < 69 ? year + 100 : year })),
  m: number(2, (mon) => ({ mon: mon - 1 })),
  d: day,
  e: day,
  H: number(2, (hour) => ({ hour })),
  I: number(2, (hour) => ({ hour: hour % 12 })),
  M: number(2, (min) => ({ min })),
  S: number(2, (sec) => ({ sec })),
  j: number(3, (yday) => ({ yday: yday - 1 })),
  p: {
    pattern: '[AaPp][Mm]',
    means: (text, { hour = 0 }) => ({ hour: /^p/i.test(text) ? (hour % 12) + 12 : hour % 12 }),
  },
  b: month,
  B: month,
  h: month,
  a: weekday,
  A: weekday,
  Z: ignored('[A-Za-z]*'),
  z: ignored('Z|[+-]\\d\\d:?(?:\\d\\d)?'),
  n: ignored('\\s*'),
  t: ignored('\\s*'),
  '%': ignored('%'),
}

const short: Readonly<Record<string, string>> = {
  T: '%H:%M:%S',
  F: '%Y-%m-%d',
  D: '%m/%d/%y',
  R: '%H:%M',
  c: '%a %b %e %H:%M:%S %Y',
  r: '%I:%M:%S %p',
}

/** strptime(3); undefined where the text is not of the format. */
export const parseTime = (text: string, format: string): ParsedTime | undefined => {
  const whole = format.replace(/%([TFDRcr])/g, (_, letter: string) => short[letter] ?? '')
  let parts: Partial<BrokenDownTime> = {}
  let rest = text
  for (const [piece, letter] of whole.matchAll(/%[EO]?(.)|\s+|[^]/g)) {
    const field = letter === undefined ? literal(piece) : fields[letter]
    const found = field && new RegExp(`^(?:${field.pattern})`, 'i').exec(rest)?.[0]
    if (found === undefined) return undefined
    parts = { ...parts, ...field?.means(found, parts) }
    rest = rest.slice(found.length)
  }
  return { parts, consumed: text.slice(0, text.length - rest.length) }
}

const literal = (piece: string): Field =>
  ignored(/^\s/.test(piece) ? '\\s*' : piece.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'))
