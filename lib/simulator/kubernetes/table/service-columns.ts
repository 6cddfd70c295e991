import { type Endpoints, type EndpointSlice, type Service } from '../objects'
import { column, type Column, wide } from './column'
import { ageColumn, joined, nameColumn, none } from './shared-columns'

export const serviceColumns: readonly Column<Service>[] = [
  nameColumn,
  column('Type', ({ spec }) => spec.type ?? ''),
  column('Cluster-IP', ({ spec }) => spec.clusterIP ?? none),
  column('External-IP', ({ spec }) =>
    spec.type === 'LoadBalancer' ? '<pending>' : (spec.externalName ?? none),
  ),
  column('Port(s)', ({ spec }) => portsOf(spec) || none),
  ageColumn,
  wide(column('Selector', ({ spec }) => joined(spec.selector))),
]

const portsOf = ({ ports = [] }: Service['spec']): string =>
  ports
    .map(({ port, nodePort, protocol }) => `${port}${nodePort ? `:${nodePort}` : ''}/${protocol}`)
    .join(',')

const shown = 3

export const endpointsColumns: readonly Column<Endpoints>[] = [
  nameColumn,
  column('Endpoints', ({ subsets }) => {
    if (!subsets?.length) return none
    const all = subsets.flatMap(({ addresses = [], ports = [] }) =>
      ports.length === 0
        ? addresses.map(({ ip }) => ip)
        : ports.flatMap(({ port }) => addresses.map(({ ip }) => `${ip}:${port}`)),
    )
    const more = all.length > shown ? ` + ${all.length - shown} more...` : ''
    return `${all.slice(0, shown).join(',')}${more}`
  }),
  ageColumn,
]

/** The first of them, and how many more there are. */
const listed = (values: readonly (string | number)[]): string => {
  if (values.length === 0) return '<unset>'
  const more = values.length > shown ? ` + ${values.length - shown} more...` : ''
  return `${values.slice(0, shown).join(',')}${more}`
}

export const sliceColumns: readonly Column<EndpointSlice>[] = [
  nameColumn,
  column('AddressType', ({ addressType }) => addressType),
  column('Ports', ({ ports }) => listed((ports ?? []).map(({ port = '*' }) => port))),
  column('Endpoints', ({ endpoints }) =>
    listed((endpoints ?? []).flatMap(({ addresses }) => addresses)),
  ),
  ageColumn,
]
