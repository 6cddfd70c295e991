import { type FieldRef, type Pod, type PodContainer, type ResourceFieldRef } from '../objects'
import { amountOf, billionths } from '../schema/quantity'
import { type NodeDescription } from './node-description'
import { resourcesOf } from './node-object'

/** What the downward API knows of a pod besides its object. */
export interface Whereabouts {
  /** The node's, and its pods'. */
  readonly address: string
  /** What the node has to give, where a container has no limit. */
  readonly allocatable: Readonly<Record<string, string>>
}

export const whereaboutsOn = (node: NodeDescription): Whereabouts => ({
  address: node.address,
  allocatable: resourcesOf(node),
})

/** A field of a pod as the downward API words it; undefined for a path that it does not know. */
export function fieldOf(
  { metadata, spec }: Pod,
  { fieldPath }: FieldRef,
  { address }: Whereabouts,
): string | undefined {
  const [, map, key] = /^metadata\.(labels|annotations)\['(.+)'\]$/.exec(fieldPath) ?? []
  if (map !== undefined) return metadata[map as 'labels' | 'annotations']?.[key!] ?? ''
  const fields: Readonly<Record<string, () => string | undefined>> = {
    'metadata.name': () => metadata.name,
    'metadata.namespace': () => metadata.namespace,
    'metadata.uid': () => metadata.uid,
    'metadata.labels': () => linesOf(metadata.labels),
    'metadata.annotations': () => linesOf(metadata.annotations),
    'spec.nodeName': () => spec.nodeName,
    'spec.serviceAccountName': () => spec.serviceAccountName,
    'status.hostIP': () => address,
    'status.podIP': () => address,
    'status.podIPs': () => address,
  }
  const field = fields[fieldPath]
  return field && (field() ?? '')
}

/** `key="value"`, a line each, sorted. */
const linesOf = (map: Readonly<Record<string, string>> = {}): string =>
  Object.entries(map)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => `${key}=${JSON.stringify(value)}`)
    .join('\n')

/** A container's limit or request in units of the divisor, rounded up; a limit that it has not is the node's. */
export function resourceFieldOf(
  { resources }: PodContainer,
  { resource, divisor = '1' }: ResourceFieldRef,
  { allocatable }: Whereabouts,
): string {
  const [kind = '', name = ''] = resource.split(/\.(.*)/)
  const given = resources?.[kind as 'limits' | 'requests']?.[name]
  const amount = given ?? (kind === 'limits' ? allocatable[name] : undefined) ?? '0'
  const unit = billionths(divisor === '0' ? '1' : divisor) ?? 1n
  return String((amountOf(amount) + unit - 1n) / unit)
}
