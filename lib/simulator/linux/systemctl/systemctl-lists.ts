import { fnmatch } from '../../machine/fnmatch'
import { columns } from '../columns'
import { type Call, type SystemctlVerb } from './systemctl-call'
import type { Systemd } from '../systemd/systemd'
import type { Unit } from '../systemd/unit'

/** `systemctl list-unit-files [GLOB…]`: exit code 1 when there are none. */
export const listUnitFiles: SystemctlVerb = (names, call) => {
  const { systemd, flags } = call
  const { types, states } = call
  const rows = matching(systemd, names)
    .filter(({ definition }) => !definition.transient)
    .filter(({ name }) => types.length === 0 || types.includes(typeOf(name)))
    .map((unit) => [unit.name, stateOf(unit, call), presetOf(unit)])
    .filter(([, state = '']) => states.length === 0 || states.includes(state))
  const json = asJson(call.output, ['unit_file', 'state', 'preset'], rows)
  if (json !== undefined) return { stdout: json }
  if (flags.has('no-legend')) return { stdout: columns(rows), exitCode: rows.length > 0 ? 0 : 1 }
  const table = columns([['UNIT FILE', 'STATE', 'PRESET'], ...rows])
  return {
    stdout: `${table}\n${rows.length} unit files listed.\n`,
    exitCode: rows.length > 0 ? 0 : 1,
  }
}

/** `systemctl list-units [GLOB…]`: those that are loaded, and not inactive unless all or a state are asked for. */
export const listUnits: SystemctlVerb = (names, { systemd, flags, types, states, output }) => {
  const isWanted = (unit: Unit): boolean =>
    states.length > 0
      ? [unit.state, unit.subState, 'loaded'].some((state) => states.includes(state))
      : flags.has('all') || unit.state !== 'inactive'
  const shown = matching(systemd, names)
    .filter((unit) => systemd.isLoaded(unit) && isWanted(unit))
    .filter(({ name }) => types.length === 0 || types.includes(typeOf(name)))
  const cells = shown.map((unit) => [
    unit.name,
    'loaded',
    unit.state,
    unit.subState,
    unit.definition.description,
  ])
  const json = asJson(output, ['unit', 'load', 'active', 'sub', 'description'], cells)
  if (json !== undefined) return { stdout: json }
  const hasLegend = !flags.has('no-legend')
  const table = columns(hasLegend ? [['UNIT', 'LOAD', 'ACTIVE', 'SUB', 'DESCRIPTION'], ...cells] : cells) // prettier-ignore
  const marks = [...(hasLegend ? ['  '] : []), ...shown.map(({ state }) => (state === 'failed' ? '● ' : '  '))] // prettier-ignore
  const marked = flags.has('plain') ? table : table.replace(/^(?=.)/gm, () => marks.shift() ?? '')
  if (!hasLegend) return { stdout: marked }
  const hint = flags.has('all') || states.length > 0 ? '' : hiddenUnits
  return {
    stdout: `${marked}${shown.length > 0 ? legend : ''}${shown.length} loaded units listed.${hint}\n${states.length > 0 ? '' : toShowInstalled}`,
  }
}

/** `-o json` and `-o json-pretty`; undefined: a table is wanted. */
function asJson(
  output: string | undefined,
  names: readonly string[],
  rows: readonly (readonly string[])[],
): string | undefined {
  if (output !== 'json' && output !== 'json-pretty') return undefined
  const objects = rows.map((row) => Object.fromEntries(names.map((name, at) => [name, row[at]])))
  if (output === 'json') return `${JSON.stringify(objects)}\n`
  return `${JSON.stringify(objects, null, '\t').replace(/^(\t+"[^"]*"):/gm, '$1 :')}\n`
}

const legend = `
LOAD   = Reflects whether the unit definition was properly loaded.
ACTIVE = The high-level unit activation state, i.e. generalization of SUB.
SUB    = The low-level unit activation state, values depend on unit type.
`
const hiddenUnits = ' Pass --all to see loaded but inactive units, too.'
const toShowInstalled = "To show all installed unit files use 'systemctl list-unit-files'.\n"

const typeOf = (name: string): string => name.slice(name.lastIndexOf('.') + 1)

/** Patterns are of full names: no `.service` is understood here. By type, then by name, as systemd sorts. */
function matching(systemd: Systemd, patterns: readonly string[]): Unit[] {
  const forms = patterns.map((pattern) => fnmatch(pattern))
  const order = (one: Unit, other: Unit): number =>
    compare(typeOf(one.name), typeOf(other.name)) || compare(one.name, other.name)
  return systemd
    .units()
    .filter(({ name }) => forms.length === 0 || forms.some((form) => form.test(name)))
    .toSorted(order)
}

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0)

const stateOf = (unit: Unit, { systemd }: Call): string =>
  systemd.files.isMasked(unit.name) ? 'masked' : unit.enablement

const presetOf = (unit: Unit): string => (unit.enablement === 'static' ? '-' : 'enabled')
