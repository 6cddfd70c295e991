import { meets } from './api/selectors/label-selector'
import {
  type Node,
  type NodeSelectorTerm,
  type Pod,
  type PodSpec,
  type Taint,
  type Toleration,
} from './objects'

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

/** The node's taints with these effects that the tolerations don't cover. */
export function untolerated(
  { spec }: Node,
  tolerations: readonly Toleration[] = [],
  effects: readonly string[] = ['NoSchedule', 'NoExecute'],
): Taint[] {
  return (spec.taints ?? []).filter(
    (taint) =>
      effects.includes(taint.effect) &&
      !tolerations.some((toleration) => covers(toleration, taint)),
  )
}

/** Is no port of the host that these containers want held by another pod on that node? */
export function hasFreePorts(
  { metadata: { name } }: Node,
  spec: Pick<PodSpec, 'containers'>,
  pods: readonly Pod[],
): boolean {
  const wanted = hostPorts(spec)
  if (wanted.length === 0) return true
  const held = pods
    .filter(({ spec: { nodeName }, status }) => nodeName === name && !isOver(status.phase))
    .flatMap((pod) => hostPorts(pod.spec))
  return !wanted.some((port) => held.includes(port))
}

const hostPorts = ({ containers }: Pick<PodSpec, 'containers'>): string[] =>
  containers.flatMap(({ ports = [] }) =>
    ports.flatMap(({ hostPort, protocol = 'TCP' }) =>
      hostPort ? [`${hostPort}/${protocol}`] : [],
    ),
  )

const isOver = (phase: string | undefined): boolean => phase === 'Failed' || phase === 'Succeeded'

/** Does a toleration put up with a taint? */
export function covers(
  { key, operator = 'Equal', value = '', effect }: Toleration,
  taint: Taint,
): boolean {
  if (effect && effect !== taint.effect) return false
  if (key !== undefined && key !== '' && key !== taint.key) return false
  return operator === 'Exists' || value === (taint.value ?? '')
}

function termMatches(
  { matchExpressions = [], matchFields = [] }: NodeSelectorTerm,
  node: Node,
): boolean {
  if (matchExpressions.length + matchFields.length === 0) return false
  return (
    matchExpressions.every((requirement) => meets(node.metadata.labels ?? {}, requirement)) &&
    matchFields.every((requirement) => meets({ 'metadata.name': node.metadata.name }, requirement))
  )
}

export const taintKeys = {
  notReady: 'node.kubernetes.io/not-ready',
  unreachable: 'node.kubernetes.io/unreachable',
  unschedulable: 'node.kubernetes.io/unschedulable',
} as const
