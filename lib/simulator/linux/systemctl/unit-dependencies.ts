import { baseDependencies } from '../systemd/base-units'
import type { Systemd } from '../systemd/systemd'

/** Unit names, by the property that tells them. */
export type Dependencies = Readonly<Record<string, readonly string[]>>

const own = ['Requires', 'Requisite', 'Wants', 'BindsTo', 'PartOf', 'Conflicts', 'Before', 'After']

const reverses: readonly (readonly [property: string, of: string])[] = [
  ['RequiredBy', 'Requires'],
  ['WantedBy', 'Wants'],
  ['BoundBy', 'BindsTo'],
]

/** On what a unit hangs, and what hangs on it: by its file, the links of targets, and what systemd adds by itself. */
export function dependenciesOf(name: string, systemd: Systemd): Dependencies {
  const forward = forwardOf(name, systemd)
  const others = [
    ...new Set([...systemd.units().map((unit) => unit.name), ...baseDependencies.names]),
  ]
  return {
    ...forward,
    ...Object.fromEntries(
      reverses.map(([property, of]) => [
        property,
        others.filter((other) => forwardOf(other, systemd)[of]?.includes(name)),
      ]),
    ),
  }
}

function forwardOf(name: string, systemd: Systemd): Dependencies {
  const unit = systemd.find(name)
  if (!unit) {
    const { Wants = [] } = baseDependencies.of(name)
    return { Wants: [...new Set([...Wants, ...systemd.files.wantedBy(name)])] }
  }
  const file = systemd.files.read(unit.definition.fragment)
  const implicit = file.last('Unit', 'DefaultDependencies') === 'no' ? {} : implicitOf(name)
  return Object.fromEntries(
    own.map((key) => {
      const wanted = key === 'Wants' ? systemd.files.wantedBy(name) : []
      const more = name.endsWith('.target') && key === 'Wants' ? baseDependencies.of(name)[key] : []
      return [key, [...new Set([...file.words('Unit', key), ...wanted, ...(more ?? []), ...(implicit[key] ?? [])])]] // prettier-ignore
    }),
  )
}

/** `DefaultDependencies=` and `Slice=`, as systemd.service(5) and systemd.target(5) tell them. */
function implicitOf(name: string): Dependencies {
  const atTheEnd = { Conflicts: ['shutdown.target'], Before: ['shutdown.target'] }
  if (!name.endsWith('.service')) return atTheEnd
  return {
    ...atTheEnd,
    Requires: ['sysinit.target', 'system.slice'],
    After: ['sysinit.target', 'basic.target', 'system.slice', 'systemd-journald.socket'],
  }
}
