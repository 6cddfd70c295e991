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
    if (!before || isOtherThanWanted(object as Node)) check(object.metadata.name)
  })
}

/** Also where somebody has put or taken a taint that is the controller's to see to. */
function isOtherThanWanted(node: Node): boolean {
  const wanted = wantedTaints(node, 'NoSchedule')
  const present = (node.spec.taints ?? []).filter((given) => isManaged(given, 'NoSchedule'))
  return present.length !== wanted.length || present.some(({ key }) => !wanted.includes(key))
}

const managed: Readonly<Record<string, readonly string[]>> = {
  NoSchedule: Object.values(taintKeys),
  NoExecute: [taintKeys.notReady, taintKeys.unreachable],
}

const isManaged = (given: Taint, effect: string): boolean =>
  given.effect === effect && (managed[effect]?.includes(given.key) ?? false)

/** Is a node to get a taint by which its pods are evicted, that has none of them yet? */
export const isToBeEvicted = (node: Node): boolean =>
  wantedTaints(node, 'NoExecute').length > 0 &&
  !node.spec.taints?.some((given) => isManaged(given, 'NoExecute'))

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
    const others = (node.spec.taints ?? []).filter(
      (given) => !isManaged(given, effect) || wanted.includes(given.key),
    )
    const missing = wanted.filter(
      (key) => !others.some((given) => given.key === key && given.effect === effect),
    )
    setTaints(node, [...others, ...missing.map((key) => ({ key, effect, timeAdded }))])
  })
}

function wantedTaints({ spec, status }: Node, effect: string): string[] {
  const { conditions = [] } = status
  const isMissing = !conditions.some(({ type }) => type === 'Ready')
  const told = conditions.flatMap(({ type, status: value }) => keyOf(type, value, effect) ?? [])
  return [
    ...(isMissing ? [taintKeys.notReady] : []),
    ...told,
    ...(spec.unschedulable && effect === 'NoSchedule' ? [taintKeys.unschedulable] : []),
  ]
}

/** The taint that a condition stands for. */
function keyOf(type: string, value: string, effect: string): string | undefined {
  if (type === 'Ready') return { False: taintKeys.notReady, Unknown: taintKeys.unreachable }[value]
  return effect === 'NoSchedule' && value === 'True' ? pressureKeys[type] : undefined
}

const pressureKeys: Readonly<Record<string, string>> = {
  MemoryPressure: taintKeys.memoryPressure,
  DiskPressure: taintKeys.diskPressure,
  PIDPressure: taintKeys.pidPressure,
  NetworkUnavailable: taintKeys.networkUnavailable,
}

function setTaints(node: Node, taints: Taint[]): void {
  if (taints.length > 0) node.spec.taints = taints
  else delete node.spec.taints
}
