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

const units: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 }

/** The other way round, `1m30s`, `1.5h` or `500ms` in milliseconds; undefined for what is no duration. */
export function parseGoDuration(text: string): number | undefined {
  if (!/^([\d.]+(ms|s|m|h))+$/.test(text)) return undefined
  return [...text.matchAll(/([\d.]+)(ms|s|m|h)/g)].reduce(
    (total, [, count, unit]) => total + Number(count) * units[unit!]!,
    0,
  )
}
