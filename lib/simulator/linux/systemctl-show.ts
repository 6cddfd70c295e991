import { ServiceUnit } from './service-unit'
import type { Systemd } from './systemd'
import { formatTimeSpan, formatTimestamp } from './time-span'
import { TimerUnit } from './timer-unit'
import type { Unit } from './unit'

type Properties = Readonly<Record<string, string>>

/** The properties that `systemctl show` knows of a unit; an unknown unit has a few, too. */
export function properties(unit: Unit | undefined, name: string, systemd: Systemd): Properties {
  if (!unit)
    return {
      MainPID: '0',
      Result: 'success',
      Id: name,
      Names: name,
      LoadState: 'not-found',
      ActiveState: 'inactive',
      SubState: 'dead',
      UnitFileState: '',
    }
  const enablement = unit.enablement
  return {
    ...(unit instanceof ServiceUnit ? ofService(unit, systemd) : {}),
    ...(unit instanceof TimerUnit ? ofTimer(unit, systemd) : {}),
    Result: unit.result,
    Id: unit.name,
    Names: unit.name,
    Description: unit.definition.description,
    LoadState: 'loaded',
    ActiveState: unit.state,
    SubState: unit.subState,
    FragmentPath: unit.definition.fragment,
    DropInPaths: systemd.files.dropIns(unit.name).join(' '),
    UnitFileState: enablement,
    UnitFilePreset: 'enabled',
    StateChangeTimestamp: formatTimestamp(unit.changedAt),
    ActiveEnterTimestamp: unit.state === 'active' ? formatTimestamp(unit.changedAt) : '',
    InactiveEnterTimestamp: unit.state === 'active' ? '' : formatTimestamp(unit.changedAt),
    CanStart: 'yes',
    CanStop: 'yes',
    NeedDaemonReload: systemd.needsReload(unit) ? 'yes' : 'no',
    ...(unit instanceof ServiceUnit && { ConditionResult: unit.skipped ? 'no' : 'yes' }),
    Transient: unit.definition.transient ? 'yes' : 'no',
    CollectMode: unit.definition.transient?.collect ? 'inactive-or-failed' : 'inactive',
  }
}

function ofService(unit: ServiceUnit, systemd: Systemd): Properties {
  const { definition, pid, restarts, lastEnding } = unit
  const exited = lastEnding && 'code' in lastEnding
  return {
    Type: definition.oneshot ? 'oneshot' : 'simple',
    Restart: definition.restart?.policy ?? 'no',
    RemainAfterExit: definition.oneshot?.remainsActive ? 'yes' : 'no',
    MainPID: String(pid ?? 0),
    Result: unit.result,
    NRestarts: String(restarts),
    ExecMainPID: String(pid ?? lastEnding?.pid ?? 0),
    ExecMainCode: lastEnding ? (exited ? '1' : '2') : '0',
    ExecMainStatus: String(exited ? lastEnding.code : lastEnding ? 15 : 0),
    Environment: Object.entries(systemd.environmentOf(unit))
      .map(([name, value]) => (/\s/.test(value) ? `"${name}=${value}"` : `${name}=${value}`))
      .join(' '),
    User: systemd.files.read(definition.fragment).last('Service', 'User') ?? '',
  }
}

function ofTimer({ definition, next, last }: TimerUnit, { machine }: Systemd): Properties {
  const sinceBoot = (ms: number): string => formatTimeSpan(Math.max(0, ms - machine.bootedAt))
  return {
    Unit: definition.activates,
    NextElapseUSecMonotonic: next === undefined ? 'infinity' : sinceBoot(next),
    LastTriggerUSecMonotonic: last === undefined ? '0' : sinceBoot(last),
    AccuracyUSec: formatTimeSpan(definition.accuracyMs),
    RemainAfterElapse: definition.remainsAfterElapse ? 'yes' : 'no',
    Triggers: definition.activates,
  }
}
