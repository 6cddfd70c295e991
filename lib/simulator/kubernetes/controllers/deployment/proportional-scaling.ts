import { type ReplicaSet } from '../../objects'
import { sizedFor } from './annotations'
import { type Rollout } from './rollout'
import { mostReplicas, sizeOf, sumOf } from './sizes'

/** Has somebody changed how many replicas there are to be since they were shared out? */
export const isScaling = ({ deployment, all }: Rollout): boolean =>
  active(all).some((set) => {
    const { desired } = sizedFor(set) ?? {}
    return desired !== undefined && desired !== deployment.spec.replicas
  })

/** Shares a new number of replicas out: in the middle of a rollout, by the size that each ReplicaSet has. */
export function scale(rollout: Rollout): void {
  const { all, current, deployment } = rollout
  const { replicas } = deployment.spec
  const running = active(all)
  const only = running.length > 1 ? undefined : (running[0] ?? current ?? all.at(-1))
  if (only) return void (sizeOf(only) !== replicas && rollout.scale(only, replicas))
  if (current && isSaturated(rollout, current)) {
    for (const set of active(rollout.old)) rollout.scale(set, 0)
  } else if (deployment.spec.strategy.type === 'RollingUpdate') {
    shareOut(rollout, running)
  }
}

function shareOut(rollout: Rollout, running: readonly ReplicaSet[]): void {
  const { deployment } = rollout
  const allowed = deployment.spec.replicas > 0 ? mostReplicas(deployment) : 0
  const toAdd = allowed - sumOf(running, sizeOf)
  const largest = [...running].sort((a, b) => sizeOf(b) - sizeOf(a))
  let added = 0
  const sizes = largest.map((set) => {
    const fair = Math.round((sizeOf(set) * allowed) / (sizedFor(set)?.most ?? allowed))
    const left = toAdd - added
    const change =
      toAdd === 0
        ? 0
        : toAdd > 0
          ? Math.min(fair - sizeOf(set), left)
          : Math.max(fair - sizeOf(set), left)
    added += change
    return sizeOf(set) + change
  })
  for (const [at, set] of largest.entries()) {
    const rest = at === 0 ? toAdd - added : 0
    rollout.scale(set, Math.max(0, sizes[at]! + rest))
  }
}

const active = (sets: readonly ReplicaSet[]): ReplicaSet[] => sets.filter((set) => sizeOf(set) > 0)

const isSaturated = ({ deployment }: Rollout, set: ReplicaSet): boolean =>
  sizeOf(set) === deployment.spec.replicas &&
  sizedFor(set)?.desired === sizeOf(set) &&
  set.status.availableReplicas === sizeOf(set)
