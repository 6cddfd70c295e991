/** A duration as Go prints it: `285ms`, `0.5s` never, `20.848s`, `1m3.651s`, `5m0s`. */
export function goDuration(ms: number): string {
  if (ms === 0) return '0s'
  if (ms < 1000) return `${ms}ms`
  const [hours, minutes] = [Math.floor(ms / 3_600_000), Math.floor(ms / 60_000) % 60]
  const seconds = `${(ms % 60_000) / 1000}s`
  return hours > 0
    ? `${hours}h${minutes}m${seconds}`
    : minutes > 0
      ? `${minutes}m${seconds}`
      : seconds
}

const units: Readonly<Record<string, number>> = {
  ns: 1e-6, us: 1e-3, µs: 1e-3, μs: 1e-3, ms: 1, s: 1000, m: 60_000, h: 3_600_000,
} // prettier-ignore

/** The other way round, `1m30s`, `1.5h` or `500ms` in milliseconds; undefined for what is no duration. */
export const parseGoDuration = (text: string): number | undefined =>
  durationMistake(text) === undefined ? amount(text) : undefined

function amount(text: string): number {
  const ms = [...text.matchAll(/([\d.]+)([^\d.]*)/g)].reduce(
    (total, [, count, unit = '']) => total + Number(count) * (units[unit] ?? 0),
    0,
  )
  return text.startsWith('-') ? -ms : ms
}

/** The longest that Go can count, in nanoseconds: some 292 years. */
const mostMs = 2 ** 63 / 1e6

/** What Go's time.ParseDuration says of a text that is no duration; undefined for one that is. */
export function durationMistake(text: string): string | undefined {
  const quoted = goBytes(text)
  const invalid = `time: invalid duration ${quoted}`
  let rest = text.replace(/^[-+]/, '')
  if (rest === '0') return undefined
  if (rest === '') return invalid
  while (rest !== '') {
    const [number = '', unit = ''] = /^(\d*\.?\d*)([^\d.]*)/.exec(rest)?.slice(1) ?? []
    if (!/\d/.test(number)) return invalid
    if (unit === '') return `time: missing unit in duration ${quoted}`
    if (!(unit in units)) return `time: unknown unit ${goBytes(unit)} in duration ${quoted}`
    rest = rest.slice(number.length + unit.length)
  }
  return Math.abs(amount(text)) < mostMs ? undefined : invalid
}

/** As that package quotes: byte by byte. */
const goBytes = (text: string): string => `"${[...Buffer.from(text)].map(quotedByte).join('')}"`

function quotedByte(byte: number): string {
  if (byte < 0x20 || byte > 0x7e) return `\\x${byte.toString(16).padStart(2, '0')}`
  const sign = String.fromCharCode(byte)
  return sign === '"' || sign === '\\' ? `\\${sign}` : sign
}
