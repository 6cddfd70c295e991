import { durations } from '../../chance/durations'
import { EventRecorder, referenceTo } from '../events/event-recorder'
import { bindTo } from '../http/subresources'
import { type Node, type Pod } from '../objects'
import { nodes } from '../resources/nodes'
import { pods } from '../resources/pods'
import { isOver } from '../objects/pod-phase'
import { missingClaim, refusalsOf } from '../scheduling/filters'
import { bestOf } from '../scheduling/preference'
import { unschedulableMessage } from '../scheduling/unschedulable'
import { timestamp } from '../../time/timestamp'
import { type Controller, type ControllerContext, reconcile, tolerant } from './controller'

/** Binds pods without a node to one that they fit, and says why when there is none. */
export const scheduler: Controller = (context) => {
  const recorder = new EventRecorder(() => context.client.as('kube-scheduler'), context.clock, {
    component: 'default-scheduler',
  })
  return reconcile(context, [pods, nodes], durations.schedule, () => {
    const all = context.client.list(nodes)
    for (const pod of context.client.list(pods)) {
      if (isWaiting(pod)) tolerant(() => schedule(context, recorder, pod, all))
    }
  })
}

const isWaiting = ({ metadata, spec }: Pod): boolean =>
  !spec.nodeName && !metadata.deletionTimestamp && spec.schedulerName === 'default-scheduler'

function schedule(
  { client, clock, release }: ControllerContext,
  recorder: EventRecorder,
  pod: Pod,
  all: readonly Node[],
): void {
  const { metadata } = pod
  const placed = client.list(pods).filter((other) => other.spec.nodeName && !isOver(other))
  const claim = missingClaim(pod)
  const refusals = all.map((node) =>
    claim ? [claim] : refusalsOf(node, pod, { nodes: all, placed }, release.minor),
  )
  const fitting = all.filter((_, at) => refusals[at]!.length === 0)
  const node = bestOf(fitting, pod, placed)
  if (!node) {
    const message = unschedulableMessage(refusals, release.minor)
    return reportUnschedulable({ client, clock }, recorder, pod, message)
  }
  client.bind(pods, metadata, (draft) => bindTo(draft, node.metadata.name, clock.now()))
  recorder.record({
    about: referenceTo(pod),
    reason: 'Scheduled',
    message: `Successfully assigned ${metadata.namespace}/${metadata.name} to ${node.metadata.name}`,
  })
}

function reportUnschedulable(
  { client, clock }: Pick<ControllerContext, 'client' | 'clock'>,
  recorder: EventRecorder,
  pod: Pod,
  message: string,
): void {
  const known = pod.status.conditions?.find(({ type }) => type === 'PodScheduled')
  if (known?.message === message) return

  client.modifyStatus(pods, pod.metadata, ({ status }) => {
    status.conditions = [
      {
        type: 'PodScheduled',
        status: 'False',
        lastProbeTime: null,
        lastTransitionTime: known?.lastTransitionTime ?? timestamp(clock.now()),
        reason: 'Unschedulable',
        message,
      },
    ]
  })
  recorder.record({ about: referenceTo(pod), type: 'Warning', reason: 'FailedScheduling', message })
}
