/**
 * A span of milliseconds as Kubernetes shows ages to people (apimachinery's HumanDuration): `20s`, `3m34s`, `4h2m`, `5d`. Two
 * machines' clocks may differ by a second; what begins later than that is `<invalid>`.
 */
export function humanDuration(ms: number): string {
  const seconds = Math.trunc(ms / 1000)
  if (seconds < -1) return '<invalid>'
  const minutes = Math.floor(seconds / 60)
  const hours = Math.floor(minutes / 60)
  const days = Math.floor(hours / 24)
  const years = Math.floor(days / 365)
  if (seconds < 120) return `${Math.max(0, seconds)}s`
  if (minutes < 10) return both(minutes, 'm', seconds % 60, 's')
  if (hours < 3) return `${minutes}m`
  if (hours < 8) return both(hours, 'h', minutes % 60, 'm')
  if (hours < 48) return `${hours}h`
  if (days < 8) return both(days, 'd', hours % 24, 'h')
  if (years < 2) return `${days}d`
  return years < 8 ? both(years, 'y', days % 365, 'd') : `${years}y`
}

/** How long ago an ISO time was; `<unknown>` where there is none. */
export const age = (since: string | null | undefined, now: number): string =>
  since ? humanDuration(now - Date.parse(since)) : '<unknown>'

const both = (large: number, largeUnit: string, small: number, smallUnit: string): string =>
  small === 0 ? `${large}${largeUnit}` : `${large}${largeUnit}${small}${smallUnit}`
