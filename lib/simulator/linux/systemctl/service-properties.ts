import { unitWords } from '../systemd/exec-line'
import type { ServiceUnit } from '../systemd/service-unit'
import { formatTimeSpan, formatTimestamp, parseTimeSpan } from '../systemd/time-span'
import type { UnitFile } from '../systemd/unit-file'

/** Of those that stand several times, all. */
export type Properties = Readonly<Record<string, string | readonly string[]>>

const commands = ['ExecStartPre', 'ExecStart', 'ExecStartPost', 'ExecReload', 'ExecStop', 'ExecStopPost'] as const // prettier-ignore

const nameOfSignal: Readonly<Record<string, string>> = { SIGHUP: '1', SIGINT: '2', SIGQUIT: '3', SIGKILL: '9', SIGUSR1: '10', SIGTERM: '15' } // prettier-ignore

/** What a service's file says, as properties: systemd's own values where it says nothing. */
export function propertiesOfFile(unit: ServiceUnit, file: UnitFile): Properties {
  const said = (key: string, otherwise: string): string => file.last('Service', key) ?? otherwise
  const isRunning = unit.pid !== null
  const timeout = (key: string): string =>
    spanText(file.last('Service', key) ?? file.last('Service', 'TimeoutSec'), 90_000)
  const slice = said('Slice', 'system.slice')
  return {
    RestartUSec: spanText(file.last('Service', 'RestartSec'), 100),
    TimeoutStartUSec: file.last('Service', 'Type') === 'oneshot' && file.last('Service', 'TimeoutStartSec') === undefined ? 'infinity' : timeout('TimeoutStartSec'),
    TimeoutStopUSec: timeout('TimeoutStopSec'),
    StatusErrno: '0',
    ...Object.fromEntries(
      commands.flatMap((key) => {
        const lines = file.all('Service', key)
        return lines.length === 0 ? [] : [[key, lines.map((line) => commandText(line, key, unit))]]
      }),
    ),
    Slice: slice,
    ControlGroup: isRunning ? `/${slice}/${unit.name}` : '',
    Delegate: file.isTrue('Service', 'Delegate') ? 'yes' : 'no',
    Environment: file.all('Service', 'Environment').flatMap(unitWords).map(quoted).join(' '),
    ...(file.all('Service', 'EnvironmentFile').length > 0 && {
      EnvironmentFiles: file
        .all('Service', 'EnvironmentFile')
        .map((path) => `${path.replace(/^-/, '')} (ignore_errors=${path.startsWith('-') ? 'yes' : 'no'})`),
    }),
    User: said('User', ''),
    Group: said('Group', ''),
    WorkingDirectory: said('WorkingDirectory', ''),
    KillMode: said('KillMode', 'control-group'),
    KillSignal: nameOfSignal[said('KillSignal', 'SIGTERM')] ?? '15',
    SourcePath: '',
    CanReload: file.last('Service', 'ExecReload') === undefined ? 'no' : 'yes',
    CanIsolate: 'no',
    AssertResult: 'yes',
    ...startLimit(file),
  } // prettier-ignore
}

function startLimit(file: UnitFile): Properties {
  const of = (key: string): string | undefined =>
    file.last('Unit', key) ?? file.last('Service', key)
  const interval = of('StartLimitIntervalSec') ?? of('StartLimitInterval')
  return {
    StartLimitIntervalUSec: interval === '0' ? '0' : spanText(interval, 10_000),
    StartLimitBurst: of('StartLimitBurst') ?? '5',
  }
}

/** `infinity` and 0, which is as much, are no spans. */
function spanText(text: string | undefined, otherwise: number): string {
  if (text === 'infinity' || text === '0') return 'infinity'
  return formatTimeSpan(text === undefined ? otherwise : (parseTimeSpan(text) ?? otherwise))
}

const quoted = (word: string): string => (/[^\w=:,./@%+-]/.test(word) ? `"${word}"` : word)

/** What is run, and how its last run began and ended. */
function commandText(line: string, key: string, unit: ServiceUnit): string {
  const [, prefix = '', rest = ''] = /^([-@:+!|]*)(.*)$/.exec(line) ?? []
  const [path = ''] = unitWords(rest)
  const isMain = key === 'ExecStart'
  const began = isMain && unit.pid !== null ? formatTimestamp(unit.changedAt) : 'n/a'
  const pid = isMain ? (unit.pid ?? 0) : 0
  return `{ path=${path} ; argv[]=${rest} ; ignore_errors=${prefix.includes('-') ? 'yes' : 'no'} ; start_time=[${began}] ; stop_time=[n/a] ; pid=${pid} ; code=(null) ; status=0/0 }`
}
