import { commandOf, type Container, humanDuration, networkOf, statusText } from '../container'
import { type DockerVerb, isOn, parseFlags } from '../docker-call'
import { passes } from '../filters'
import { type FormattedRow, formatRows } from '../formatting'
import { hasLabel, labelText } from '../labels'

const headers = {
  ID: 'CONTAINER ID', Image: 'IMAGE', Command: 'COMMAND', RunningFor: 'CREATED', CreatedAt: 'CREATED AT',
  Status: 'STATUS', State: 'STATE', Ports: 'PORTS', Names: 'NAMES', Labels: 'LABELS', Networks: 'NETWORKS',
} // prettier-ignore
const columns = ['ID', 'Image', 'Command', 'RunningFor', 'Status', 'Ports', 'Names']

/** `docker ps`, also as `docker container ls`. */
export const ps: DockerVerb = ({ engine, args }) => {
  const flags = parseFlags(args, {
    '-a': 'all', '--all': 'all', '-q': 'quiet', '--quiet': 'quiet', '--no-trunc': 'full', '-l': 'latest', '--latest': 'latest',
    '-f': 'filter=', '--filter': 'filter=', '--format': 'format=', '-n': 'last=', '--last': 'last=',
  }) // prettier-ignore
  const filters = flags.options['filter'] ?? []
  const byStatus = filters.some((filter) => filter.startsWith('status='))
  const everything =
    isOn(flags, 'all') || isOn(flags, 'latest') || byStatus || flags.options['last'] !== undefined
  const last = isOn(flags, 'latest') ? 1 : Number(flags.options['last']?.at(-1) ?? Infinity)
  const shown = engine
    .containers()
    .filter(
      (container) =>
        (everything || container.status === 'running') &&
        passes(filters, (key, value) => matches(container, key, value)),
    )
    .slice(0, last)
  const full = isOn(flags, 'full')
  if (isOn(flags, 'quiet'))
    return { stdout: shown.map(({ id }) => `${full ? id : id.slice(0, 12)}\n`).join('') }
  const rows = shown.map((container) => row(container, engine.now(), full))
  return { stdout: formatRows(rows, flags.options['format']?.at(-1), headers, columns) }
}

function matches(container: Container, key: string, value: string): boolean {
  const { spec, id, status } = container
  if (key === 'name')
    return new RegExp(value).test(`/${spec.name}`) || new RegExp(value).test(spec.name)
  if (key === 'id') return id.startsWith(value)
  if (key === 'status') return status === value
  if (key === 'ancestor')
    return (
      spec.image.tags.includes(value) ||
      spec.image.id.slice(7).startsWith(value.replace(/^sha256:/, ''))
    )
  return hasLabel(spec.labels, value)
}

function row(container: Container, now: number, full: boolean): FormattedRow {
  const { spec, id } = container
  const command = commandOf(container).join(' ')
  const shownCommand = full || command.length <= 20 ? command : `${command.slice(0, 19)}…`
  const byId = spec.imageName.startsWith('sha256:')
  return {
    ID: full ? id : id.slice(0, 12),
    Image: byId && !full ? spec.imageName.slice(7, 19) : spec.imageName,
    Command: JSON.stringify(shownCommand),
    RunningFor: `${humanDuration(now - container.createdAt)} ago`,
    CreatedAt: new Date(container.createdAt)
      .toISOString()
      .replace('T', ' ')
      .replace(/\..*/, ' +0000 UTC'),
    Status: statusText(container, now),
    State: container.status,
    Ports: '',
    Names: spec.name,
    Labels: labelText(spec.labels),
    // What templates are to use: Labels is one text.
    Label: (key) => spec.labels?.[key] ?? '',
    Networks: networkOf(spec),
  }
}
