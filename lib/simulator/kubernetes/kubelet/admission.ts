import { type Node, type Pod } from '../objects'
import { hasFreePorts } from '../scheduling/host-ports'
import { fitsNode } from '../scheduling/node-affinity'
import { type Shortage, shortages } from '../scheduling/resource-fit'

export interface AdmissionRefusal {
  readonly reason: string
  readonly message: string
}

/**
 * Why a kubelet does not take a pod that is bound to its node, beside those that it has; undefined for one that it takes. Of several
 * reasons the first is told (kubernetes/pkg/kubelet/lifecycle/predicate.go, 1.20).
 */
export function admissionRefusal(
  node: Node,
  pod: Pod,
  others: readonly Pod[],
): AdmissionRefusal | undefined {
  // What others would have to offer, and its node does not have at all, a kubelet does not miss.
  const offered = node.status.allocatable ?? {}
  const [shortage] = shortages(node, pod, others).filter(
    ({ name }) => !name.includes('/') || name in offered,
  )
  if (shortage) return { reason: `OutOf${shortage.name}`, message: lacking(shortage) }
  if (!fitsNode(pod.spec, node)) return failed('NodeAffinity')
  return hasFreePorts(node, pod.spec, others) ? undefined : failed('NodePorts')
}

const failed = (predicate: string): AdmissionRefusal => ({
  reason: predicate,
  message: `Predicate ${predicate} failed`,
})

const lacking = ({ name, requested, used, capacity }: Shortage): string =>
  `Node didn't have enough resource: ${name}, requested: ${requested}, used: ${used}, capacity: ${capacity}`
