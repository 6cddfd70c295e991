import { type KubeObject, type Node, type Pod } from '../objects'
import { isSame } from '../json/json'
import { forbidden, type ResourceName } from './status-error'

/** The name of the node that a user is the kubelet of. */
export const nodeOf = (user: string | undefined): string | undefined =>
  /^system:node:(.+)$/.exec(user ?? '')?.[1]

const ownLabels = [
  'kubernetes.io/hostname',
  'kubernetes.io/arch',
  'kubernetes.io/os',
  'beta.kubernetes.io/arch',
  'beta.kubernetes.io/os',
  'beta.kubernetes.io/instance-type',
  'node.kubernetes.io/instance-type',
  'failure-domain.beta.kubernetes.io/region',
  'failure-domain.beta.kubernetes.io/zone',
  'failure-domain.kubernetes.io/region',
  'failure-domain.kubernetes.io/zone',
  'topology.kubernetes.io/region',
  'topology.kubernetes.io/zone',
]
const ownPrefixes = ['kubelet.kubernetes.io', 'node.kubernetes.io']

/** Labels in Kubernetes' own namespaces are the administrator's, but for those that a kubelet knows itself. */
function isForbidden(label: string): boolean {
  const [prefix = '', ...rest] = label.split('/')
  const within = (domain: string): boolean => prefix === domain || prefix.endsWith(`.${domain}`)
  if (rest.length === 0 || ownLabels.includes(label) || ownPrefixes.some(within)) return false
  return within('kubernetes.io') || within('k8s.io')
}

/** Admission by NodeRestriction: a kubelet writes its own node, without labels and taints that others give it. Throws 403. */
export function restrictNode(
  user: string | undefined,
  resource: ResourceName,
  after: KubeObject,
  before: KubeObject | undefined,
): void {
  const node = nodeOf(user)
  if (node === undefined) return
  const { name } = after.metadata
  const refuse = (why: string): Error => forbidden(resource, name, why)
  if (resource.plural === 'leases' && name !== node)
    throw refuse('can only access node lease with the same name as the requesting node')
  if (resource.plural === 'pods' && !before) restrictMirrorPod(node, after as Pod, refuse)
  if (resource.plural !== 'nodes') return
  if (name !== node) throw refuse(`node "${node}" is not allowed to modify node "${name}"`)
  const changed = changedLabels(after, before)
  if (changed.length > 0) {
    const what = changed.join(', ')
    throw before
      ? refuse(`is not allowed to modify labels: ${what}`)
      : refuse(`node "${node}" is not allowed to set the following labels: ${what}`)
  }
  const taintsOf = (object: KubeObject): unknown => (object as Node).spec?.taints ?? []
  if (before && !isSame(taintsOf(after), taintsOf(before)))
    throw refuse(`node "${node}" is not allowed to modify taints`)
}

/** Of pods a kubelet makes but the mirrors of its own static ones. */
function restrictMirrorPod(
  node: string,
  { metadata, spec }: Pod,
  refuse: (why: string) => Error,
): void {
  const mirror = 'kubernetes.io/config.mirror'
  if (metadata.annotations?.[mirror] === undefined)
    throw refuse(
      `pod does not have "${mirror}" annotation, node "${node}" can only create mirror pods`,
    )
  if (spec.nodeName !== node)
    throw refuse(`node "${node}" can only create pods with spec.nodeName set to itself`)
  if (spec.serviceAccountName) throw refuse('a mirror pod may not reference service accounts')
  if (metadata.ownerReferences?.[0]?.name !== node)
    throw refuse(`node "${node}" can only create pods with an owner reference set to itself`)
}

function changedLabels({ metadata }: KubeObject, before: KubeObject | undefined): string[] {
  const [now, was] = [metadata.labels ?? {}, before?.metadata.labels ?? {}]
  return [...new Set([...Object.keys(now), ...Object.keys(was)])]
    .filter((label) => now[label] !== was[label] && isForbidden(label))
    .sort()
}
