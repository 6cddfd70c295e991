const unitsMs: Readonly<Record<string, number>> = {
  us: 0.001, usec: 0.001, µs: 0.001, ms: 1, msec: 1, '': 1000, s: 1000, sec: 1000, second: 1000,
  seconds: 1000, m: 60_000, min: 60_000, minute: 60_000, minutes: 60_000, h: 3_600_000,
  hr: 3_600_000, hour: 3_600_000, hours: 3_600_000, d: 86_400_000, day: 86_400_000,
  days: 86_400_000, w: 604_800_000, week: 604_800_000, weeks: 604_800_000,
} // prettier-ignore

/** systemd.time(7): `120`, `2min`, `1h 30s` in milliseconds; `infinity` too; undefined when it is none. */
export function parseTimeSpan(text: string): number | undefined {
  if (text === 'infinity') return Infinity
  const parts = [...text.matchAll(/\s*(\d+(?:\.\d+)?)\s*([a-zµ]*)\s*/gy)]
  const matched = parts.reduce((sum, [whole]) => sum + whole.length, 0)
  if (parts.length === 0 || matched !== text.length) return undefined
  const values = parts.map(([, number, unit]) => Number(number) * (unitsMs[unit ?? ''] ?? NaN))
  const total = values.reduce((sum, value) => sum + value, 0)
  return Number.isNaN(total) ? undefined : total
}

const steps = [
  ['w', 604_800_000_000],
  ['d', 86_400_000_000],
  ['h', 3_600_000_000],
  ['min', 60_000_000],
] as const

/** As systemd writes a span: `1min 40s`, `100ms`, and `7min 1.338635s` to the microsecond. */
export function formatTimeSpan(ms: number): string {
  if (ms === Infinity) return 'infinity'
  let rest = Math.round(ms * 1000)
  if (rest === 0) return '0'
  const words: string[] = []
  for (const [unit, size] of steps) {
    if (rest >= size) words.push(`${Math.floor(rest / size)}${unit}`)
    rest %= size
  }
  if (rest >= 1_000_000) words.push(`${String(rest / 1_000_000)}s`)
  else if (rest >= 1000) words.push(`${String(rest / 1000)}ms`)
  else if (rest > 0) words.push(`${rest}us`)
  return words.join(' ')
}

/** As `systemctl` tells an age or what is left, without `ago` or `left`: `28s`, `3min 5s`, `14min`, `2h 4min`. */
export function formatAge(ms: number): string {
  const [seconds, minutes, hours, days] = [1000, 60_000, 3_600_000, 86_400_000].map((unit) =>
    Math.floor(ms / unit),
  ) as [number, number, number, number]
  if (days >= 5) return `${days} days`
  if (days > 0) return `${days} day${days === 1 ? '' : 's'} ${hours % 24}h`
  if (hours >= 5) return `${hours}h`
  if (hours > 0) return `${hours}h ${minutes % 60}min`
  if (minutes >= 5) return `${minutes}min`
  if (minutes > 0) return `${minutes}min ${seconds % 60}s`
  return seconds > 0 ? `${seconds}s` : `${Math.max(0, Math.floor(ms))}ms`
}

/** `Thu 2026-11-26 05:50:12 UTC` */
export const formatTimestamp = (ms: number): string =>
  `${new Date(ms).toUTCString().slice(0, 3)} ${new Date(ms).toISOString().slice(0, 19).replace('T', ' ')} UTC`
