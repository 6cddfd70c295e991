import { formatTimeSpan, parseTimeSpan } from './time-span'
import { type RunRequest, RunUsageError } from './systemd-run-call'

const heading =
  '# This is a transient unit file, created programmatically via the systemd API. Do not edit.\n'

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '))

/** What the simulation honours in a service, and what it takes since nothing here shows its effect. */
const serviceKeys = words(
  'Type RemainAfterExit Restart RestartSec User Group WorkingDirectory Environment EnvironmentFile ExecStartPre ExecStartPost ExecStop SuccessExitStatus KillMode KillSignal Nice Slice StandardInput StandardOutput StandardError SyslogIdentifier TimeoutSec TimeoutStartSec TimeoutStopSec LimitNOFILE OOMScoreAdjust CPUQuota MemoryMax IOSchedulingClass CPUSchedulingPolicy ProtectSystem PrivateTmp',
)
const unitKeys = words(
  'After Before Requires Wants Conflicts BindsTo PartOf DefaultDependencies CollectMode Documentation IgnoreOnIsolate RefuseManualStart RefuseManualStop StartLimitBurst StartLimitIntervalSec',
)
const timerKeys = words(
  'AccuracySec RandomizedDelaySec RemainAfterElapse OnActiveSec OnBootSec OnStartupSec OnUnitActiveSec OnUnitInactiveSec Persistent WakeSystem',
)
const spans = /Sec$/

/** The text of the service's file, as systemd writes it down. */
export function transientService({
  description,
  properties,
  environment,
  command,
}: RunRequest): string {
  const quoted = command.map(
    (word) => `"${word.replace(/[\\"]/g, '\\$&').replaceAll('\n', '\\n')}"`,
  )
  return unitText(description ?? command.join(' '), properties, 'Service', serviceKeys, [
    ...environment.map((each) => `Environment="${each}"`),
    'ExecStart=',
    `ExecStart=${quoted.join(' ')}`,
  ])
}

/**
 * How systemd reads that file at a daemon-reload: it has escaped each `;` when it wrote it, and does not know that escape
 * (tried on systemd 252: "Ignoring unknown escape sequences").
 */
export const asReadAgain = (text: string): string =>
  text.replace(/^ExecStart=.+$/m, (line) => line.replace(/(?<!\\);/g, '\\;'))

export function transientTimer(request: RunRequest): string {
  const { description, command, triggers, timerProperties } = request
  const settings = [...triggers, ...timerProperties]
  return unitText(description ?? command.join(' '), settings, 'Timer', timerKeys, [
    'RemainAfterElapse=no',
  ])
}

function unitText(
  description: string,
  settings: readonly string[],
  section: string,
  keys: ReadonlySet<string>,
  rest: readonly string[],
): string {
  const checked = settings.map((setting) => {
    const [, key = '', value = ''] = /^([A-Za-z]+)=([^]*)$/.exec(setting) ?? []
    if (!keys.has(key) && !unitKeys.has(key))
      throw new RunUsageError(`Unknown assignment: ${setting}`)
    return { key, text: `${key}=${spans.test(key) ? spanOf(setting, value) : value}` }
  })
  const of = (wanted: ReadonlySet<string>): string[] =>
    checked.filter(({ key }) => wanted.has(key)).map(({ text }) => text)
  const lines = [
    '[Unit]',
    `Description=${description}`,
    ...of(unitKeys),
    '',
    `[${section}]`,
    ...of(keys),
    ...rest,
  ]
  return `${heading}${lines.join('\n')}\n`
}

function spanOf(setting: string, value: string): string {
  const ms = parseTimeSpan(value)
  if (ms === undefined) throw new RunUsageError(`Failed to parse ${setting}: Invalid argument`)
  return formatTimeSpan(ms)
}
