import { type Deployment, type ReplicaSet } from '../../objects'
import { type Rollout } from './rollout'

/** By this label a ReplicaSet tells its pods from those of other templates. */
export const hashLabel = 'pod-template-hash'

export const sizeOf = ({ spec }: ReplicaSet): number => spec.replicas

export const sumOf = (
  sets: readonly ReplicaSet[],
  count: (set: ReplicaSet) => number | undefined,
): number => sets.reduce((sum, set) => sum + (count(set) ?? 0), 0)

/** How many more pods than wanted there may be during a rollout, and how many fewer that are available. */
export function tolerance({ spec }: Deployment): { surge: number; unavailable: number } {
  const { rollingUpdate } = spec.strategy
  if (!rollingUpdate || spec.replicas === 0) return { surge: 0, unavailable: 0 }
  const share = (value: number | string, round: (part: number) => number): number =>
    typeof value === 'number' ? value : round((spec.replicas * parseInt(value, 10)) / 100)
  const surge = share(rollingUpdate.maxSurge, Math.ceil)
  const unavailable = share(rollingUpdate.maxUnavailable, Math.floor)
  return {
    surge,
    unavailable: Math.min(spec.replicas, surge + unavailable === 0 ? 1 : unavailable),
  }
}

export const mostReplicas = (deployment: Deployment): number =>
  deployment.spec.replicas + tolerance(deployment).surge

/** How large the new ReplicaSet may be beside the others. */
export function surplus({ deployment, all }: Rollout, current: ReplicaSet | undefined): number {
  const { replicas, strategy } = deployment.spec
  if (strategy.type === 'Recreate') return replicas
  const own = current ? sizeOf(current) : 0
  const room = mostReplicas(deployment) - sumOf(all, sizeOf)
  return room <= 0 ? own : own + Math.min(room, replicas - own)
}
