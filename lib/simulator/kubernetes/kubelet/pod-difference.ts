import { isSame } from '../json/json'
import { type Pod } from '../objects'
import { isOfOthers } from './pod-conditions'

/** Whether a kubelet has something to do about what a pod has become: what it has written of it itself is nothing new. */
export const isOtherwise = (one: Pod, other: Pod): boolean => !isSame(heeded(one), heeded(other))

const heeded = ({ metadata, spec, status }: Pod): unknown => [
  metadata.deletionGracePeriodSeconds,
  metadata.labels,
  metadata.annotations,
  spec,
  spec.readinessGates && status.conditions?.filter(isOfOthers),
]
