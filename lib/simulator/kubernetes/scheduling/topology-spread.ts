import { labelsMatch } from '../api/selectors/label-selector'
import { type Node, type Pod, type TopologySpreadConstraint } from '../objects'
import { fitsNode } from './node-affinity'
import { type Surroundings } from './pod-affinity'

/** Why a node is none for a pod that is to be spread, in the scheduler's words; nothing when it is one. */
export function spreadRefusals(node: Node, pod: Pod, around: Surroundings): string[] {
  const hard = (pod.spec.topologySpreadConstraints ?? []).filter(
    ({ whenUnsatisfiable }) => whenUnsatisfiable === 'DoNotSchedule',
  )
  const refused = "node(s) didn't match pod topology spread constraints"
  if (hard.some(({ topologyKey }) => node.metadata.labels?.[topologyKey] === undefined))
    return [`${refused} (missing required label)`]
  return hard.every((constraint) => isEven(node, pod, constraint, around)) ? [] : [refused]
}

/** With this pod, is its domain no fuller than the emptiest by more than the skew? */
function isEven(
  node: Node,
  pod: Pod,
  { topologyKey, maxSkew, labelSelector }: TopologySpreadConstraint,
  { nodes, placed }: Surroundings,
): boolean {
  const counts = new Map<string, number>()
  for (const one of nodes) {
    const domain = one.metadata.labels?.[topologyKey]
    if (domain === undefined || !fitsNode(pod.spec, one)) continue
    const alike = placed.filter(
      ({ metadata, spec }) =>
        spec.nodeName === one.metadata.name &&
        metadata.namespace === pod.metadata.namespace &&
        labelsMatch(labelSelector ?? {}, metadata.labels ?? {}),
    )
    counts.set(domain, (counts.get(domain) ?? 0) + alike.length)
  }
  const own = counts.get(node.metadata.labels![topologyKey]!) ?? 0
  const self = labelsMatch(labelSelector ?? {}, pod.metadata.labels ?? {}) ? 1 : 0
  return own + self - Math.min(...counts.values()) <= maxSkew
}
