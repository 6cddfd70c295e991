import { durations } from '../../../chance/durations'
import { EventRecorder } from '../../events/event-recorder'
import { type Deployment } from '../../objects'
import { isOver } from '../../objects/pod-phase'
import { deployments, replicasets } from '../../resources/deployments'
import { pods } from '../../resources/pods'
import { claim } from '../claiming'
import { type Controller, type ControllerContext } from '../controller'
import { controlledBy } from '../ownership'
import { reconcileEach } from '../sync-queue'
import { dropOldReplicaSets } from './history'
import { isScaling, scale } from './proportional-scaling'
import { notePause, settleProgress } from './progress'
import { replaceAll, replaceGradually } from './replacement'
import { Rollout } from './rollout'
import { isComplete, statusOf } from './status'

/** Deployments: a ReplicaSet for each template, the new one scaled up while the old ones are scaled down. */
export const deploymentController: Controller = (context) => {
  const source = { component: 'deployment-controller' }
  const recorder = new EventRecorder(() => context.client, context.clock, source)
  return reconcileEach(context, {
    resource: deployments,
    watched: [replicasets, pods],
    pause: durations.syncDeployments,
    sync: (deployment) => sync(context, recorder, deployment),
  })
}

/** Answers in how many milliseconds the deployment will have made no progress for too long. */
function sync(
  context: ControllerContext,
  recorder: EventRecorder,
  found: Deployment,
): number | undefined {
  const { client } = context
  const sets = claim(client, found, replicasets)
  const deployment = notePause(context, found)
  const rollout = new Rollout(context, recorder, deployment, sets)
  if (deployment.metadata.deletionTimestamp) return report(context, rollout)
  if (deployment.spec.paused || isScaling(rollout)) {
    rollout.syncRevisions(false)
    scale(rollout)
    if (deployment.spec.paused) dropOldReplicaSets(context, rollout)
    return report(context, rollout)
  }
  const isBusy =
    deployment.spec.strategy.type === 'Recreate'
      ? replaceAll(rollout, oldPodsRun(context, rollout))
      : replaceGradually(rollout)
  if (!isBusy && isComplete(rollout.deployment, rollout.deployment.status))
    dropOldReplicaSets(context, rollout)
  return settleProgress(context, rollout)
}

function oldPodsRun({ client }: ControllerContext, { old, deployment }: Rollout): boolean {
  return client
    .list(pods, deployment.metadata.namespace)
    .some((pod) => !isOver(pod) && old.some((set) => controlledBy(pod, set)))
}

function report({ client, clock }: ControllerContext, rollout: Rollout): undefined {
  const { deployment } = rollout
  client.modifyStatus(deployments, deployment.metadata, (draft) => {
    draft.status = statusOf(rollout, clock.now())
  })
  return undefined
}
