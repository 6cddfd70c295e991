import {
  type Endpoint,
  type EndpointPort,
  type Endpoints,
  type EndpointSlice,
  type Pod,
  type Service,
} from '../../objects'
import { isReady } from '../availability'
import { byAddress, headless, isBehind, portOn } from './listening'

/** What a slice says, and the labels that it has besides those of its owner. */
export type SliceContent = Pick<EndpointSlice, 'addressType' | 'endpoints' | 'ports'> & {
  readonly labels: Record<string, string>
}

/** The slices of a Service that chooses pods: one for those that listen on the same ports; never none at all. */
export function slicesOf(
  { spec }: Service,
  all: readonly Pod[],
  minor: number,
): readonly SliceContent[] {
  const labels = spec.clusterIP === 'None' ? headless : {}
  const groups = new Map<string, { ports: EndpointPort[]; endpoints: Endpoint[] }>()
  for (const pod of all.filter((one) => isBehind(one, spec.selector ?? {})).sort(byAddress)) {
    if (pod.metadata.deletionTimestamp && minor < showsTerminating) continue
    const ports = (spec.ports ?? []).flatMap((port) => portOn(pod, port))
    if (ports.length === 0 && spec.ports?.length) continue
    const key = JSON.stringify(ports)
    const group = groups.get(key) ?? { ports, endpoints: [] }
    group.endpoints.push(endpointOf(pod, spec.publishNotReadyAddresses ?? false, minor))
    groups.set(key, group)
  }
  const filled = [...groups.values()].map(({ ports, endpoints }) => ({
    labels,
    addressType: 'IPv4',
    endpoints,
    ports: named(ports),
  }))
  const empty = (addressType: string): SliceContent => ({
    labels,
    addressType,
    endpoints: null,
    ports: null,
  })
  return [
    ...(filled.length > 0 ? filled : [empty('IPv4')]),
    ...(spec.clusterIP === 'None' && minor < knowsFamilies ? [empty('IPv6')] : []),
  ]
}

/** Since 1.22 pods that are on their way out stay, and it is told of them. */
const showsTerminating = 22
/** Before 1.21 a Service without an address might have been of either family. */
const knowsFamilies = 21

function endpointOf(pod: Pod, always: boolean, minor: number): Endpoint {
  const { metadata, spec, status } = pod
  const terminating = metadata.deletionTimestamp !== undefined
  const serving = isReady(pod) || always
  return {
    addresses: [status.podIP!],
    conditions: {
      ready: serving && !terminating,
      ...(minor >= showsTerminating && { serving, terminating }),
    },
    targetRef: {
      kind: 'Pod',
      ...(metadata.namespace && { namespace: metadata.namespace }),
      name: metadata.name,
      ...(metadata.uid && { uid: metadata.uid }),
      ...(minor < showsTerminating &&
        metadata.resourceVersion && { resourceVersion: metadata.resourceVersion }),
    },
    ...(spec.nodeName && {
      topology: { 'kubernetes.io/hostname': spec.nodeName },
      ...(minor >= knowsFamilies && { nodeName: spec.nodeName }),
    }),
  }
}

/** The slices that say what Endpoints say which somebody has written. */
export const mirrored = ({ subsets = [] }: Endpoints): readonly SliceContent[] =>
  subsets.map(({ addresses = [], notReadyAddresses = [], ports = [] }) => ({
    labels: {},
    addressType: 'IPv4',
    endpoints: [
      ...addresses.map(({ ip }) => ({ addresses: [ip], conditions: { ready: true } })),
      ...notReadyAddresses.map(({ ip }) => ({ addresses: [ip], conditions: { ready: false } })),
    ],
    ports: named(ports),
  }))

/** A port without a name has an empty one. */
const named = (ports: readonly EndpointPort[]): EndpointPort[] | null =>
  ports.length === 0
    ? null
    : ports.map(({ name = '', protocol = 'TCP', port }) => ({ name, protocol, port }))
