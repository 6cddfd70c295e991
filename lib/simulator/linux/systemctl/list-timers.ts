import { fnmatch } from '../../machine/fnmatch'
import { columns } from '../columns'
import { suffixed, type SystemctlVerb } from './systemctl-call'
import { formatAge, formatTimestamp } from '../systemd/time-span'
import { TimerUnit } from '../systemd/timer-unit'

/** `systemctl list-timers [GLOB…]`: those that are loaded and active, all with `--all`; the next first. */
export const listTimers: SystemctlVerb = (names, { systemd, flags, context }) => {
  const forms = names.map((name) => fnmatch(/[*?[]/.test(name) ? name : suffixed(name)))
  const { clock } = context.machine
  const now = clock.monotonic()
  const timeOfDay = (moment: number): string => formatTimestamp(clock.now() + moment - now)
  const timers = systemd
    .units()
    .filter((unit) => unit instanceof TimerUnit)
    .filter((timer) => timer.state === 'active' || (flags.has('all') && systemd.isLoaded(timer)))
    .filter(({ name }) => forms.length === 0 || forms.some((form) => form.test(name)))
    .sort((one, other) => (one.next ?? Infinity) - (other.next ?? Infinity))
  const rows = timers.map(({ name, next, last, definition }) => [
    next === undefined ? '-' : timeOfDay(next),
    next === undefined ? '-' : `${formatAge(next - now)} left`,
    last === undefined ? '-' : timeOfDay(last),
    last === undefined ? '-' : `${formatAge(now - last)} ago`,
    name,
    definition.activates,
  ])
  if (flags.has('no-legend')) return { stdout: columns(rows) }
  const table = columns([['NEXT', 'LEFT', 'LAST', 'PASSED', 'UNIT', 'ACTIVATES'], ...rows])
  const hint = flags.has('all') ? '' : 'Pass --all to see loaded but inactive timers, too.\n'
  return { stdout: `${table}\n${rows.length} timers listed.\n${hint}` }
}
