import { type Pod } from '../objects'
import { isReady } from './availability'

/** Of two pods the one that would be missed less: without a node, not running, not ready, younger. */
export function soonerToGo(a: Pod, b: Pod): number {
  const worth = ({ spec, status }: Pod): number =>
    (spec.nodeName ? 4 : 0) + (status.phase === 'Running' ? 2 : 0)
  const since = ({ metadata }: Pod): number => Date.parse(metadata.creationTimestamp ?? '')
  return worth(a) - worth(b) || Number(isReady(a)) - Number(isReady(b)) || since(b) - since(a)
}
