import { unitWords } from '../systemd/exec-line'
import { ServiceUnit } from '../systemd/service-unit'
import { type Properties, propertiesOfFile } from './service-properties'
import { lines, suffixed, type SystemctlVerb } from './systemctl-call'
import type { Systemd } from '../systemd/systemd'
import { formatTimeSpan, formatTimestamp } from '../systemd/time-span'
import { TimerUnit } from '../systemd/timer-unit'
import type { Unit } from '../systemd/unit'
import { dependenciesOf } from './unit-dependencies'

/** In the order in which systemd tells them. */
const order =
  'Type Restart RestartUSec TimeoutStartUSec TimeoutStopUSec RemainAfterExit MainPID StatusErrno Result NRestarts ExecMainPID ExecMainCode ExecMainStatus ExecStartPre ExecStart ExecStartPost ExecReload ExecStop ExecStopPost Slice ControlGroup Delegate Environment EnvironmentFiles WorkingDirectory User Group KillMode KillSignal Unit NextElapseUSecRealtime NextElapseUSecMonotonic LastTriggerUSec LastTriggerUSecMonotonic AccuracyUSec RemainAfterElapse Id Names Requires Wants BindsTo PartOf RequiredBy WantedBy Conflicts Before After Triggers TriggeredBy Documentation Description LoadState LoadError ActiveState SubState FragmentPath SourcePath DropInPaths UnitFileState UnitFilePreset StateChangeTimestamp ActiveEnterTimestamp ActiveEnterTimestampMonotonic InactiveEnterTimestamp CanStart CanStop CanReload CanIsolate NeedDaemonReload ConditionResult AssertResult Transient StartLimitIntervalUSec StartLimitBurst CollectMode'.split(
    ' ',
  )

const placeOf = (property: string): number => {
  const at = order.indexOf(property)
  return at < 0 ? order.length : at
}

/** `systemctl show [UNIT…]`: the properties that are asked for, or all that there are; the manager's without a unit. */
export const show: SystemctlVerb = (names, { systemd, wanted, flags }) => {
  const ofEach = names.map((name) => {
    const full = suffixed(name)
    const isMasked = systemd.files.isMasked(full)
    const values = properties(systemd.find(name), full, systemd)
    return isMasked ? { ...values, LoadState: 'masked', UnitFileState: 'masked' } : values
  })
  const blocks = (names.length > 0 ? ofEach : [ofManager(systemd)]).map((values: Properties) =>
    lines(
      Object.entries(values)
        .filter(([property]) => wanted.length === 0 || wanted.includes(property))
        .toSorted(([one], [other]) => placeOf(one) - placeOf(other))
        .flatMap(([property, value]) =>
          [value].flat().map((each) => (flags.has('value') ? each : `${property}=${each}`)),
        ),
    ),
  )
  return { stdout: blocks.join('\n') }
}

const ofManager = (systemd: Systemd): Properties => ({
  Version: '252.38-1~deb12u1',
  SystemState: systemd.systemState,
})

/** The properties that `systemctl show` knows of a unit; an unknown unit has a few, too. */
function properties(unit: Unit | undefined, name: string, systemd: Systemd): Properties {
  if (!unit)
    return {
      MainPID: '0',
      Result: 'success',
      Id: name,
      Names: name,
      LoadState: 'not-found',
      LoadError: `org.freedesktop.systemd1.NoSuchUnit "Unit ${name} not found."`,
      ActiveState: 'inactive',
      SubState: 'dead',
      UnitFileState: '',
    }
  const enablement = unit.enablement
  return {
    ...(unit instanceof ServiceUnit && {
      ...propertiesOfFile(unit, systemd.files.read(unit.definition.fragment)),
      ...ofService(unit),
    }),
    ...(unit instanceof TimerUnit ? ofTimer(unit, systemd) : {}),
    Result: unit.result,
    Id: unit.name,
    Names: unit.name,
    Description: unit.definition.description,
    ...dependencies(unit, systemd),
    ...(unit.definition.documentation && {
      Documentation: unitWords(unit.definition.documentation)
        .map((each) => (/[()]/.test(each) ? `"${each}"` : each))
        .join(' '),
    }),
    LoadState: unit.definition.isBad ? 'bad-setting' : 'loaded',
    ...(unit.definition.isBad && {
      LoadError: `org.freedesktop.systemd1.BadUnitSetting "Unit ${unit.name} has a bad unit file setting."`,
    }),
    ActiveState: unit.state,
    SubState: unit.subState,
    FragmentPath: unit.definition.fragment,
    DropInPaths: systemd.files.dropIns(unit.name).join(' '),
    UnitFileState: enablement,
    UnitFilePreset: 'enabled',
    StateChangeTimestamp: formatTimestamp(unit.changedAt),
    ActiveEnterTimestamp: unit.state === 'active' ? formatTimestamp(unit.changedAt) : '',
    ActiveEnterTimestampMonotonic: String(
      unit.state === 'active'
        ? Math.round((unit.changedAtMonotonic - systemd.machine.bootedAt) * 1000)
        : 0,
    ),
    InactiveEnterTimestamp: unit.state === 'active' ? '' : formatTimestamp(unit.changedAt),
    CanStart: 'yes',
    CanStop: 'yes',
    NeedDaemonReload: systemd.needsReload(unit) ? 'yes' : 'no',
    ...(unit instanceof ServiceUnit && { ConditionResult: hasPassed(unit) ? 'yes' : 'no' }),
    Transient: unit.definition.transient ? 'yes' : 'no',
    CollectMode: unit.definition.transient?.collect ? 'inactive-or-failed' : 'inactive',
  }
}

/** `no` is also what systemd says of a unit that nobody has tried to start since it was loaded. */
const hasPassed = (unit: ServiceUnit): boolean =>
  !unit.skipped && (unit.inUse || unit.lastEnding !== undefined)

function ofService(unit: ServiceUnit): Properties {
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
    ExecMainStatus: String(
      exited ? lastEnding.code : lastEnding ? (lastEnding.signal === 'KILL' ? 9 : 15) : 0,
    ),
  }
}

/** On whom the unit hangs, and who on it. */
function dependencies({ name }: Unit, systemd: Systemd): Properties {
  const told = dependenciesOf(name, systemd)
  return Object.fromEntries(shownDependencies.map((key) => [key, told[key]?.join(' ') ?? '']))
}

const shownDependencies = ['Requires', 'Wants', 'BindsTo', 'PartOf', 'RequiredBy', 'WantedBy', 'Conflicts', 'Before', 'After'] // prettier-ignore

function ofTimer({ definition, next, last }: TimerUnit, { machine }: Systemd): Properties {
  const sinceBoot = (ms: number): string => formatTimeSpan(Math.max(0, ms - machine.bootedAt))
  return {
    Unit: definition.activates,
    NextElapseUSecRealtime: '',
    NextElapseUSecMonotonic: next === undefined ? 'infinity' : sinceBoot(next),
    LastTriggerUSecMonotonic: last === undefined ? '0' : sinceBoot(last),
    LastTriggerUSec:
      last === undefined
        ? ''
        : formatTimestamp(machine.clock.now() - machine.clock.monotonic() + last),
    AccuracyUSec: formatTimeSpan(definition.accuracyMs),
    RemainAfterElapse: definition.remainsAfterElapse ? 'yes' : 'no',
    Triggers: definition.activates,
  }
}
