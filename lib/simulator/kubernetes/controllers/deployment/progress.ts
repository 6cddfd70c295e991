import { type Condition, type Deployment, type DeploymentStatus } from '../../objects'
import { deployments } from '../../resources/deployments'
import { timestamp } from '../../../time/timestamp'
import { type ControllerContext } from '../controller'
import { withCondition } from './conditions'
import { type Rollout } from './rollout'
import { isComplete, statusOf } from './status'

const progressing = (status: Condition['status'], reason: string, message: string): Condition => ({
  type: 'Progressing',
  status,
  reason,
  message,
})

const progressOf = ({ conditions }: DeploymentStatus): Condition | undefined =>
  conditions?.find(({ type }) => type === 'Progressing')

/** Says on a Deployment that it was paused, or resumed: the time it may take stands still meanwhile. */
export function notePause(
  { client, clock }: ControllerContext,
  deployment: Deployment,
): Deployment {
  const known = progressOf(deployment.status)
  const isNoted = known?.reason === 'DeploymentPaused'
  const isPaused = deployment.spec.paused ?? false
  if (known?.reason === 'ProgressDeadlineExceeded' || isPaused === isNoted) return deployment
  const condition = isPaused
    ? progressing('Unknown', 'DeploymentPaused', 'Deployment is paused')
    : progressing('Unknown', 'DeploymentResumed', 'Deployment is resumed')
  return client.modifyStatus(deployments, deployment.metadata, ({ status }) => {
    status.conditions = withCondition(status.conditions, condition, timestamp(clock.now()))
  })
}

/** Writes the status with how the rollout progresses; answers in how many milliseconds it will be late. */
export function settleProgress(context: ControllerContext, rollout: Rollout): number | undefined {
  const { client, clock } = context
  const { deployment } = rollout
  const status = statusOf(rollout, clock.now())
  const late = lateAfterMs(context, deployment)
  const verdict = verdictOf(rollout, status, late === 0)
  if (verdict) {
    const kept = restarted(status.conditions, verdict)
    status.conditions = withCondition(kept, verdict, timestamp(clock.now()))
  }
  client.modifyStatus(deployments, deployment.metadata, (draft) => (draft.status = status))
  return isComplete(deployment, status) || late === 0 ? undefined : late
}

/** News of progress start the time anew, also in the same words. */
function restarted(conditions: readonly Condition[] = [], verdict: Condition): Condition[] {
  if (verdict.reason !== 'ReplicaSetUpdated') return [...conditions]
  return conditions.map((one) =>
    one.type === 'Progressing' && one.status === 'True' ? { ...one, reason: '' } : one,
  )
}

function verdictOf(
  { deployment, current }: Rollout,
  status: DeploymentStatus,
  isLate: boolean,
): Condition | undefined {
  const before = deployment.status
  const which = current
    ? `ReplicaSet "${current.metadata.name}"`
    : `Deployment "${deployment.metadata.name}"`
  const { replicas = 0, updatedReplicas = 0 } = status
  if (replicas === updatedReplicas && progressOf(status)?.reason === 'NewReplicaSetAvailable')
    return undefined
  if (isComplete(deployment, status))
    return progressing('True', 'NewReplicaSetAvailable', `${which} has successfully progressed.`)
  if (hasProgressed(before, status))
    return progressing('True', 'ReplicaSetUpdated', `${which} is progressing.`)
  return isLate
    ? progressing('False', 'ProgressDeadlineExceeded', `${which} has timed out progressing.`)
    : undefined
}

function hasProgressed(before: DeploymentStatus, after: DeploymentStatus): boolean {
  const old = ({ replicas = 0, updatedReplicas = 0 }: DeploymentStatus): number =>
    replicas - updatedReplicas
  const grew = (count: 'updatedReplicas' | 'readyReplicas' | 'availableReplicas'): boolean =>
    (after[count] ?? 0) > (before[count] ?? 0)
  return (
    old(after) < old(before) ||
    grew('updatedReplicas') ||
    grew('readyReplicas') ||
    grew('availableReplicas')
  )
}

/** 0: it is late; undefined: it can't be. */
function lateAfterMs(
  { clock }: ControllerContext,
  { spec, status }: Deployment,
): number | undefined {
  const known = progressOf(status)
  if (!known || known.reason === 'NewReplicaSetAvailable') return undefined
  if (known.reason === 'ProgressDeadlineExceeded') return 0
  const since = Date.parse(known.lastUpdateTime ?? '')
  return Math.max(0, spec.progressDeadlineSeconds * 1000 - clock.simulatedSince(since))
}
