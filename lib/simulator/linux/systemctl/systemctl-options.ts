/** A wrong command line: what systemctl prints. */
export class SystemctlUsageError extends Error {}

export interface SystemctlOptions {
  readonly words: readonly string[]
  /** Long names of those without a value. */
  readonly flags: ReadonlySet<string>
  /** What `-p` named, in order. */
  readonly wanted: readonly string[]
  /** What `--type` and `--state` let through; empty: everything. */
  readonly types: readonly string[]
  readonly states: readonly string[]
  /** Of the log, at most. */
  readonly lines: number
  /** `json`, `json-pretty`, or one that is of the log alone. */
  readonly output: string | undefined
  /** What `systemctl kill` sends. */
  readonly signal: string
}

const letters: Readonly<Record<string, string>> = {
  a: 'all',
  f: 'force',
  h: 'help',
  H: 'host',
  i: 'check-inhibitors',
  l: 'full',
  M: 'machine',
  n: 'lines',
  o: 'output',
  p: 'property',
  P: 'property-value',
  q: 'quiet',
  r: 'recursive',
  s: 'signal',
  t: 'type',
  T: 'show-transaction',
}

const flagNames = new Set(
  'after all before dry-run failed force full global help marked no-ask-password no-block no-legend no-pager no-reload no-wall no-warn now plain quiet recursive reverse runtime show-transaction show-types system user value version wait with-dependencies'.split(
    ' ',
  ),
)
const valueNames = new Set(
  'boot-loader-entry check-inhibitors host job-mode kill-who kill-whom legend lines machine message output preset-mode property property-value root signal state timestamp type what'.split(
    ' ',
  ),
)

/** Sorts a command line of `systemctl` of systemd 252, where options and words may come in any order. */
export function parseSystemctl(args: readonly string[]): SystemctlOptions {
  const words: string[] = []
  const flags = new Set<string>()
  const values = new Map<string, string[]>()
  const queue = [...args]
  const put = (name: string, value: string): void =>
    void values.set(name, [...(values.get(name) ?? []), ...value.split(',')])
  for (let arg = queue.shift(); arg !== undefined; arg = queue.shift()) {
    if (arg === '--') words.push(...queue.splice(0))
    else if (arg.startsWith('--')) {
      const [, name = '', given] = /^--([^=]*)(?:=([^]*))?$/.exec(arg) ?? []
      if (flagNames.has(name)) flags.add(name)
      else if (valueNames.has(name))
        put(name, given ?? queue.shift() ?? missing(`option '--${name}'`, ''))
      else throw new SystemctlUsageError(`systemctl: unrecognized option '--${name}'`)
    } else if (/^-./.test(arg)) readLetters(arg.slice(1), queue, flags, put)
    else words.push(arg)
  }
  checkValues(values)
  if (values.has('property-value')) flags.add('value')
  const all = (name: string): readonly string[] => values.get(name) ?? []
  return {
    words,
    flags,
    wanted: [...all('property'), ...all('property-value')],
    types: all('type'),
    states: [...all('state'), ...(flags.has('failed') ? ['failed'] : [])],
    lines: all('lines').at(-1) === 'all' ? Infinity : Number(all('lines').at(-1) ?? 10),
    output: all('output').at(-1),
    signal: all('signal').at(-1) ?? 'TERM',
  }
}

const unitTypes = ['service', 'mount', 'swap', 'socket', 'target', 'device', 'automount', 'timer', 'path', 'slice', 'scope'] // prettier-ignore

/** States of loading and of units, which `--type` takes as well. */
const unitStates = ['stub', 'loaded', 'not-found', 'bad-setting', 'error', 'merged', 'masked'] // prettier-ignore

const outputs = ['short', 'short-full', 'short-iso', 'short-iso-precise', 'short-precise', 'short-monotonic', 'short-delta', 'short-unix', 'verbose', 'export', 'json', 'json-pretty', 'json-sse', 'json-seq', 'cat', 'with-unit'] // prettier-ignore

/** Throws for values that are none of their option's. */
function checkValues(values: ReadonlyMap<string, readonly string[]>): void {
  const bad = (name: string, isGood: (value: string) => boolean): string | undefined =>
    values.get(name)?.find((value) => !isGood(value))
  const type = bad('type', (each) => ['', 'help', ...unitTypes, ...unitStates].includes(each))
  if (type !== undefined)
    throw new SystemctlUsageError(
      `Unknown unit type or load state '${type}'.\nUse -t help to see a list of allowed values.`,
    )
  const count = bad('lines', (each) => /^(\d+|all)$/.test(each))
  if (count !== undefined) throw new SystemctlUsageError(`Failed to parse lines '${count}'`)
  const output = bad('output', (each) => outputs.includes(each))
  if (output !== undefined) throw new SystemctlUsageError(`Unknown output '${output}'.`)
}

/** What `--type=help` shows. */
export const typesHelp = `Available unit types:\n${unitTypes.join('\n')}\n`

function readLetters(
  given: string,
  queue: string[],
  flags: Set<string>,
  put: (name: string, value: string) => void,
): void {
  for (let at = 0; at < given.length; at++) {
    const letter = given[at] ?? ''
    const name = letters[letter]
    if (name === undefined)
      throw new SystemctlUsageError(`systemctl: invalid option -- '${letter}'`)
    if (flagNames.has(name)) {
      flags.add(name)
      continue
    }
    const rest = given.slice(at + 1)
    return put(name, rest || (queue.shift() ?? missing('option', ` -- '${letter}'`)))
  }
}

function missing(option: string, which: string): never {
  throw new SystemctlUsageError(`systemctl: ${option} requires an argument${which}`)
}
