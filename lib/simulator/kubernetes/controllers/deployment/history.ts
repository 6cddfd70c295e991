import { type ReplicaSet } from '../../objects'
import { replicasets } from '../../resources/deployments'
import { type ControllerContext } from '../controller'
import { type Rollout } from './rollout'
import { sizeOf } from './sizes'

/** Old ReplicaSets beyond the limit of the history go, the oldest first, once they are empty. */
export function dropOldReplicaSets({ client }: ControllerContext, rollout: Rollout): void {
  const { old, deployment } = rollout
  const living = old.filter(({ metadata }) => !metadata.deletionTimestamp)
  const excess = Math.max(0, living.length - deployment.spec.revisionHistoryLimit)
  for (const set of living.slice(0, excess).filter(isEmpty))
    client.delete(replicasets, set.metadata)
}

const isEmpty = (set: ReplicaSet): boolean =>
  sizeOf(set) === 0 &&
  set.status.replicas === 0 &&
  (set.metadata.generation ?? 0) <= (set.status.observedGeneration ?? 0)
