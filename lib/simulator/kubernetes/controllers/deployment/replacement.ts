import { type ReplicaSet } from '../../objects'
import { type Rollout } from './rollout'
import { sizeOf, sumOf, surplus, tolerance } from './sizes'

/** Old pods go as new ones become available; answers whether anything was scaled. */
export function replaceGradually(rollout: Rollout): boolean {
  rollout.syncRevisions(true)
  return growCurrent(rollout) || shrinkOld(rollout)
}

/** All old pods go before there are new ones; answers whether that is still under way. */
export function replaceAll(rollout: Rollout, oldPodsRun: boolean): boolean {
  rollout.syncRevisions(false)
  const busy = rollout.old.filter((set) => sizeOf(set) > 0)
  for (const set of busy) rollout.scale(set, 0)
  if (busy.length > 0 || oldPodsRun) return true
  rollout.syncRevisions(true)
  return growCurrent(rollout)
}

function growCurrent(rollout: Rollout): boolean {
  const { current, deployment } = rollout
  const { replicas } = deployment.spec
  if (!current || sizeOf(current) === replicas) return false
  return rollout.scale(current, sizeOf(current) > replicas ? replicas : surplus(rollout, current))
}

function shrinkOld(rollout: Rollout): boolean {
  const { old, all, current, deployment } = rollout
  if (sumOf(old, sizeOf) === 0) return false
  const least = deployment.spec.replicas - tolerance(deployment).unavailable
  const pending = current ? sizeOf(current) - available(current) : 0
  let mayGo = sumOf(all, sizeOf) - least - pending
  if (mayGo <= 0) return false

  let scaled = 0
  for (const set of old) {
    const count = Math.max(0, Math.min(mayGo - scaled, sizeOf(set) - available(set)))
    if (count > 0 && rollout.scale(set, sizeOf(set) - count)) scaled += count
  }
  mayGo = sumOf(rollout.all, available) - least
  for (const set of rollout.old) {
    const count = Math.min(sizeOf(set), mayGo)
    if (count <= 0) continue
    rollout.scale(set, sizeOf(set) - count)
    mayGo -= count
    scaled += count
  }
  return scaled > 0
}

const available = ({ status }: ReplicaSet): number => status.availableReplicas ?? 0
