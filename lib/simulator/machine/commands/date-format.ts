const days = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']
const months = [
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
  a: (d) => three(days[d.getUTCDay()]),
  A: (d) => days[d.getUTCDay()] ?? '',
  b: (d) => three(months[d.getUTCMonth()]),
  h: (d) => three(months[d.getUTCMonth()]),
  B: (d) => months[d.getUTCMonth()] ?? '',
  u: (d) => String(d.getUTCDay() || 7),
  w: (d) => String(d.getUTCDay()),
  j: (d) =>
    String(Math.floor((d.getTime() - Date.UTC(d.getUTCFullYear(), 0, 0)) / 86_400_000)).padStart(
      3,
      '0',
    ),
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

export const formatDate = (format: string, ms: number): string =>
  format.replace(/%(-?)(\d*):?(.)/g, (whole, unpadded: string, width: string, letter: string) => {
    if (letter === 'N') return nanoseconds(ms).slice(0, Number(width) || 9)
    const text = fields[letter]?.(new Date(ms), ms)
    if (text === undefined) return whole
    return whole === '%:z' ? '+00:00' : unpadded ? text.replace(/^[0 ]+(?=.)/, '') : text
  })

/** Below the clock's own resolution the digits are made up, as distinct as a real clock's. */
const nanoseconds = (ms: number): string =>
  String(Math.floor((ms % 1000) * 1e6) + Number(process.hrtime.bigint() % 1_000_000n))
    .padStart(9, '0')
    .slice(0, 9)

/** As `stat -c %y` prints it: `2026-11-23 14:00:00.123000000 +0000`. */
export const isoWithZone = (ms: number): string => {
  const text = iso(ms)
  return `${text.slice(0, 10)} ${text.slice(11, 23)}000000 +0000`
}

const units: Readonly<Record<string, number>> = {
  sec: 1,
  second: 1,
  min: 60,
  minute: 60,
  hour: 3600,
  day: 86400,
  week: 604800,
}

/** What `date -d` understands here: `@secs`, `now`, ISO dates, and `N units ago` or `±N units`; else undefined. */
export const parseDate = (text: string, now: number): number | undefined => {
  if (/^@-?\d+(\.\d+)?$/.test(text)) return Number(text.slice(1)) * 1000
  if (text === '' || text === 'now' || text === 'today') return now
  const relative = /^(?:now )?([-+]?\s*\d+) ?(sec|second|min|minute|hour|day|week)s?( ago)?$/.exec(
    text,
  )
  if (relative) {
    const amount = Number(relative[1]?.replace(/\s/g, '')) * (units[relative[2] ?? ''] ?? 0) * 1000
    return now + (relative[3] ? -amount : amount)
  }
  const zoned = /(Z|UTC|[-+]\d\d:?\d\d)$/.test(text)
    ? text
    : `${text}${text.length <= 10 ? '' : 'Z'}`
  const ms = Date.parse(
    zoned
      .replace(/ UTC$/, 'Z')
      .replace(/^(\d{4}-\d\d-\d\d) /, '$1T')
      .replace(/ (?=[-+Z])/, ''),
  )
  return Number.isNaN(ms) ? undefined : ms
}
