import { type Node, type Pod } from '../objects'
import { termMatches } from './node-affinity'
import { amountsIn, requestsOf } from './requests'
import { usedBy } from './resource-fit'
import { untolerated } from './taints'

/** Of the nodes that a pod fits the one that suits it best: by its own preferences, their taints, and what they have left. */
export function bestOf(nodes: readonly Node[], pod: Pod, placed: readonly Pod[]): Node | undefined {
  const preferred = scaled(nodes.map((node) => weightOf(node, pod)))
  const disliked = scaled(
    nodes.map((node) => untolerated(node, pod.spec.tolerations, ['PreferNoSchedule']).length),
  )
  const scores = nodes.map((node, at) => {
    const there = placed.filter(({ spec }) => spec.nodeName === node.metadata.name)
    return preferred[at]! - disliked[at]! + leftOn(node, pod, there)
  })
  return nodes[scores.indexOf(Math.max(...scores))]
}

/** To a hundred for the highest. */
function scaled(values: readonly number[]): number[] {
  const highest = Math.max(...values)
  return values.map((value) => (highest > 0 ? (100 * value) / highest : 0))
}

function weightOf(node: Node, { spec }: Pod): number {
  const preferences = spec.affinity?.nodeAffinity?.preferredDuringSchedulingIgnoredDuringExecution
  return (preferences ?? [])
    .filter(({ preference }) => termMatches(preference, node))
    .reduce((sum, { weight }) => sum + weight, 0)
}

/** What would be left of processors and memory, in hundredths. */
function leftOn(node: Node, pod: Pod, there: readonly Pod[]): number {
  const offered = amountsIn(node.status.allocatable)
  const [used, wanted] = [usedBy(there), requestsOf(pod.spec)]
  const shares = ['cpu', 'memory'].map((name) => {
    const all = Number(offered.get(name) ?? 0n)
    const taken = Number((used.get(name) ?? 0n) + (wanted.get(name) ?? 0n))
    return all > 0 ? (100 * Math.max(all - taken, 0)) / all : 0
  })
  return (shares[0]! + shares[1]!) / 2
}
