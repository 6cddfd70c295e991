import { durations } from '../../../chance/durations'
import { type Node, type Taint } from '../../objects'
import { nodes } from '../../resources/nodes'
import { taintKeys } from '../../scheduling/taints'
import { timestamp } from '../../../time/timestamp'
import { type Controller, type ControllerContext, tolerant } from '../controller'

/** NoSchedule taints follow a node's condition, and its being cordoned, within milliseconds. */
export const nodeTaints: Controller = (context) => {
  const { client, clock, random } = context
  const check = (name: string): void =>
    void clock.after(random.of(name).within(durations.taintNode), () =>
      tolerant(() => taint(context, name, 'NoSchedule')),
    )
  for (const { metadata } of client.list(nodes)) check(metadata.name)
  return client.watch([nodes], ({ type, object, before }) => {
    if (type === 'DELETED') return
    const stateOf = ({ status, spec }: Node): string =>
      `${status.conditions?.find((condition) => condition.type === 'Ready')?.status} ${spec.unschedulable}`
    if (!before || stateOf(object as Node) !== stateOf(before as Node)) check(object.metadata.name)
  })
}

/** Sets or takes the taints by which pods are evicted; the node controller does it with its passes. */
export const checkEvictionTaint = (context: ControllerContext, name: string): void =>
  taint(context, name, 'NoExecute')

function taint(
  { client, clock }: ControllerContext,
  name: string,
  effect: 'NoSchedule' | 'NoExecute',
): void {
  const timeAdded = timestamp(clock.now())
  client.modify(nodes, { name }, (node) => {
    const wanted = wantedTaints(node, effect)
    const managed = Object.values(taintKeys) as string[]
    const others = (node.spec.taints ?? []).filter(
      (given) =>
        given.effect !== effect || !managed.includes(given.key) || wanted.includes(given.key),
    )
    const missing = wanted.filter(
      (key) => !others.some((given) => given.key === key && given.effect === effect),
    )
    setTaints(node, [...others, ...missing.map((key) => ({ key, effect, timeAdded }))])
  })
}

function wantedTaints({ spec, status }: Node, effect: string): string[] {
  const ready = status.conditions?.find(({ type }) => type === 'Ready')?.status
  return [
    ...(ready === 'False' || ready === undefined ? [taintKeys.notReady] : []),
    ...(ready === 'Unknown' ? [taintKeys.unreachable] : []),
    ...(spec.unschedulable && effect === 'NoSchedule' ? [taintKeys.unschedulable] : []),
  ]
}

function setTaints(node: Node, taints: Taint[]): void {
  if (taints.length > 0) node.spec.taints = taints
  else delete node.spec.taints
}
