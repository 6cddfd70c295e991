import {
  commandOf,
  type Container,
  dockerDuration,
  networkOf,
  sizeText,
  addressesOf,
  type PublishedPort,
  stateOf,
  statusText,
} from '../../container/container'
import { type DockerVerb, isOn } from '../docker-call'
import { DockerError } from '../../docker-error'
import type { DockerEngine } from '../../engine'
import { insistOnFilters, passes } from '../filters'
import { type FormattedRow, formatRows } from '../formatting'
import { hasLabel, labelText } from '../labels'
import { nameOfMount } from '../../mounts'

const headers = {
  ID: 'CONTAINER ID', Image: 'IMAGE', Command: 'COMMAND', RunningFor: 'CREATED', CreatedAt: 'CREATED AT',
  Status: 'STATUS', State: 'STATE', Ports: 'PORTS', Names: 'NAMES', Labels: 'LABELS', Networks: 'NETWORKS',
  Mounts: 'MOUNTS', LocalVolumes: 'LOCAL VOLUMES', Size: 'SIZE',
} // prettier-ignore
const columns = ['ID', 'Image', 'Command', 'RunningFor', 'Status', 'Ports', 'Names']

/** `docker ps`, also as `docker container ls`. */
export const ps: DockerVerb = ({ engine, parse }) => {
  const flags = parse({
    '-a': 'all', '--all': 'all', '-q': 'quiet', '--quiet': 'quiet', '--no-trunc': 'full', '-l': 'latest', '--latest': 'latest',
    '-f': 'filter=', '--filter': 'filter=', '--format': 'format=', '-n': 'last=', '--last': 'last=', '-s': 'size', '--size': 'size',
  }) // prettier-ignore
  const filters = flags.options['filter'] ?? []
  insistOnFilters(filters, filterNames, engine)
  const unknown = filters.find(
    (filter) => /^status=/.test(filter) && !statuses.has(filter.slice(7)),
  )
  if (unknown !== undefined)
    throw new DockerError(`${engine.options.version.startsWith('20.') ? 'Invalid' : 'invalid'} filter '${unknown}'`) // prettier-ignore
  insistOnValues(filters)
  const byState = filters.some((filter) => /^(status|exited)=/.test(filter))
  // No number, and less than one, asks for nothing of the kind.
  const asked = Number(flags.options['last']?.at(-1) ?? 0)
  const last = isOn(flags, 'latest') ? 1 : asked > 0 ? asked : Infinity
  const everything = isOn(flags, 'all') || byState || last !== Infinity
  const shown = engine
    .containers()
    .filter(
      (container) =>
        (everything || container.status === 'running') &&
        passes(filters, (key, value) => tests[key]?.(container, value, engine) ?? false),
    )
    .slice(0, last)
  const full = isOn(flags, 'full')
  const format = flags.options['format']?.at(-1)
  if (isOn(flags, 'quiet') && (format === undefined || format.startsWith('table')))
    return { stdout: shown.map(({ id }) => `${full ? id : id.slice(0, 12)}\n`).join('') }
  const rows = shown.map((container) => row(container, engine.now(), full))
  const shownColumns = isOn(flags, 'size') ? [...columns, 'Size'] : columns
  return { stdout: formatRows(rows, format, headers, shownColumns) }
}

const filterNames = [
  'ancestor', 'before', 'exited', 'expose', 'health', 'id', 'is-task', 'isolation', 'label', 'name', 'network', 'publish',
  'since', 'status', 'volume',
] // prettier-ignore

/** What the daemon says of values that are none of a filter's. */
function insistOnValues(filters: readonly string[]): void {
  for (const filter of filters) {
    const [name = '', value = ''] = filter.split(/=(.*)/s)
    const text = JSON.stringify(value)
    if (name === 'exited' && !/^-?\d+$/.test(value))
      throw new DockerError(`strconv.Atoi: parsing ${text}: invalid syntax`)
    if (name === 'health' && !healths.has(value))
      throw new DockerError(`Unrecognised filter value for health: ${value}`)
    if (['expose', 'publish'].includes(name) && !/^\d+(-\d+)?(\/\w+)?$/.test(value))
      throw new DockerError(
        `error while looking up for ${name} ${value}: strconv.ParseUint: parsing ${text}: invalid syntax`,
      )
  }
}

