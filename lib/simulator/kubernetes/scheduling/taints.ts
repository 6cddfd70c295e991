import { type Node, type Taint, type Toleration } from '../objects'

/** Those that the control plane itself puts on nodes. */
export const taintKeys = {
  notReady: 'node.kubernetes.io/not-ready',
  unreachable: 'node.kubernetes.io/unreachable',
  unschedulable: 'node.kubernetes.io/unschedulable',
  memoryPressure: 'node.kubernetes.io/memory-pressure',
  diskPressure: 'node.kubernetes.io/disk-pressure',
  pidPressure: 'node.kubernetes.io/pid-pressure',
  networkUnavailable: 'node.kubernetes.io/network-unavailable',
} as const

/** The node's taints with these effects that the tolerations don't cover. */
export function untolerated(
  { spec }: Pick<Node, 'spec'>,
  tolerations: readonly Toleration[] = [],
  effects: readonly string[] = ['NoSchedule', 'NoExecute'],
): Taint[] {
  return (spec.taints ?? []).filter(
    (taint) =>
      effects.includes(taint.effect) &&
      !tolerations.some((toleration) => covers(toleration, taint)),
  )
}

/** Does a toleration put up with a taint? */
export function covers(
  { key, operator = 'Equal', value = '', effect }: Toleration,
  taint: Taint,
): boolean {
  if (effect && effect !== taint.effect) return false
  if (key !== undefined && key !== '' && key !== taint.key) return false
  return operator === 'Exists' || value === (taint.value ?? '')
}
