import { describeEndingShort } from '../systemd/exit-status'
import { access } from '../journal/journal-access'
import { journalFormats } from '../journal/journal-formats'
import { ServiceUnit } from '../systemd/service-unit'
import type { Systemd } from '../systemd/systemd'
import { changedOnDisk, suffixed, type SystemctlVerb } from './systemctl-call'
import { formatAge, formatTimestamp } from '../systemd/time-span'
import { TimerUnit } from '../systemd/timer-unit'
import type { Unit } from '../systemd/unit'

/** `systemctl status UNIT…`: exit code 3 for one that is not active, 4 for one that is not there. */
export const status: SystemctlVerb = (names, { systemd, context, lines }) => {
  const answers = names.map((name) => {
    const unit = systemd.find(name)
    const full = suffixed(name)
    if (systemd.files.isMasked(full) && !unit?.inUse)
      return { text: notLoaded(full, full, `masked (Reason: Unit ${full} is masked.)`), stderr: '', exitCode: 3 } // prettier-ignore
    if (unit?.definition.isBad && !unit.inUse)
      return {
        text: notLoaded(full, titleOf(unit), `bad-setting (Reason: Unit ${full} has a bad unit file setting.)`),
        stderr: '',
        exitCode: 3,
      } // prettier-ignore
    if (!unit)
      return { text: '', stderr: `Unit ${suffixed(name)} could not be found.\n`, exitCode: 4 }
    const shown = access(context.user) === 'all' ? lines : 0
    const text = describeStatus(unit, systemd, context.machine.hostname, shown)
    const stderr = systemd.needsReload(unit) ? changedOnDisk(unit) : ''
    return { text, stderr, exitCode: unit.state === 'active' ? 0 : 3 }
  })
  return {
    stdout: answers.map(({ text }) => text).filter(Boolean).join('\n'),
    stderr: answers.map(({ stderr }) => stderr).join(''),
    exitCode: answers.find(({ exitCode }) => exitCode !== 0)?.exitCode ?? 0,
  } // prettier-ignore
}

/** What `systemctl status UNIT --no-pager` prints, with so many lines of its log. */
function describeStatus(unit: Unit, systemd: Systemd, hostname: string, lines: number): string {
  const { definition } = unit
  const head = [
    `${dotOf(unit)} ${titleOf(unit)}`,
    `     Loaded: loaded (${definition.fragment}; ${loadedAs(unit)})`,
    ...(definition.transient ? ['  Transient: yes'] : []),
    ...dropInLines(unit, systemd),
    `     Active: ${activeLine(unit, systemd.machine.clock.now())}`,
    ...(unit instanceof ServiceUnit ? serviceLines(unit, systemd) : []),
    ...(unit instanceof TimerUnit ? timerLines(unit, systemd) : []),
  ]
  const log = logLines(unit, systemd, hostname, lines)
  return [...head, ...(log.length > 0 ? ['', ...log] : [])].map((line) => `${line}\n`).join('')
}

const titleOf = ({ name, definition: { description } }: Unit): string =>
  description === name ? name : `${name} - ${description}`

/** Of a unit that systemd could not load, and why. */
const notLoaded = (unit: string, title: string, why: string): string =>
  `○ ${title || unit}\n     Loaded: ${why}\n     Active: inactive (dead)\n`

const dotOf = ({ state }: Unit): string =>
  state === 'inactive' ? '○' : state === 'failed' ? '×' : '●'

function loadedAs(unit: Unit): string {
  const { enablement } = unit
  return ['static', 'transient'].includes(enablement)
    ? enablement
    : `${enablement}; preset: enabled`
}

function dropInLines(unit: Unit, systemd: Systemd): string[] {
  const files = systemd.files
    .dropIns(unit.name)
    .map((path) => path.slice(path.lastIndexOf('/') + 1))
  if (files.length === 0) return []
  return [`    Drop-In: /etc/systemd/system/${unit.name}.d`, `             └─${files.join(', ')}`]
}

