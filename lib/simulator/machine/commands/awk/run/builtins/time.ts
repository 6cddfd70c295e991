import { formatDate } from '../../../date-format'
import { toNumber, toText, type Value } from '../../values/value'
import type { Runtime } from '../runtime'

/** `2026 11 27 09 40 00` in seconds since the epoch, by the machines' time zone; -1 for what is no date. */
export const mktime = (text: string): number => {
  const parts = text.trim().split(/\s+/).map(Number)
  const [year = 0, month = 0, day = 0, hours = 0, minutes = 0, seconds = 0] = parts
  if (parts.length < 6 || parts.some(Number.isNaN)) return -1
  return Date.UTC(year, month - 1, day, hours, minutes, seconds) / 1000
}

/** As `date` prints it; the machines' time zone is UTC whether it is asked for or not. */
export const strftime = (args: readonly Value[], runtime: Runtime): Value => {
  const [format, seconds] = args
  const { convfmt } = runtime.variables
  const at = args.length > 1 ? Math.trunc(toNumber(seconds)) : runtime.seconds()
  return formatDate(args.length > 0 ? toText(format, convfmt) : '%c', at * 1000)
}
