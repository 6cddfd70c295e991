export const weekdayNames = [
  'Sunday',
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
]
export const monthNames = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]

const two = (n: number): string => String(n).padStart(2, '0')
const three = (text: string | undefined): string => (text ?? '').slice(0, 3)
const iso = (ms: number): string => new Date(ms).toISOString()

const dayOfYear = (d: Date): number =>
  Math.floor((d.getTime() - Date.UTC(d.getUTCFullYear(), 0, 0)) / 86_400_000)

/** A week belongs to the year that its Thursday is in. */
const isoWeek = (d: Date): { readonly year: number; readonly week: number } => {
  const thursday = new Date(d.getTime() + (3 - ((d.getUTCDay() + 6) % 7)) * 86_400_000)
  return { year: thursday.getUTCFullYear(), week: Math.ceil(dayOfYear(thursday) / 7) }
}

/** strftime(3) as GNU date has it, always in UTC: the machines' time zone. */
const fields: Readonly<Record<string, (date: Date, ms: number) => string>> = {
  Y: (d) => String(d.getUTCFullYear()),
  y: (d) => two(d.getUTCFullYear() % 100),
  m: (d) => two(d.getUTCMonth() + 1),
  d: (d) => two(d.getUTCDate()),
  e: (d) => String(d.getUTCDate()).padStart(2),
  H: (d) => two(d.getUTCHours()),
  I: (d) => two(d.getUTCHours() % 12 || 12),
  M: (d) => two(d.getUTCMinutes()),
  S: (d) => two(d.getUTCSeconds()),
  p: (d) => (d.getUTCHours() < 12 ? 'AM' : 'PM'),
  a: (d) => three(weekdayNames[d.getUTCDay()]),
  A: (d) => weekdayNames[d.getUTCDay()] ?? '',
  b: (d) => three(monthNames[d.getUTCMonth()]),
  h: (d) => three(monthNames[d.getUTCMonth()]),
  B: (d) => monthNames[d.getUTCMonth()] ?? '',
  u: (d) => String(d.getUTCDay() || 7),
  w: (d) => String(d.getUTCDay()),
  j: (d) => String(dayOfYear(d)).padStart(3, '0'),
  U: (d) => two(Math.floor((dayOfYear(d) + 6 - d.getUTCDay()) / 7)),
  W: (d) => two(Math.floor((dayOfYear(d) + 6 - ((d.getUTCDay() + 6) % 7)) / 7)),
  V: (d) => two(isoWeek(d).week),
  G: (d) => String(isoWeek(d).year),
  F: (d) => d.toISOString().slice(0, 10),
  T: (d) => d.toISOString().slice(11, 19),
  R: (d) => d.toISOString().slice(11, 16),
  D: (d) => `${two(d.getUTCMonth() + 1)}/${two(d.getUTCDate())}/${two(d.getUTCFullYear() % 100)}`,
  X: (d) => d.toISOString().slice(11, 19),
  x: (d) => formatDate('%D', d.getTime()),
  r: (d) => formatDate('%I:%M:%S %p', d.getTime()),
  C: (d) => two(Math.floor(d.getUTCFullYear() / 100)),
  k: (d) => String(d.getUTCHours()).padStart(2),
  l: (d) => String(d.getUTCHours() % 12 || 12).padStart(2),
  P: (d) => (d.getUTCHours() < 12 ? 'am' : 'pm'),
  c: (d) => formatDate('%a %b %e %H:%M:%S %Y', d.getTime()),
  s: (_, ms) => String(Math.floor(ms / 1000)),
  Z: () => 'UTC',
  z: () => '+0000',
  n: () => '\n',
  t: () => '\t',
  '%': () => '%',
}

/** What stands in place of the usual padding, and of the case of letters. */
const flagged = (text: string, flags: string, width: string): string => {
  const cased = flags.includes('^') ? text.toUpperCase() : text
  if (flags.includes('-')) return cased.replace(/^[0 ]+(?=.)/, '')
  const fill = flags.includes('_') ? ' ' : flags.includes('0') || /^\d+$/.test(text) ? '0' : ' '
  const own = flags.includes('_')
    ? cased.replace(/^0+(?=.)/, (zeros) => ' '.repeat(zeros.length))
    : cased
  return own.padStart(Number(width) || 0, fill)
}

export const formatDate = (format: string, ms: number): string =>
  format.replace(
    /%([-_0^#]*)(\d*)(:?)(.)/g,
    (whole, flags: string, width: string, colon: string, letter: string) => {
      if (letter === 'N') return nanoseconds(ms).slice(0, Number(width) || 9)
      const text = fields[letter]?.(new Date(ms), ms)
      if (text === undefined) return whole
      return colon && letter === 'z' ? '+00:00' : flagged(text, flags, width)
    },
  )

/** What the machine's clock does not tell of a moment of its own is made up, as distinct as a real clock's. */
const nanoseconds = (ms: number): string => {
  const known = Math.floor((ms - Math.floor(ms / 1000) * 1000) * 1e6)
  const isNow = Math.abs(Date.now() - ms) < 5000
  const more = isNow ? Number(process.hrtime.bigint() % 1_000_000n) : 0
  return String(known + more)
    .padStart(9, '0')
    .slice(0, 9)
}

/** As `stat -c %y` prints it: `2026-11-23 14:00:00.123000000 +0000`. */
export const isoWithZone = (ms: number): string => {
  const text = iso(ms)
  return `${text.slice(0, 10)} ${text.slice(11, 23)}000000 +0000`
}
