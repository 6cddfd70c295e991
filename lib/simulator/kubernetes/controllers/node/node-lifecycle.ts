import { EventRecorder, referenceTo } from '../../events/event-recorder'
import { type Condition, type KubeObject, type Node, type ObjectReference } from '../../objects'
import { leases } from '../../resources/cluster-services'
import { nodes } from '../../resources/nodes'
import { pods } from '../../resources/pods'
import { timestamp } from '../../../time/timestamp'
import { isReady } from '../availability'
import { type Controller, type ControllerContext, tolerant } from '../controller'
import { MonitorPasses } from './monitor-passes'
import { EvictionPace } from './eviction-pace'
import { checkEvictionTaint, isToBeEvicted } from './node-taints'
import { readinessOf } from '../../objects/node-readiness'

const graceMs = 40_000

/**
 * The node controller's passes: news of nodes that have come and gone, their NoExecute taints, and giving up
 * those whose kubelet has shown no sign of life for 40 s.
 */
export const nodeLifecycle: Controller = (context) => {
  const { client, clock } = context
  const recorder = new EventRecorder(() => client, clock, { component: 'node-controller' })
  const passes = new MonitorPasses(clock)
  const waiting = new Map<string, () => void>()
  const expect = (node: string): void => {
    waiting.get(node)?.()
    const giveUpThen = (): void => tolerant(() => giveUp(context, recorder, node))
    waiting.set(node, passes.next(giveUpThen, graceMs))
  }
  const pace = new EvictionPace(clock)
  const check = (name: string): void => {
    const node = client.find(nodes, { name })
    const wait = node && isToBeEvicted(node) ? pace.take(client.list(nodes)) : 0
    if (wait === 0) checkEvictionTaint(context, name)
    else if (wait === undefined) checkSoon(name)
    else clock.afterInterval(wait, () => tolerant(() => check(name)))
  }
  const checkSoon = (name: string): void => void passes.next(() => tolerant(() => check(name)))
  for (const { metadata } of client.list(nodes)) {
    expect(metadata.name)
    checkSoon(metadata.name)
  }
  const unwatch = client.watch([leases, nodes], ({ type, object, before }) => {
    const { name } = object.metadata
    if (object.kind === 'Node') {
      const changed =
        before === undefined || readinessOf(object as Node) !== readinessOf(before as Node)
      if (type === 'DELETED') waiting.get(name)?.()
      if (type !== 'MODIFIED')
        passes.next(() => recorder.record(type === 'ADDED' ? registered(object) : removed(object)))
      if (type !== 'DELETED' && changed) checkSoon(name)
    }
    if (type !== 'DELETED' && signOfLife(object) !== (before && signOfLife(before))) expect(name)
  })
  return () => {
    unwatch()
    for (const cancel of waiting.values()) cancel()
  }
}

const registered = (
  node: KubeObject,
): { about: ObjectReference; reason: string; message: string } =>
  news(node, 'RegisteredNode', `Registered Node ${node.metadata.name} in Controller`)

const removed = (node: KubeObject): { about: ObjectReference; reason: string; message: string } =>
  news(node, 'RemovingNode', `Removing Node ${node.metadata.name} from Controller`)

const news = (node: KubeObject, reason: string, what: string) => ({
  about: nodeReference(node),
  reason,
  message: `Node ${node.metadata.name} event: ${what}`,
})

/** Unlike a kubelet the controller names a node with its version and its real uid. */
const nodeReference = ({ metadata }: KubeObject): ObjectReference => ({
  kind: 'Node',
  name: metadata.name,
  ...(metadata.uid && { uid: metadata.uid }),
  apiVersion: 'v1',
})

/** What only the kubelet moves: its lease, and the heartbeat times of the node's conditions. */
function signOfLife(object: KubeObject): string {
  if (object.kind === 'Lease') return object.metadata.resourceVersion ?? ''
  const { status } = object as Node
  return status.conditions?.map(({ lastHeartbeatTime }) => lastHeartbeatTime).join() ?? ''
}

function giveUp({ client, clock }: ControllerContext, recorder: EventRecorder, name: string): void {
  const now = timestamp(clock.now())
  const node = client.modifyStatus(nodes, { name }, ({ status }) => {
    status.conditions = status.conditions?.map((condition) => unknown(condition, now)) ?? []
  })
  const reason = 'NodeNotReady'
  recorder.record({
    about: nodeReference(node),
    reason,
    message: `Node ${name} status is now: ${reason}`,
  })
  for (const pod of client.list(pods)) {
    if (pod.spec.nodeName !== name || !isReady(pod)) continue
    client.modifyStatus(pods, pod.metadata, ({ status }) => {
      const ready = status.conditions?.find(({ type }) => type === 'Ready')
      if (ready) Object.assign(ready, { status: 'False', lastTransitionTime: now })
    })
    recorder.record({
      about: referenceTo(pod),
      type: 'Warning',
      reason,
      message: 'Node is not ready',
    })
  }
}

const unknown = (condition: Condition, now: string): Condition => ({
  ...condition,
  status: 'Unknown',
  reason: 'NodeStatusUnknown',
  message: 'Kubelet stopped posting node status.',
  lastTransitionTime: now,
})
