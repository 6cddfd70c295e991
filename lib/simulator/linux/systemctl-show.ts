import type { Systemd } from './systemd'
import type { Unit } from './unit'

/** The properties that `systemctl show` knows of a unit; an unknown unit has a few, too. */
export function properties(
  unit: Unit | undefined,
  name: string,
  systemd: Systemd,
): Readonly<Record<string, string>> {
  if (!unit)
    return {
      Id: name,
      LoadState: 'not-found',
      ActiveState: 'inactive',
      SubState: 'dead',
      UnitFileState: '',
      MainPID: '0',
    }
  return {
    Type: 'simple',
    Restart: unit.definition.restart?.policy ?? 'no',
    MainPID: String(unit.pid ?? 0),
    NRestarts: String(unit.restarts),
    ExecMainStatus: String(unit.lastExit),
    Result: unit.result,
    Environment: '',
    Id: unit.name,
    Names: unit.name,
    Description: unit.definition.description,
    LoadState: 'loaded',
    ActiveState: unit.state,
    SubState: unit.subState,
    FragmentPath: systemd.fragment(unit),
    DropInPaths: systemd.dropIns(unit).join(' '),
    UnitFileState: unit.enablement,
    UnitFilePreset: 'enabled',
    StateChangeTimestamp: timestamp(unit.changedAt),
    ActiveEnterTimestamp: unit.state === 'active' ? timestamp(unit.changedAt) : '',
    InactiveEnterTimestamp: unit.state === 'active' ? '' : timestamp(unit.changedAt),
    CanStart: 'yes',
    CanStop: 'yes',
  }
}

const timestamp = (ms: number): string =>
  `${new Date(ms).toUTCString().slice(0, 3)} ${new Date(ms).toISOString().slice(0, 19).replace('T', ' ')} UTC`
