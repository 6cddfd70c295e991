import { type Deployment, type DeploymentStatus } from '../../objects'
import { timestamp } from '../../../time/timestamp'
import { withCondition } from './conditions'
import { type Rollout } from './rollout'
import { sizeOf, sumOf, tolerance } from './sizes'

/** A Deployment's counters, from its ReplicaSets, and whether enough of it is available. */
export function statusOf({ deployment, all, current }: Rollout, now: number): DeploymentStatus {
  const available = sumOf(all, ({ status }) => status.availableReplicas)
  const enough = available >= deployment.spec.replicas - tolerance(deployment).unavailable
  const counts = {
    replicas: sumOf(all, ({ status }) => status.replicas),
    updatedReplicas: current?.status.replicas ?? 0,
    readyReplicas: sumOf(all, ({ status }) => status.readyReplicas),
    availableReplicas: available,
    unavailableReplicas: Math.max(0, sumOf(all, sizeOf) - available),
  }
  const conditions = withCondition(
    deployment.status.conditions,
    enough
      ? {
          type: 'Available',
          status: 'True',
          reason: 'MinimumReplicasAvailable',
          message: 'Deployment has minimum availability.',
        }
      : {
          type: 'Available',
          status: 'False',
          reason: 'MinimumReplicasUnavailable',
          message: 'Deployment does not have minimum availability.',
        },
    timestamp(now),
  )
  const counted = Object.entries(counts).filter(([, count]) => count > 0)
  return {
    observedGeneration: deployment.metadata.generation ?? 1,
    ...Object.fromEntries(counted),
    conditions,
  }
}

/** Does all that is wanted run, in the new form, and nothing else? */
export function isComplete({ metadata, spec }: Deployment, status: DeploymentStatus): boolean {
  const {
    updatedReplicas = 0,
    replicas = 0,
    availableReplicas = 0,
    observedGeneration = 0,
  } = status
  return (
    [updatedReplicas, replicas, availableReplicas].every((count) => count === spec.replicas) &&
    observedGeneration >= (metadata.generation ?? 1)
  )
}
