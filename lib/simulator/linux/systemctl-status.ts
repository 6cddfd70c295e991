import { journalFormats } from './journal-formats'
import type { Systemd } from './systemd'
import type { Unit } from './unit'

/** What `systemctl status UNIT --no-pager` prints. */
export function describeStatus(unit: Unit, systemd: Systemd, hostname: string): string {
  const head = [
    `${unit.state === 'inactive' ? '○' : unit.state === 'failed' ? '×' : '●'} ${unit.name} - ${unit.definition.description}`,
    `     Loaded: loaded (${systemd.fragment(unit)}; ${loadedAs(unit)})`,
    ...dropInLines(unit, systemd),
    `     Active: ${activeLine(unit)}`,
    ...(unit.definition.documentation ? [`       Docs: ${unit.definition.documentation}`] : []),
    ...processLines(unit),
  ]
  const log = logLines(unit, systemd, hostname)
  return [...head, ...(log.length > 0 ? ['', ...log] : [])].map((line) => `${line}\n`).join('')
}

const loadedAs = (unit: Unit): string =>
  unit.enablement === 'static' ? 'static' : `${unit.enablement}; preset: enabled`

function dropInLines(unit: Unit, systemd: Systemd): string[] {
  const files = systemd.dropIns(unit).map((path) => path.slice(path.lastIndexOf('/') + 1))
  if (files.length === 0) return []
  return [`    Drop-In: /etc/systemd/system/${unit.name}.d`, `             └─${files.join(', ')}`]
}

function activeLine(unit: Unit): string {
  const since = new Date(unit.changedAt)
  const day = since.toUTCString().slice(0, 3)
  const at = `${day} ${since.toISOString().slice(0, 19).replace('T', ' ')} UTC`
  const age = `since ${at}; ${ageOf(Date.now() - unit.changedAt)} ago`
  if (unit.state === 'active') return `active (${unit.subState}) ${age}`
  if (unit.state === 'inactive')
    return unit.pid === null && unit.lastExit === 0 ? 'inactive (dead)' : `inactive (dead) ${age}`
  const result = unit.result === 'success' ? '' : ` (Result: ${unit.result})`
  return unit.state === 'failed'
    ? `failed${result} ${age}`
    : `${unit.state} (${unit.subState})${result} ${age}`
}

function processLines(unit: Unit): string[] {
  const process = unit.definition.process
  if (!process || unit.pid === null) return []
  return [
    `   Main PID: ${unit.pid} (${process.name})`,
    '      Tasks: 1 (limit: 28909)',
    `     Memory: ${process.memory}`,
    `     CGroup: /system.slice/${unit.name}`,
    `             └─${unit.pid} ${process.commandLine()}`,
  ]
}

function logLines(unit: Unit, systemd: Systemd, hostname: string): string[] {
  if (unit.pid === null) return []
  const entries = systemd.journal.entries().filter((entry) => entry.unit === unit.name)
  return entries.slice(-10).map((entry) => journalFormats['short']?.(entry, hostname) ?? '')
}

/** `28s`, `3min 5s`, `2h 4min`, `3 days`: two units at most. */
function ageOf(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  if (seconds < 60) return `${seconds}s`
  if (seconds < 3600)
    return seconds % 60 === 0
      ? `${seconds / 60}min`
      : `${Math.floor(seconds / 60)}min ${seconds % 60}s`
  if (seconds < 86_400)
    return `${Math.floor(seconds / 3600)}h ${Math.floor((seconds % 3600) / 60)}min`
  const days = Math.floor(seconds / 86_400)
  return `${days} day${days === 1 ? '' : 's'}`
}
