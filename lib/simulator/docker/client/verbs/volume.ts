import { dockerTime } from '../../container/container'
import { type DockerVerb, forEachName, isOn } from '../docker-call'
import { passes } from '../filters'
import { formatRows } from '../formatting'
import { hasLabel, labelText, readLabels } from '../labels'
import { mountpointOf } from '../../mounts'
import { NotFound } from '../not-found'
import type { Volume } from '../../volumes'

const headers = { Driver: 'DRIVER', Name: 'VOLUME NAME', Mountpoint: 'MOUNTPOINT', Scope: 'SCOPE', Labels: 'LABELS' } // prettier-ignore

/** `docker volume ls`. */
export const list: DockerVerb = ({ engine, parse }) => {
  const flags = parse({
    '-q': 'quiet', '--quiet': 'quiet', '-f': 'filter=', '--filter': 'filter=', '--format': 'format=',
  }) // prettier-ignore
  const rows = engine.volumes
    .all()
    .filter(({ name, labels }) =>
      passes(flags.options['filter'], (key, value) =>
        key === 'label' ? hasLabel(labels, value) : key === 'name' && name.includes(value),
      ),
    )
    .map(({ name, labels }) => ({
      Driver: 'local',
      Name: name,
      Mountpoint: mountpointOf(name),
      Scope: 'local',
      Labels: labelText(labels),
    }))
  if (isOn(flags, 'quiet')) return { stdout: rows.map(({ Name }) => `${Name}\n`).join('') }
  return { stdout: formatRows(rows, flags.options['format']?.at(-1), headers, ['Driver', 'Name']) }
}

/** `docker volume create [NAME]`. */
export const create: DockerVerb = ({ engine, parse, context }) => {
  const flags = parse({
    '-d': 'driver=', '--driver': 'driver=', '--label': 'label=', '-o': 'option=', '--opt': 'option=', '--name': 'name=',
  }) // prettier-ignore
  const given = flags.words[0] ?? flags.options['name']?.at(-1)
  const name = given ?? engine.options.random.of('ids').hex(64)
  engine.volumes.create({
    name,
    labels: readLabels(flags.options['label']),
    createdAt: engine.now(),
  })
  engine.events.note('volume', 'create', name, { driver: 'local' })
  context.altered(`docker volume ${name}`)
  return { stdout: `${name}\n` }
}

/** `docker volume rm NAME…`: with force, one that isn't there counts for nothing. */
export const remove: DockerVerb = ({ engine, parse, context }) => {
  const flags = parse({ '-f': 'force', '--force': 'force' })
  return forEachName(flags.words, (name) => {
    if (!engine.volumes.find(name)) {
      if (isOn(flags, 'force')) return name
      throw new NotFound(engine, 'volume', name, `get ${name}: no such volume`)
    }
    const users = engine
      .containers()
      .filter(({ spec }) => spec.mounts?.some(({ volume }) => volume?.name === name))
    engine.volumes.remove(
      name,
      users.map(({ id }) => id),
    )
    engine.events.note('volume', 'destroy', name, { driver: 'local' })
    context.altered(`docker volume ${name}`)
    return name
  })
}

/** As `docker volume inspect` shows it. */
export const describeVolume = ({ name, labels, createdAt }: Volume): object => ({
  CreatedAt: dockerTime(createdAt),
  Driver: 'local',
  Labels: Object.keys(labels).length > 0 ? labels : null,
  Mountpoint: mountpointOf(name),
  Name: name,
  Options: null,
  Scope: 'local',
})
