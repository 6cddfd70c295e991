import { durations } from '../../../chance/durations'
import { labelsMatch } from '../../api/selectors/label-selector'
import { StatusError } from '../../api/status-error'
import { EventRecorder } from '../../events/event-recorder'
import { type Condition, type Pod, type ReplicaSet, type ReplicaSetStatus } from '../../objects'
import { isOver } from '../../objects/pod-phase'
import { replicasets } from '../../resources/deployments'
import { pods } from '../../resources/pods'
import { timestamp } from '../../../time/timestamp'
import { availableAfterMs, isReady } from '../availability'
import { claim } from '../claiming'
import { type Controller, type ControllerContext } from '../controller'
import { podOf } from '../pod-of'
import { PodControl } from '../pod-control'
import { soonerToGo } from '../sooner-to-go'
import { reconcileEach } from '../sync-queue'

/** So many pods of each ReplicaSet. */
export const replicaSetController: Controller = (context) => {
  const source = { component: 'replicaset-controller' }
  const recorder = new EventRecorder(() => context.client, context.clock, source)
  return reconcileEach(context, {
    resource: replicasets,
    watched: [pods],
    pause: durations.syncReplicaSets,
    sync: (set) => sync(context, new PodControl(context.client, recorder, set), set),
  })
}

/** Answers in how many milliseconds a ready pod will be available, if one is on its way. Throws what kept a pod from being. */
function sync(
  context: ControllerContext,
  control: PodControl,
  set: ReplicaSet,
): number | undefined {
  const { client, clock } = context
  const active = claim(client, set, pods).filter(isActive)
  const failure = set.metadata.deletionTimestamp ? undefined : manage(control, set, active)
  const waits = active.map((pod) => availableAfterMs(pod, set.spec.minReadySeconds ?? 0, clock))
  const status = statusOf(set, active, waits.filter((ms) => ms === 0).length)
  const conditions = conditionsOf(set, failure, timestamp(clock.now()))
  client.modifyStatus(replicasets, set.metadata, (draft) => {
    draft.status = { ...status, ...(conditions.length > 0 && { conditions }) }
  })
  if (failure) throw failure
  const later = waits.filter((ms) => ms !== undefined && ms > 0) as number[]
  return later.length > 0 ? Math.min(...later) : undefined
}

const isActive = (pod: Pod): boolean => !pod.metadata.deletionTimestamp && !isOver(pod)

/** Makes what is missing and removes what is too much; answers the refusal that kept it from that. */
function manage(
  control: PodControl,
  set: ReplicaSet,
  active: readonly Pod[],
): StatusError | undefined {
  const excess = active.length - set.spec.replicas
  try {
    for (let missing = -excess; missing > 0; missing--) control.create(podOf(set))
    if (excess > 0)
      for (const pod of [...active].sort(soonerToGo).slice(0, excess)) control.delete(pod)
    return undefined
  } catch (error) {
    if (error instanceof StatusError) return error
    throw error
  }
}

/** As of what was there before this sync; counters that are 0 are left out. */
function statusOf(
  { metadata, spec }: ReplicaSet,
  active: readonly Pod[],
  available: number,
): ReplicaSetStatus {
  const wanted = { matchLabels: spec.template.metadata.labels ?? {} }
  const labelled = active.filter(({ metadata: { labels = {} } }) =>
    labelsMatch(wanted, labels),
  ).length
  const ready = active.filter(isReady).length
  return {
    replicas: active.length,
    ...(labelled > 0 && { fullyLabeledReplicas: labelled }),
    ...(ready > 0 && { readyReplicas: ready }),
    ...(available > 0 && { availableReplicas: available }),
    observedGeneration: metadata.generation ?? 1,
  }
}

function conditionsOf(
  { status }: ReplicaSet,
  failure: StatusError | undefined,
  now: string,
): Condition[] {
  const others = status.conditions?.filter(({ type }) => type !== 'ReplicaFailure') ?? []
  const known = status.conditions?.find(({ type }) => type === 'ReplicaFailure')
  if (!failure) return others
  const failed: Condition = {
    type: 'ReplicaFailure',
    status: 'True',
    lastTransitionTime: now,
    reason: 'FailedCreate',
    message: failure.message,
  }
  return [...others, known ?? failed]
}