function activeLine(unit: Unit, now: number): string {
  const age = `since ${formatTimestamp(unit.changedAt)}; ${formatAge(now - unit.changedAt)} ago`
  if (unit.state === 'active') return `active (${unit.subState}) ${age}`
  if (unit.state === 'inactive') {
    const hasRun = unit instanceof ServiceUnit && unit.lastEnding !== undefined
    return hasRun ? `inactive (dead) ${age}` : 'inactive (dead)'
  }
  const result = unit.result === 'success' ? '' : ` (Result: ${unit.result})`
  return unit.state === 'failed'
    ? `failed${result} ${age}`
    : `${unit.state} (${unit.subState})${result} ${age}`
}

function serviceLines(unit: ServiceUnit, systemd: Systemd): string[] {
  const { definition, pid, skipped } = unit
  const now = systemd.machine.clock.now()
  const timers = systemd
    .units()
    .filter((other) => other instanceof TimerUnit)
    .filter((timer) => systemd.isLoaded(timer) && timer.definition.activates === unit.name)
  return [
    ...timers.map((timer) => `TriggeredBy: ${dotOf(timer)} ${timer.name}`),
    ...(skipped
      ? [
          `  Condition: start condition failed at ${formatTimestamp(skipped.at)}; ${formatAge(now - skipped.at)} ago`,
          `             └─ ${skipped.condition} was not met`,
        ]
      : []),
    ...(definition.documentation ? [`       Docs: ${definition.documentation}`] : []),
    ...(pid === null ? endedLines(unit) : [...preparedLines(unit), ...processLines(unit, pid)]),
  ]
}

function timerLines(unit: TimerUnit, systemd: Systemd): string[] {
  const { next, definition } = unit
  const { clock } = systemd.machine
  const [now, left] = [clock.now(), (next ?? 0) - clock.monotonic()]
  const service = systemd.find(definition.activates)
  return [
    `    Trigger: ${next === undefined ? 'n/a' : `${formatTimestamp(now + left)}; ${formatAge(left)} left`}`,
    `   Triggers: ${service && service.state !== 'inactive' ? dotOf(service) : '●'} ${definition.activates}`,
  ]
}

/** Forgotten when the unit was stopped. */
function preparedLines({ definition, prepared, state }: ServiceUnit): string[] {
  const line = definition.process?.before
  if (!line || !prepared || state === 'inactive') return []
  return [`    Process: ${prepared.pid} ExecStartPre=${line} (${describeEndingShort(prepared)})`]
}

function processLines({ definition, name }: ServiceUnit, pid: number): string[] {
  const { process } = definition
  if (!process) return []
  const group = [{ pid, commandLine: process.commandLine() }, ...(process.children?.() ?? [])]
  return [
    `   Main PID: ${pid} (${process.name})`,
    `      Tasks: ${group.length} (limit: 28909)`,
    `     Memory: ${process.memory}`,
    `     CGroup: /system.slice/${name}`,
    ...group.map(
      (each, at) =>
        `             ${at < group.length - 1 ? '├' : '└'}─${each.pid} ${each.commandLine}`,
    ),
  ]
}

/** Of a unit of a file whose program has ended; an installed daemon that was stopped tells nothing. */
function endedLines(unit: ServiceUnit): string[] {
  const { definition, lastEnding, lastRunMs } = unit
  if (!lastEnding) return []
  const how = `(${describeEndingShort(lastEnding)})`
  return [
    ...(lastRunMs === undefined || definition.oneshot
      ? []
      : [`   Duration: ${duration(lastRunMs)}`]),
    ...preparedLines(unit),
    `    Process: ${lastEnding.pid} ExecStart=${definition.process?.exec ?? definition.process?.commandLine() ?? ''} ${how}`,
    `   Main PID: ${lastEnding.pid} ${how}`,
  ]
}

const duration = (ms: number): string => (ms < 1000 ? `${ms}ms` : `${(ms / 1000).toFixed(3)}s`)

function logLines(unit: Unit, systemd: Systemd, hostname: string, lines: number): string[] {
  const hasRun = unit instanceof ServiceUnit && (unit.pid !== null || unit.lastEnding !== undefined)
  if (!hasRun && unit.enablement !== 'transient') return []
  const entries = systemd.journal.entries().filter((entry) => entry.unit === unit.name)
  return entries
    .slice(Math.max(0, entries.length - lines))
    .map((entry) => journalFormats['short']?.(entry, hostname) ?? '')
}
