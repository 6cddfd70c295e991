import { type Container, dockerTime, networkOf } from '../../container/container'
import { type DockerVerb, forEachName, isOn } from '../docker-call'
import { passes } from '../filters'
import { formatRows } from '../formatting'
import { hasLabel, labelText, readLabels } from '../labels'
import type { DockerEngine } from '../../engine'
import { NotFound } from '../not-found'
import type { Network } from '../../networks'

const headers = { ID: 'NETWORK ID', Name: 'NAME', Driver: 'DRIVER', Scope: 'SCOPE', Labels: 'LABELS' } // prettier-ignore

/** `docker network ls`. */
export const list: DockerVerb = ({ engine, parse }) => {
  const flags = parse({
    '-q': 'quiet', '--quiet': 'quiet', '--no-trunc': 'full', '-f': 'filter=', '--filter': 'filter=', '--format': 'format=',
  }) // prettier-ignore
  const rows = engine.networks
    .all()
    .filter(({ name, driver, labels }) =>
      passes(flags.options['filter'], (key, value) => {
        if (key === 'label') return hasLabel(labels, value)
        return key === 'name' ? name.includes(value) : key === 'driver' && driver === value
      }),
    )
    .map(({ id, name, driver, labels }) => ({
      ID: isOn(flags, 'full') ? id : id.slice(0, 12),
      Name: name,
      Driver: driver,
      Scope: 'local',
      Labels: labelText(labels),
    }))
  if (isOn(flags, 'quiet')) return { stdout: rows.map(({ ID }) => `${ID}\n`).join('') }
  const columns = ['ID', 'Name', 'Driver', 'Scope']
  return { stdout: formatRows(rows, flags.options['format']?.at(-1), headers, columns) }
}

/** `docker network create NAME`; bridges only. */
export const create: DockerVerb = ({ engine, parse, context }) => {
  const flags = parse({
    '-d': 'driver=', '--driver': 'driver=', '--label': 'label=', '-o': 'option=', '--opt': 'option=',
    '--subnet': 'subnet=', '--gateway': 'gateway=',
  }) // prettier-ignore
  const [name = ''] = flags.words
  const [subnet, gateway] = [flags.options['subnet']?.at(-1), flags.options['gateway']?.at(-1)]
  const { id } = engine.networks.create({
    name,
    labels: readLabels(flags.options['label']),
    createdAt: engine.now(),
    ...(subnet && { subnet }),
    ...(gateway && { gateway }),
  })
  engine.events.note('network', 'create', id, { name, type: 'bridge' })
  context.altered(`docker network ${name}`)
  return { stdout: `${id}\n` }
}

/** `docker network rm NAME…`. */
export const remove: DockerVerb = ({ engine, parse, context }) =>
  forEachName(parse({}).words, (reference) => {
    const network = engine.networks.find(reference)
    if (!network) throw new NotFound(engine, 'network', reference, `network ${reference} not found`)
    engine.networks.remove(reference, (network) => runningIn(engine, network).length > 0)
    engine.events.note('network', 'destroy', network.id, {
      name: network.name,
      type: network.driver,
    })
    context.altered(`docker network ${reference}`)
    return reference
  })

/** As `docker network inspect` shows it. */
export function describeNetwork(engine: DockerEngine, network: Network): object {
  const { id, name, driver, subnet, gateway, labels, createdAt } = network
  return {
    Name: name,
    Id: id,
    Created: dockerTime(createdAt),
    Scope: 'local',
    Driver: driver,
    EnableIPv6: false,
    IPAM: {
      Driver: 'default',
      Options: {},
      Config: subnet ? [{ Subnet: subnet, ...(gateway && { Gateway: gateway }) }] : [],
    },
    Internal: false,
    Attachable: false,
    Ingress: false,
    ConfigFrom: { Network: '' },
    ConfigOnly: false,
    Containers: Object.fromEntries(
      runningIn(engine, network).map((each) => [each.id, { Name: each.spec.name }]),
    ),
    Options: {},
    Labels: labels,
  }
}

const runningIn = (engine: DockerEngine, { name }: Network): readonly Container[] =>
  engine.containers().filter(({ spec, status }) => status === 'running' && networkOf(spec) === name)
