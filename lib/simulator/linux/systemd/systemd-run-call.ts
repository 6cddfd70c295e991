/** What a command line of `systemd-run` asks for. */
export interface RunRequest {
  readonly unit: string | undefined
  readonly description: string | undefined
  readonly flags: ReadonlySet<Flag>
  /** `Key=value` lines of the service, and of the timer. */
  readonly properties: readonly string[]
  readonly timerProperties: readonly string[]
  /** `OnActiveSec=…` and the like; none for a service that starts at once. */
  readonly triggers: readonly string[]
  readonly environment: readonly string[]
  readonly command: readonly string[]
}

export type Flag =
  | 'collect'
  | 'no-block'
  | 'quiet'
  | 'wait'
  | 'version'
  | 'help'
  | 'pipe'
  | 'scope'
  | 'same-dir'
  | 'user'

/** A wrong command line: what systemd-run prints. */
export class RunUsageError extends Error {}

const letters: Readonly<Record<string, string>> = {
  u: 'unit',
  p: 'property',
  E: 'setenv',
  G: 'collect',
  q: 'quiet',
  r: 'remain-after-exit',
  P: 'pipe',
  d: 'same-dir',
  h: 'help',
}

const triggers: Readonly<Record<string, string>> = {
  'on-active': 'OnActiveSec',
  'on-boot': 'OnBootSec',
  'on-startup': 'OnStartupSec',
  'on-unit-active': 'OnUnitActiveSec',
  'on-unit-inactive': 'OnUnitInactiveSec',
}

/** Options that stand for a property of the service. */
const shorthands: Readonly<Record<string, string>> = {
  uid: 'User',
  gid: 'Group',
  slice: 'Slice',
  'service-type': 'Type',
  'working-directory': 'WorkingDirectory',
  nice: 'Nice',
}

const switches: ReadonlySet<string> = new Set<Flag>([
  'collect', 'no-block', 'quiet', 'wait', 'version', 'help', 'pipe', 'scope', 'same-dir', 'user',
]) // prettier-ignore

const valued = new Set(
  ['unit', 'description', 'property', 'timer-property', 'setenv'].concat(
    Object.keys(triggers),
    Object.keys(shorthands),
  ),
)

/** Sorts the command line; options end where the command begins. */
export function parseRunRequest(args: readonly string[]): RunRequest {
  const values = new Map<string, string[]>()
  const flags = new Set<Flag>()
  const queue = [...args]
  const put = (name: string, value: string): void =>
    void values.set(name, [...(values.get(name) ?? []), value])
  while (queue[0]?.startsWith('-')) {
    const arg = queue.shift() ?? ''
    if (arg === '--') break
    const { name, given } = splitOption(arg)
    if (valued.has(name)) put(name, given ?? valueOf(name, queue))
    else if (name === 'remain-after-exit') put('property', 'RemainAfterExit=yes')
    else if (switches.has(name)) flags.add(name as Flag)
    else if (!['system', 'no-ask-password', 'no-pager'].includes(name))
      throw new RunUsageError(`systemd-run: unrecognized option '${arg}'`)
  }
  const all = (name: string): readonly string[] => values.get(name) ?? []
  const assigned = (names: Readonly<Record<string, string>>): string[] =>
    Object.entries(names).flatMap(([name, key]) => all(name).map((value) => `${key}=${value}`))
  insistOnSense(
    flags,
    Object.keys(triggers).some((name) => values.has(name)),
    values.has('timer-property'),
  )
  return {
    unit: all('unit').at(-1),
    description: all('description').at(-1),
    flags,
    properties: [...assigned(shorthands), ...all('property')],
    timerProperties: all('timer-property'),
    triggers: assigned(triggers),
    environment: all('setenv'),
    command: queue,
  }
}

/** Throws what systemd-run says of options that exclude each other. */
function insistOnSense(
  flags: ReadonlySet<Flag>,
  isTimer: boolean,
  hasTimerProperty: boolean,
): void {
  const refuse = (text: string): never => {
    throw new RunUsageError(text)
  }
  if (isTimer && flags.has('scope'))
    refuse('Path, socket or timer options are not supported in --scope mode.')
  if (flags.has('pipe') && (isTimer || flags.has('scope')))
    refuse('--pty/--pipe is not compatible in timer or --scope mode.')
  if (hasTimerProperty && !isTimer)
    refuse('--timer-property= has no effect without any other timer options.')
  if (flags.has('wait') && isTimer)
    refuse('--wait may not be combined with path, socket or timer operations.')
  if (flags.has('wait') && flags.has('scope')) refuse('--wait may not be combined with --scope.')
  if (flags.has('user')) refuse('Failed to connect to bus: No medium found')
}

function splitOption(arg: string): { name: string; given?: string } {
  const [, long, given] = /^--([a-z-]+)(?:=([^]*))?$/.exec(arg) ?? []
  if (long !== undefined) return given === undefined ? { name: long } : { name: long, given }
  const name = letters[arg[1] ?? '']
  if (arg.startsWith('--') || name === undefined)
    throw new RunUsageError(
      arg.startsWith('--')
        ? `systemd-run: unrecognized option '${arg}'`
        : `systemd-run: invalid option -- '${arg[1] ?? ''}'`,
    )
  return arg.length > 2 ? { name, given: arg.slice(2) } : { name }
}

function valueOf(name: string, queue: string[]): string {
  const value = queue.shift()
  if (value === undefined)
    throw new RunUsageError(`systemd-run: option '--${name}' requires an argument`)
  return value
}
