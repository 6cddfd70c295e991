import { type DaemonSet, type Node, type PodSpec, type Toleration } from '../../objects'
import { fitsNode } from '../../scheduling/node-affinity'
import { untolerated } from '../../scheduling/taints'

/** Should a DaemonSet's pod be started on this node, and may one that is there stay? */
export function daemonPlacement(
  { spec }: DaemonSet,
  node: Node,
): { starts: boolean; stays: boolean } {
  const pod = spec.template.spec
  const isMeant = !pod.nodeName || pod.nodeName === node.metadata.name
  if (!isMeant || !fitsNode(pod, node)) return { starts: false, stays: false }

  const tolerations = daemonTolerations(pod)
  if (untolerated(node, tolerations).length === 0) return { starts: true, stays: true }
  return { starts: false, stays: untolerated(node, tolerations, ['NoExecute']).length === 0 }
}

/** The template's tolerations and those that every daemon pod gets. */
export function daemonTolerations({ tolerations = [], hostNetwork }: PodSpec): Toleration[] {
  const added = [
    ...['not-ready', 'unreachable'].map((name) => exists(name, 'NoExecute')),
    ...['disk-pressure', 'memory-pressure', 'pid-pressure', 'unschedulable'].map((name) =>
      exists(name, 'NoSchedule'),
    ),
    ...(hostNetwork ? [exists('network-unavailable', 'NoSchedule')] : []),
  ]
  const same = (a: Toleration, b: Toleration): boolean => a.key === b.key && a.effect === b.effect
  return [...tolerations, ...added.filter((one) => !tolerations.some((given) => same(given, one)))]
}

const exists = (name: string, effect: string): Toleration => ({
  key: `node.kubernetes.io/${name}`,
  operator: 'Exists',
  effect,
})
