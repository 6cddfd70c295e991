/** Kubernetes' times: seconds, UTC. */
export const timestamp = (ms: number): string =>
  `${new Date(ms).toISOString().slice(0, -'.000Z'.length)}Z`

/** With microseconds, as in leases. */
export const microTimestamp = (ms: number): string =>
  new Date(ms).toISOString().replace('Z', '000Z')

/** An age as kubectl prints it: `20s`, `3m34s`, `4h2m`, `5d`. */
export function humanAge(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  const minutes = Math.floor(seconds / 60)
  const hours = Math.floor(minutes / 60)
  const days = Math.floor(hours / 24)
  if (seconds < 120) return `${seconds}s`
  if (minutes < 10) return pair(minutes, 'm', seconds % 60, 's')
  if (minutes < 180) return `${minutes}m`
  if (hours < 8) return pair(hours, 'h', minutes % 60, 'm')
  if (hours < 48) return `${hours}h`
  if (days < 8) return pair(days, 'd', hours % 24, 'h')
  if (days < 365 * 2) return `${days}d`
  return pair(Math.floor(days / 365), 'y', days % 365, 'd')
}

const pair = (large: number, largeUnit: string, small: number, smallUnit: string): string =>
  small === 0 ? `${large}${largeUnit}` : `${large}${largeUnit}${small}${smallUnit}`
