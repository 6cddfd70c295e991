import { fnmatch } from '../machine/fnmatch'
import { columns, type SystemctlVerb } from './systemctl-call'
import type { Systemd } from './systemd'
import type { Unit } from './unit'

/** `systemctl list-unit-files [GLOB…]`: exit code 1 when there are none. */
export const listUnitFiles: SystemctlVerb = (names, { systemd, flags }) => {
  const rows = matching(systemd, names)
    .filter(({ definition }) => !definition.transient)
    .map((unit) => [unit.name, unit.enablement, presetOf(unit)])
  if (flags.has('no-legend')) return { stdout: columns(rows), exitCode: rows.length > 0 ? 0 : 1 }
  const table = columns([['UNIT FILE', 'STATE', 'PRESET'], ...rows])
  return {
    stdout: `${table}\n${rows.length} unit files listed.\n`,
    exitCode: rows.length > 0 ? 0 : 1,
  }
}

/** `systemctl list-units [GLOB…]`: those that are loaded and not inactive. */
export const listUnits: SystemctlVerb = (names, { systemd, flags }) => {
  const shown = matching(systemd, names).filter(
    (unit) => flags.has('all') || unit.state !== 'inactive',
  )
  const rows = shown.map((unit) => [
    `  ${unit.name}`,
    'loaded',
    unit.state,
    unit.subState,
    unit.definition.description,
  ])
  const header = [['  UNIT', 'LOAD', 'ACTIVE', 'SUB', 'DESCRIPTION']]
  return { stdout: columns(flags.has('no-legend') ? rows : [...header, ...rows]) }
}

/** Patterns are of full names: no `.service` is understood here. */
function matching(systemd: Systemd, patterns: readonly string[]): Unit[] {
  const forms = patterns.map((pattern) => fnmatch(pattern))
  return systemd
    .units()
    .filter(({ name }) => forms.length === 0 || forms.some((form) => form.test(name)))
}

const presetOf = (unit: Unit): string => (unit.enablement === 'static' ? '-' : 'enabled')
