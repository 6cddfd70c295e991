import { type DaemonSet, type DaemonSetStatus, type Node, type Pod } from '../../objects'
import { isReady } from '../availability'
import { daemonPlacement } from './daemon-placement'

/** A DaemonSet's counters, from its nodes and pods. Counters that Kubernetes leaves out at 0 are left out. */
export function daemonSetStatus(
  set: DaemonSet,
  nodes: readonly Node[],
  podsOn: (node: Node) => readonly Pod[],
  revisionHash: string,
  isAvailable: (pod: Pod) => boolean,
): DaemonSetStatus {
  const wanted = nodes.filter((node) => daemonPlacement(set, node).starts)
  const first = wanted.map((node) => podsOn(node)[0]).filter((pod) => pod !== undefined)
  const ready = first.filter(isReady)
  const updated = first.filter(
    ({ metadata }) => metadata.labels?.['controller-revision-hash'] === revisionHash,
  )
  const misplaced = nodes.filter((node) => !wanted.includes(node) && podsOn(node).length > 0)
  const available = first.filter(isAvailable)
  const unavailable = wanted.length - available.length
  return {
    currentNumberScheduled: first.length,
    numberMisscheduled: misplaced.length,
    desiredNumberScheduled: wanted.length,
    numberReady: ready.length,
    observedGeneration: set.metadata.generation ?? 1,
    ...(updated.length > 0 && { updatedNumberScheduled: updated.length }),
    ...(available.length > 0 && { numberAvailable: available.length }),
    ...(unavailable > 0 && { numberUnavailable: unavailable }),
  }
}
