import { labelsMatch } from '../../api/selectors/label-selector'
import { type StoreEvent } from '../../api/store'
import { type DaemonSet, type KubeObject, type Node } from '../../objects'
import { daemonsets } from '../../resources/daemonsets'
import { nodes } from '../../resources/nodes'
import { controlledBy } from '../ownership'
import { daemonPlacement } from './daemon-placement'

/**
 * Whether the controller looks at a DaemonSet again after a change. A node that was deleted is no reason: the controller of
 * 1.20 hears of new and changed nodes only, so that the counters keep counting it until one of its pods is collected.
 */
export function concernsDaemonSet(set: DaemonSet, change: StoreEvent): boolean {
  const { resource, object, before } = change
  if (resource === daemonsets.plural) return object.metadata.uid === set.metadata.uid
  if (resource === nodes.plural) return concernsPlacement(set, change)
  return [object, before].some((each) => each && isOf(set, each))
}

function concernsPlacement(set: DaemonSet, { type, object, before }: StoreEvent): boolean {
  if (type === 'DELETED') return false
  const now = daemonPlacement(set, object as Node)
  if (!before) return now.starts
  const then = daemonPlacement(set, before as Node)
  return now.starts !== then.starts || now.stays !== then.stays
}

/** Its own, or nobody's that it could make its own. */
function isOf(set: DaemonSet, object: KubeObject): boolean {
  const { namespace, ownerReferences, labels = {} } = object.metadata
  if (namespace !== set.metadata.namespace) return false
  if (ownerReferences?.some(({ controller }) => controller)) return controlledBy(object, set)
  return labelsMatch(set.spec.selector, labels)
}
