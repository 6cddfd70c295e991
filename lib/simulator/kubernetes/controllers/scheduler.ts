import { durations } from '../../chance/durations'
import { EventRecorder, referenceTo } from '../events/event-recorder'
import { bindTo } from '../http/binding'
import { type Pod } from '../objects'
import { nodes } from '../resources/nodes'
import { pods } from '../resources/pods'
import { isOver } from '../objects/pod-phase'
import { has } from '../release/changes'
import { missingClaim, refusalsOf } from '../scheduling/filters'
import { type Surroundings } from '../scheduling/pod-affinity'
import { bestOf } from '../scheduling/preference'
import { unschedulableMessage } from '../scheduling/unschedulable'
import { timestamp } from '../../time/timestamp'
import { type Controller, type ControllerContext, reconcile, tolerant } from './controller'
import { SchedulingQueue } from './scheduling-queue'

/** Binds pods without a node to one that they fit, and says why when there is none. */
export const scheduler: Controller = (ofManager) => {
  const context = { ...ofManager, client: ofManager.client.as('kube-scheduler') }
  const recorder = new EventRecorder(() => context.client, context.clock, {
    component: 'default-scheduler',
  })
  const tryAll = (): void => {
    const all = context.client.list(pods)
    const around = { nodes: context.client.list(nodes), placed: all.filter(isPlaced) }
    for (const pod of queue.due(all.filter(isWaiting), around.nodes, around.placed)) {
      tolerant(() => {
        const bound = schedule({ ...context, queue }, recorder, pod, around)
        if (bound) around.placed.push(bound)
      })
    }
  }
  const queue = new SchedulingQueue(context.clock, () => tolerant(tryAll))
  const end = reconcile(context, [pods, nodes], durations.schedule, tryAll)
  return () => {
    end()
    queue.stop()
  }
}

type Scheduling = ControllerContext & { readonly queue: SchedulingQueue }

const isWaiting = ({ metadata, spec }: Pod): boolean =>
  !spec.nodeName && !metadata.deletionTimestamp && spec.schedulerName === 'default-scheduler'

const isPlaced = (pod: Pod): boolean => Boolean(pod.spec.nodeName) && !isOver(pod)

/** The pod as it is bound, where there is a node for it. */
function schedule(
  context: Scheduling,
  recorder: EventRecorder,
  pod: Pod,
  around: Surroundings,
): Pod | undefined {
  const { client, clock, release } = context
  const { metadata } = pod
  const claim = missingClaim(pod)
  const refusals = around.nodes.map((node) =>
    claim ? [claim] : refusalsOf(node, pod, around, release.minor),
  )
  const fitting = around.nodes.filter((_, at) => refusals[at]!.length === 0)
  const node = bestOf(fitting, pod, around.placed)
  if (!node) {
    const message = unschedulableMessage(refusals, release.minor)
    reportUnschedulable(context, recorder, pod, message)
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
  { client, clock, release, queue }: Scheduling,
  recorder: EventRecorder,
  pod: Pod,
  message: string,
): void {
  recorder.record({ about: referenceTo(pod), type: 'Warning', reason: 'FailedScheduling', message })
  const known = pod.status.conditions?.find(({ type }) => type === 'PodScheduled')
  const isNews = known?.message !== message
  queue.failed(pod, isNews && !has('schedulerKnowsItself', release.minor))
  if (!isNews) return
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
}
