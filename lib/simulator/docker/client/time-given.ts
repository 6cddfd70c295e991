import { parseGoDuration } from '../../go/duration'
import { UnknownTime } from '../docker-error'

/** `10m` before now, seconds since the epoch, or a time as RFC 3339 has it: milliseconds. Throws UnknownTime. */
export function timeOf(option: string, text: string, now: number): number {
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text) * 1000
  const ago = parseGoDuration(text)
  if (ago !== undefined) return now - ago
  const time = Date.parse(text)
  if (Number.isNaN(time)) throw new UnknownTime(option, text)
  return time
}
