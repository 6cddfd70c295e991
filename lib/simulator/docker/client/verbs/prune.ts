import type { Container } from '../../container/container'
import { sizeText } from '../../container/container'
import { type DockerCall, type DockerVerb, isOn, type ParsedFlags } from '../docker-call'
import { formatRows } from '../formatting'
import { hasLabel } from '../labels'
import { removeAnonymousVolumes } from '../../container/volumes-of-container'

const known = { '-f': 'force', '--force': 'force', '--filter': 'filter=', '-a': 'all', '--all': 'all', '--volumes': 'volumes' } // prettier-ignore

/** Without `-f` the client asks, and nobody is there to say yes. */
function pruning(
  warning: string,
  prune: (call: DockerCall, flags: ParsedFlags) => { lines: string[]; bytes?: number },
): DockerVerb {
  return (call) => {
    const flags = call.parse(known)
    if (!isOn(flags, 'force') && !/^y/i.test(call.context.stdin))
      return { stdout: `WARNING! ${warning}\nAre you sure you want to continue? [y/N] ` }
    const { lines, bytes } = prune(call, flags)
    const total = bytes === undefined ? '' : `Total reclaimed space: ${sizeText(bytes)}\n`
    return { stdout: lines.length > 0 ? `${lines.join('\n')}\n${total && `\n${total}`}` : total }
  }
}

/** By label only; what `until` asks for, things of the twin are never old enough. */
const passes = (flags: ParsedFlags, labels: Readonly<Record<string, string>> = {}): boolean =>
  (flags.options['filter'] ?? []).every((filter) => {
    const [name, ...value] = filter.split('=')
    if (name === 'label') return hasLabel(labels, value.join('='))
    return name === 'label!' && !hasLabel(labels, value.join('='))
  })

function unusedContainers({ engine, context }: DockerCall, flags: ParsedFlags): string[] {
  const stopped = engine
    .containers()
    .filter(({ status, spec }) => status !== 'running' && passes(flags, spec.labels))
  for (const container of stopped) {
    engine.remove(container)
    removeAnonymousVolumes(engine, container)
    context.altered(`docker container ${container.spec.name}`)
  }
  return stopped.length > 0 ? ['Deleted Containers:', ...stopped.map(({ id }) => id)] : []
}

function unusedImages(
  { engine, context }: DockerCall,
  flags: ParsedFlags,
): { lines: string[]; bytes: number } {
  const used = new Set(engine.containers().map(({ spec }) => spec.image))
  const unused = engine.images
    .all()
    .filter((image) => !used.has(image) && (isOn(flags, 'all') || image.tags.length === 0))
    .filter(({ spec }) => passes(flags, spec.labels))
  const lines = unused.flatMap((image) => engine.images.remove(image.id).map((line) => line.replace(/^\w/, (first) => first.toLowerCase()))) // prettier-ignore
  for (const { id } of unused) context.altered(`docker image ${id}`)
  return {
    lines: lines.length > 0 ? ['Deleted Images:', ...lines] : [],
    bytes: unused.reduce((sum, { spec }) => sum + spec.sizeBytes, 0),
  }
}

function unusedVolumes({ engine, context }: DockerCall, flags: ParsedFlags): string[] {
  const used = new Set(mountsOf(engine.containers()))
  const unused = engine.volumes
    .all()
    .filter(({ name, labels }) => !used.has(name) && passes(flags, labels))
  for (const { name } of unused) {
    engine.volumes.remove(name, [])
    context.altered(`docker volume ${name}`)
  }
  return unused.length > 0 ? ['Deleted Volumes:', ...unused.map(({ name }) => name)] : []
}

const mountsOf = (containers: readonly Container[]): string[] =>
  containers.flatMap(({ spec }) => (spec.mounts ?? []).flatMap(({ volume }) => volume?.name ?? []))

function unusedNetworks({ engine, context }: DockerCall, flags: ParsedFlags): string[] {
  const used = new Set(engine.containers().map(({ spec }) => spec.networkMode))
  const unused = engine.networks
    .all()
    .filter(({ name, labels }) => !['bridge', 'host', 'none'].includes(name) && !used.has(name) && passes(flags, labels)) // prettier-ignore
  for (const { name } of unused) {
    engine.networks.remove(name, () => false)
    context.altered(`docker network ${name}`)
  }
  return unused.length > 0 ? ['Deleted Networks:', ...unused.map(({ name }) => name)] : []
}

export const containers = pruning('This will remove all stopped containers.', (call, flags) => ({
  lines: unusedContainers(call, flags),
  bytes: 0,
}))

export const images = pruning('This will remove all dangling images.', unusedImages)

export const volumes = pruning(
  'This will remove all local volumes not used by at least one container.',
  (call, flags) => ({ lines: unusedVolumes(call, flags), bytes: 0 }),
)

export const networks = pruning(
  'This will remove all custom networks not used by at least one container.',
  (call, flags) => ({ lines: unusedNetworks(call, flags) }),
)

export const builds = pruning('This will remove all dangling build cache.', () => ({
  lines: [],
  bytes: 0,
}))

/** `docker system prune`: containers, networks and images, one after the other; with `--volumes` these, too. */
export const all = pruning(
  'This will remove:\n  - all stopped containers\n  - all networks not used by at least one container\n  - all dangling images\n  - all dangling build cache\n',
  (call, flags) => {
    const before = [
      unusedContainers(call, flags),
      unusedNetworks(call, flags),
      isOn(flags, 'volumes') ? unusedVolumes(call, flags) : [],
    ]
    const { lines, bytes } = unusedImages(call, flags)
    const parts = [...before, lines].filter((part) => part.length > 0)
    return { lines: parts.flatMap((part, at) => (at > 0 ? ['', ...part] : part)), bytes }
  },
)

const headers = { Type: 'TYPE', TotalCount: 'TOTAL', Active: 'ACTIVE', Size: 'SIZE', Reclaimable: 'RECLAIMABLE' } // prettier-ignore

/** `docker system df`. */
export const df: DockerVerb = ({ engine, parse }) => {
  const flags = parse({ '-v': 'verbose', '--verbose': 'verbose', '--format': 'format=' })
  const all = engine.containers()
  const used = new Set(all.map(({ spec }) => spec.image))
  const images = engine.images.all()
  const bytes = (some: typeof images): number =>
    some.reduce((sum, { spec }) => sum + spec.sizeBytes, 0)
  const free = bytes(images.filter((image) => !used.has(image)))
  const total = bytes(images)
  const percent = total > 0 ? ` (${Math.floor((free * 100) / total)}%)` : ''
  const mounted = new Set(mountsOf(all))
  const row = (Type: string, count: number, active: number, size: number, reclaimable: string) => ({
    Type,
    TotalCount: String(count),
    Active: String(active),
    Size: sizeText(size),
    Reclaimable: reclaimable,
  })
  const rows = [
    row('Images', images.length, used.size, total, sizeText(free) + percent),
    row('Containers', all.length, all.filter(({ status }) => status === 'running').length, 0, '0B'),
    row('Local Volumes', engine.volumes.all().length, mounted.size, 0, '0B'),
    row('Build Cache', 0, 0, 0, '0B'),
  ]
  return {
    stdout: formatRows(rows, flags.options['format']?.at(-1), headers, Object.keys(headers)),
  }
}
