import { type Condition, type KubeObject, type Node } from '../objects'
import { leases } from '../resources/cluster-services'
import { nodes } from '../resources/nodes'
import { pods } from '../resources/pods'
import { timestamp } from '../timestamp'
import { type Controller, type ControllerContext, tolerant } from './controller'

const graceMs = 40_000
const monitorPeriodMs = 5_000

/** A node whose kubelet has given no sign of life for 40 s, seen with the controller's next look, is Unknown. */
export const nodeLifecycle: Controller = (context) => {
  const { client, clock, random } = context
  const waiting = new Map<string, () => void>()
  const expect = (node: string): void => {
    waiting.get(node)?.()
    const ms = graceMs + random.between(0, monitorPeriodMs)
    waiting.set(
      node,
      clock.afterInterval(ms, () => tolerant(() => giveUp(context, node))),
    )
  }
  for (const { metadata } of client.list(nodes)) expect(metadata.name)
  const unwatch = client.watch([leases, nodes], ({ type, object, before }) => {
    const { name } = object.metadata
    if (type === 'DELETED') {
      if (object.kind === 'Node') waiting.get(name)?.()
    } else if (signOfLife(object) !== (before && signOfLife(before))) expect(name)
  })
  return () => {
    unwatch()
    for (const cancel of waiting.values()) cancel()
  }
}

/** What only the kubelet moves: its lease, and the heartbeat times of the node's conditions. */
function signOfLife(object: KubeObject): string {
  if (object.kind === 'Lease') return object.metadata.resourceVersion ?? ''
  const { status } = object as Node
  return status.conditions?.map(({ lastHeartbeatTime }) => lastHeartbeatTime).join() ?? ''
}

function giveUp({ client, clock }: ControllerContext, name: string): void {
  const now = timestamp(clock.now())
  client.modifyStatus(nodes, { name }, ({ status }) => {
    status.conditions = status.conditions?.map((condition) => unknown(condition, now)) ?? []
  })
  for (const pod of client.list(pods)) {
    if (pod.spec.nodeName !== name) continue
    client.modifyStatus(pods, pod.metadata, ({ status }) => {
      const ready = status.conditions?.find(({ type }) => type === 'Ready')
      if (ready?.status === 'True')
        Object.assign(ready, { status: 'False', lastTransitionTime: now })
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
