import { labelsMatch } from '../api/selectors/label-selector'
import { type Node, type Pod, type PodAffinityTerm } from '../objects'
import { has } from '../release/changes'

/** Pods and the nodes that they are on: what affinities between pods are about. */
export interface Surroundings {
  readonly nodes: readonly Node[]
  /** Those that have a node and are not over. */
  readonly placed: readonly Pod[]
}

/** Why a node is none for a pod with regard to other pods, in the scheduler's words; nothing when it is one. */
export function affinityRefusals(
  node: Node,
  pod: Pod,
  around: Surroundings,
  minor: number,
): string[] {
  const refused = (which: string): string[] => [
    ...(has('otherPodsAreToldOnce', minor)
      ? []
      : ["node(s) didn't match pod affinity/anti-affinity"]),
    which,
  ]
  const { podAffinity, podAntiAffinity } = pod.spec.affinity ?? {}
  const wanted = podAffinity?.requiredDuringSchedulingIgnoredDuringExecution ?? []
  const shunned = podAntiAffinity?.requiredDuringSchedulingIgnoredDuringExecution ?? []
  if (
    !wanted.every((term) => isNear(node, pod, term, around)) &&
    !isFirst(node, pod, wanted, around)
  )
    return refused("node(s) didn't match pod affinity rules")
  if (shunned.some((term) => isNear(node, pod, term, around)))
    return refused("node(s) didn't match pod anti-affinity rules")
  if (isShunned(node, pod, around))
    return refused("node(s) didn't satisfy existing pods anti-affinity rules")
  return []
}

/** Is a pod that the term means on a node that shares this one's domain? */
function isNear(
  node: Node,
  pod: Pod,
  term: PodAffinityTerm,
  { nodes, placed }: Surroundings,
): boolean {
  const domain = node.metadata.labels?.[term.topologyKey]
  if (domain === undefined) return false
  const sharing = new Set(
    nodes
      .filter(({ metadata }) => metadata.labels?.[term.topologyKey] === domain)
      .map(({ metadata }) => metadata.name),
  )
  return placed.some((other) => sharing.has(other.spec.nodeName ?? '') && isMeant(term, pod, other))
}

/** Whose company a pod seeks that is like itself, it may be the first of its kind. */
const isFirst = (
  node: Node,
  pod: Pod,
  terms: readonly PodAffinityTerm[],
  { placed }: Surroundings,
): boolean =>
  terms.every(
    (term) =>
      node.metadata.labels?.[term.topologyKey] !== undefined &&
      isMeant(term, pod, pod) &&
      !placed.some((other) => isMeant(term, pod, other)),
  )

/** Those that are there may not want it near. */
const isShunned = (node: Node, pod: Pod, { nodes, placed }: Surroundings): boolean =>
  placed.some((other) => {
    const terms =
      other.spec.affinity?.podAntiAffinity?.requiredDuringSchedulingIgnoredDuringExecution
    const home = nodes.find(({ metadata }) => metadata.name === other.spec.nodeName)
    return terms?.some((term) => {
      const domain = node.metadata.labels?.[term.topologyKey]
      return (
        domain !== undefined &&
        home?.metadata.labels?.[term.topologyKey] === domain &&
        isMeant(term, other, pod)
      )
    })
  })

/** Does the term of an owner mean this pod? */
const isMeant = (
  { labelSelector, namespaces = [] }: PodAffinityTerm,
  owner: Pod,
  { metadata }: Pod,
): boolean =>
  (namespaces.length > 0 ? namespaces : [owner.metadata.namespace]).includes(
    metadata.namespace ?? '',
  ) &&
  labelSelector !== undefined &&
  labelsMatch(labelSelector, metadata.labels ?? {})
