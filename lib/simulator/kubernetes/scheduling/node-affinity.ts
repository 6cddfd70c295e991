import { meets } from '../api/selectors/label-selector'
import { type Node, type NodeSelectorTerm, type PodSpec } from '../objects'

/** Do nodeSelector and required node affinity allow this node? */
export function fitsNode(
  { nodeSelector = {}, affinity }: Pick<PodSpec, 'nodeSelector' | 'affinity'>,
  node: Node,
): boolean {
  const labels = node.metadata.labels ?? {}
  const required = affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution
  return (
    Object.entries(nodeSelector).every(([key, value]) => labels[key] === value) &&
    (required?.nodeSelectorTerms.some((term) => termMatches(term, node)) ?? true)
  )
}

/** Does one term of a node affinity mean this node? An empty one means none. */
export function termMatches(
  { matchExpressions = [], matchFields = [] }: NodeSelectorTerm,
  node: Node,
): boolean {
  if (matchExpressions.length + matchFields.length === 0) return false
  return (
    matchExpressions.every((requirement) => meets(node.metadata.labels ?? {}, requirement)) &&
    matchFields.every((requirement) => meets({ 'metadata.name': node.metadata.name }, requirement))
  )
}
