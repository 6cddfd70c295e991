import { durations } from '../../chance/durations'
import { EventRecorder, referenceTo } from '../events/event-recorder'
import { bindTo } from '../http/binding'
import { type Pod } from '../objects'
import { nodes } from '../resources/nodes'
import { pods } from '../resources/pods'
import { isOver } from '../objects/pod-phase'
import { missingClaim, refusalsOf } from '../scheduling/filters'
import { type Surroundings } from '../scheduling/pod-affinity'
import { bestOf } from '../scheduling/preference'
import { unschedulableMessage } from '../scheduling/unschedulable'
import { timestamp } from '../../time/timestamp'
import { type Controller, type ControllerContext, reconcile, tolerant } from './controller'

/** Binds pods without a node to one that they fit, and says why when there is none. */
export const scheduler: Controller = (ofManager) => {
  const context = { ...ofManager, client: ofManager.client.as('kube-scheduler') }
  const recorder = new EventRecorder(() => context.client, context.clock, {
    component: 'default-scheduler',
  })
  return reconcile(context, [pods, nodes], durations.schedule, () => {
    const all = context.client.list(pods)
    const around = { nodes: context.client.list(nodes), placed: all.filter(isPlaced) }
    for (const pod of all.filter(isWaiting)) {
      tolerant(() => {
        const bound = schedule(context, recorder, pod, around)
        if (bound) around.placed.push(bound)
      })
    }
  })
}

const isWaiting = ({ metadata, spec }: Pod): boolean =>
  !spec.nodeName && !metadata.deletionTimestamp && spec.schedulerName === 'default-scheduler'

const isPlaced = (pod: Pod): boolean => Boolean(pod.spec.nodeName) && !isOver(pod)

/** The pod as it is bound, where there is a node for it. */
function schedule(
  { client, clock, release }: ControllerContext,
  recorder: EventRecorder,
  pod: Pod,
  around: Surroundings,
): Pod | undefined {
  const { metadata } = pod
  const claim = missingClaim(pod)
  const refusals = around.nodes.map((node) =>
    claim ? [claim] : refusalsOf(node, pod, around, release.minor),
  )
  const fitting = around.nodes.filter((_, at) => refusals[at]!.length === 0)
  const node = bestOf(fitting, pod, around.placed)
  if (!node) {
    const message = unschedulableMessage(refusals, release.minor)
    reportUnschedulable({ client, clock }, recorder, pod, message)
    return undefined
  }
  const bound = client.bind(pods, metadata, (draft) =>
    bindTo(draft, node.metadata.name, clock.now()),
  )
  recorder.record({
    about: referenceTo(pod),
    reason: 'Scheduled',
    message: `Successfully assigned ${metadata.namespace}/${metadata.name} to ${node.metadata.name}`,
  })
  return bound
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