const healths = new Set(['none', 'starting', 'healthy', 'unhealthy'])

const statuses = new Set([
  'created',
  'restarting',
  'running',
  'removing',
  'paused',
  'exited',
  'dead',
])

type Test = (container: Container, value: string, engine: DockerEngine) => boolean

/** What is not here no container of the simulation has. */
const tests: Readonly<Record<string, Test>> = {
  name: ({ spec }, value) => isNamedLike(spec.name, value),
  id: ({ id }, value) => id.startsWith(value),
  status: (container, value) => stateOf(container) === value,
  health: (_, value) => value === 'none',
  exited: ({ status, exitCode }, value) => status === 'exited' && exitCode === Number(value),
  network: ({ spec }, value) => networkOf(spec) === value,
  volume: ({ spec }, value) =>
    (spec.mounts ?? []).some((mount) => [nameOfMount(mount), mount.target].includes(value)),
  before: (container, value, engine) => isCreatedBefore(container, named(engine, value), engine),
  since: (container, value, engine) => isCreatedBefore(named(engine, value), container, engine),
  // Of Windows: it holds nothing back elsewhere.
  isolation: () => true,
  ancestor: ({ spec }, value) =>
    spec.image.tags.some((tag) => tag === value || tag === `${value}:latest`) ||
    spec.image.id.slice(7).startsWith(value.replace(/^sha256:/, '')),
  label: ({ spec }, value) => hasLabel(spec.labels, value),
}

/** What is no regular expression is nobody's name. */
function isNamedLike(name: string, pattern: string): boolean {
  try {
    const form = new RegExp(pattern)
    return form.test(`/${name}`) || form.test(name)
  } catch {
    return false
  }
}

/** The container that a filter names. */
function named(engine: DockerEngine, name: string): Container {
  const found = engine.find(name)
  if (!found) throw new DockerError(`no such container ${name}`)
  return found
}

/** The engine has them newest first, also those of one millisecond. */
function isCreatedBefore(one: Container, other: Container, engine: DockerEngine): boolean {
  const all = engine.containers()
  return all.indexOf(one) > all.indexOf(other)
}

function row(container: Container, now: number, full: boolean): FormattedRow {
  const { spec, id, status } = container
  const { ports = [] } = spec
  const [path = '', ...args] = commandOf(container)
  const command = [path, ...args.map((arg) => (arg.includes(' ') ? `'${arg}'` : arg))].join(' ')
  const byId = spec.imageName.startsWith('sha256:')
  return {
    ID: full ? id : id.slice(0, 12),
    Image: byId && !full ? spec.imageName.slice(7, 19) : spec.imageName,
    Command: JSON.stringify(full ? command : shortened(command, 20)),
    RunningFor: `${dockerDuration(now - container.createdAt)} ago`,
    CreatedAt: new Date(container.createdAt)
      .toISOString()
      .replace('T', ' ')
      .replace(/\..*/, ' +0000 UTC'),
    Status: statusText(container, now),
    State: stateOf(container),
    Ports: status === 'running' ? ports.map(portText).join(', ') : '',
    Names: spec.name,
    Labels: labelText(spec.labels),
    // What templates are to use: Labels is one text.
    Label: (key) => spec.labels?.[key] ?? '',
    Networks: networkOf(spec),
    Mounts: (spec.mounts ?? [])
      .map((mount) => (full ? nameOfMount(mount) : shortened(nameOfMount(mount), 15)))
      .join(','),
    LocalVolumes: String((spec.mounts ?? []).filter(({ volume }) => volume).length),
    Size: `0B (virtual ${sizeText(spec.image.spec.sizeBytes)})`,
  }
}

const portText = (port: PublishedPort): string =>
  addressesOf(port)
    .map((address) => `${address}:${port.outside}->${port.inside}`)
    .join(', ')

const shortened = (text: string, most: number): string =>
  text.length <= most ? text : `${text.slice(0, most - 1)}…`
