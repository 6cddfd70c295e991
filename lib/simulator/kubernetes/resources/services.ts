import { createHash } from 'node:crypto'
import { addressErrors, serviceErrors } from '../api/validation/service-validation'
import { type Endpoints, type Service } from '../objects'
import { endpointsColumns, serviceColumns } from '../table/service-columns'
import { type Resource } from './resource'
import { has } from '../release/changes'

export const services: Resource<Service> = {
  group: '',
  version: 'v1',
  plural: 'services',
  kind: 'Service',
  namespaced: true,
  hasStatus: true,
  nameForm: 'service',
  columns: serviceColumns,
  setDefaults(draft) {
    draft.spec ??= {}
    const { spec } = draft
    spec.type ??= 'ClusterIP'
    spec.sessionAffinity ??= 'None'
    for (const port of spec.ports ?? []) {
      port.protocol ??= 'TCP'
      port.targetPort ??= port.port
    }
    if (isOutside(spec)) spec.externalTrafficPolicy ??= 'Cluster'
  },
  /** The next free address is any: of so many thousands two do not meet. */
  prepareForCreate(draft, { minor }) {
    const { spec, metadata } = draft
    const chance = createHash('sha256')
      .update(metadata.uid ?? '')
      .digest()
    draft.status = { loadBalancer: {} }
    if (spec.type === 'ExternalName') return
    spec.clusterIP ||= `10.${96 + (chance[0]! % 16)}.${chance[1]}.${1 + (chance[2]! % 254)}`
    spec.clusterIPs = [spec.clusterIP]
    if (isOutside(spec))
      for (const [at, port] of (spec.ports ?? []).entries())
        port.nodePort ??= 30_000 + ((chance.readUInt16BE(4) + at) % 2_768)
    if (has('IPv6DualStack', minor))
      Object.assign(spec, { ipFamilies: ['IPv4'], ipFamilyPolicy: 'SingleStack' })
    if (has('ServiceInternalTrafficPolicy', minor)) spec.internalTrafficPolicy ??= 'Cluster'
  },
  /** Who sends a Service without its address means the one that it has. */
  prepareForUpdate({ spec }, before) {
    const { clusterIP, clusterIPs, ports = [] } = before.spec
    if (clusterIP && !spec.clusterIP) Object.assign(spec, { clusterIP, clusterIPs })
    else if (spec.clusterIP !== undefined) spec.clusterIPs = [spec.clusterIP]
    if (isOutside(spec))
      for (const port of spec.ports ?? [])
        port.nodePort ??= ports.find((one) => one.port === port.port)?.nodePort ?? 0
  },
  validate: (service) => serviceErrors(service),
  validateUpdate: (after, before) => addressErrors(after, before),
}

const isOutside = ({ type }: Service['spec']): boolean =>
  type === 'NodePort' || type === 'LoadBalancer'

export const endpoints: Resource<Endpoints> = {
  group: '',
  version: 'v1',
  plural: 'endpoints',
  kind: 'Endpoints',
  namespaced: true,
  columns: endpointsColumns,
  setDefaults({ subsets = [] }) {
    for (const { ports = [] } of subsets) for (const port of ports) port.protocol ??= 'TCP'
  },
}
