import type { Unit } from './unit'
import type { UnitFile } from './unit-file'

/** What a boot has to start. */
export interface BootJobs {
  /** When the installed ones that wait for no other have started. */
  readonly ready: Promise<unknown>
  /** When nothing is left to start. */
  readonly all: Promise<unknown>
}

/**
 * Starts units as at boot: the installed ones one after the other, the others beside them, each when those that it
 * is to come after (`After=`, or their `Before=`) have started.
 */
export function startInOrder(
  units: readonly Unit[],
  installed: ReadonlySet<Unit>,
  fileOf: (unit: Unit) => UnitFile,
): BootJobs {
  const files = new Map(units.map((unit) => [unit, fileOf(unit)] as const))
  const names = (unit: Unit, key: string): readonly string[] =>
    files.get(unit)?.words('Unit', key) ?? []
  const earlier = (unit: Unit): Unit[] =>
    units.filter((other) => {
      if (other === unit) return false
      const inOrder = installed.has(unit) && installed.has(other)
      if (inOrder && units.indexOf(other) < units.indexOf(unit)) return true
      return names(unit, 'After').includes(other.name) || names(other, 'Before').includes(unit.name)
    })

  const started = new Map<Unit, Promise<void>>()
  const waitsForOthers = new Set<Unit>()
  // A unit that is to come before itself, round some corner, is not waited for: systemd drops such a job, too.
  const start = (unit: Unit, path: readonly Unit[]): Promise<void> => {
    const known = started.get(unit)
    if (known) return known
    const first = earlier(unit).filter((other) => !path.includes(other))
    const before = first.map((other) => start(other, [...path, unit]))
    if (first.some((other) => !installed.has(other) || waitsForOthers.has(other)))
      waitsForOthers.add(unit)
    const done = Promise.all(before).then(async () => void (await unit.start()))
    started.set(unit, done)
    return done
  }
  const jobs = units.map((unit) => ({ unit, done: start(unit, [unit]) }))
  const ready = jobs.filter(({ unit }) => installed.has(unit) && !waitsForOthers.has(unit))
  return {
    ready: Promise.all(ready.map(({ done }) => done)),
    all: Promise.allSettled(jobs.map(({ done }) => done)),
  }
}
