import { durations } from '../../chance/durations'
import { EventRecorder, referenceTo } from '../events/event-recorder'
import { bindTo } from '../http/subresources'
import { type Node, type Pod } from '../objects'
import { nodes } from '../resources/nodes'
import { pods } from '../resources/pods'
import { hasFreePorts } from '../scheduling/host-ports'
import { fitsNode } from '../scheduling/node-affinity'
import { untolerated } from '../scheduling/taints'
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
  { client, clock }: ControllerContext,
  recorder: EventRecorder,
  pod: Pod,
  all: readonly Node[],
): void {
  const { metadata, spec } = pod
  const others = client.list(pods)
  const node = all.find((candidate) => refusalOf(candidate, spec, others) === undefined)
  if (!node) return reportUnschedulable({ client, clock }, recorder, pod, all)

  client.bind(pods, metadata, (draft) => bindTo(draft, node.metadata.name, clock.now()))
  recorder.record({
    about: referenceTo(pod),
    reason: 'Scheduled',
    message: `Successfully assigned ${metadata.namespace}/${metadata.name} to ${node.metadata.name}`,
  })
}

/** Why a node is none for a pod: the first of the scheduler's filters that it does not pass. */
function refusalOf(node: Node, spec: Pod['spec'], others: readonly Pod[]): string | undefined {
  const [taint] = untolerated(node, spec.tolerations)
  if (taint)
    return `node(s) had taint {${taint.key}: ${taint.value ?? ''}}, that the pod didn't tolerate`
  if (!fitsNode(spec, node)) return "node(s) didn't match Pod's node affinity"
  return hasFreePorts(node, spec, others)
    ? undefined
    : "node(s) didn't have free ports for the requested pod ports"
}

function reportUnschedulable(
  { client, clock }: Pick<ControllerContext, 'client' | 'clock'>,
  recorder: EventRecorder,
  pod: Pod,
  all: readonly Node[],
): void {
  const reasons = new Map<string, number>()
  for (const node of all) {
    const reason = refusalOf(node, pod.spec, client.list(pods)) ?? ''
    reasons.set(reason, (reasons.get(reason) ?? 0) + 1)
  }
  const counts = [...reasons]
    .map(([reason, count]) => `${count} ${reason}`)
    .sort()
    .join(', ')
  const message =
    all.length > 0
      ? `0/${all.length} nodes are available: ${counts}.`
      : 'no nodes available to schedule pods'
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
