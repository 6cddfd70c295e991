import { durations } from '../../../chance/durations'
import { EventRecorder } from '../../events/event-recorder'
import { type Node, type Pod, type Taint } from '../../objects'
import { nodes } from '../../resources/nodes'
import { pods } from '../../resources/pods'
import { covers } from '../../scheduling/taints'
import { type Controller, type ControllerContext, tolerant } from '../controller'

/** Deletes pods that don't tolerate a NoExecute taint of their node, or no longer do. */
export const taintEviction: Controller = (context) => {
  const evictions = new Evictions(context)
  const { client } = context
  const repelling = client.list(nodes).filter((node) => repellent(node).length > 0)
  for (const node of repelling) evictions.checkNode(node)
  const unwatch = client.watch([pods, nodes], ({ type, object, before }) => {
    if (object.kind === 'Pod') return tolerant(() => evictions.checkPod(type, object as Pod))
    if (type === 'DELETED') return
    const [now, then] = [object, before].map((node) => repellent(node as Node | undefined))
    if (JSON.stringify(now) !== JSON.stringify(then))
      tolerant(() => evictions.checkNode(object as Node))
  })
  return () => {
    unwatch()
    evictions.stop()
  }
}

class Evictions {
  readonly #recorder: EventRecorder
  /** By the pod's uid: since when it is due, and how to call it off. */
  readonly #due = new Map<string, { since: number; cancel: () => void }>()

  constructor(private readonly context: ControllerContext) {
    const source = { component: 'taint-controller' }
    this.#recorder = new EventRecorder(() => context.client, context.clock, source)
  }

  checkNode(node: Node): void {
    const taints = repellent(node)
    const here = this.context.client
      .list(pods)
      .filter(({ spec }) => spec.nodeName === node.metadata.name)
    for (const pod of here) this.#check(pod, taints)
  }

  checkPod(type: string, pod: Pod): void {
    const { nodeName } = pod.spec
    if (type === 'DELETED') return this.#forget(pod)
    if (nodeName === undefined) return
    const taints = repellent(this.context.client.find(nodes, { name: nodeName }))
    if (taints.length > 0) this.#check(pod, taints)
  }

  stop(): void {
    for (const { cancel } of this.#due.values()) cancel()
  }

  #check(pod: Pod, taints: readonly Taint[]): void {
    const known = this.#due.get(uidOf(pod))
    if (taints.length === 0) {
      if (known) this.#record(pod, 'Cancelling deletion of')
      return this.#forget(pod)
    }
    const seconds = toleratedFor(pod, taints)
    if (seconds === Infinity) return
    const since = known?.since ?? this.context.clock.now()
    this.#forget(pod)
    this.#evictLater(pod, seconds, since)
  }

  #evictLater(pod: Pod, seconds: number, since: number): void {
    const { clock, random } = this.context
    const passed = clock.simulatedSince(since)
    const evict = (): void => {
      this.#due.delete(uidOf(pod))
      tolerant(() => this.#evict(pod))
    }
    const wait =
      seconds > 0
        ? clock.afterInterval(Math.max(0, seconds * 1000 - passed), evict)
        : clock.after(random.within(durations.evictPod), evict)
    this.#due.set(uidOf(pod), { since, cancel: wait })
  }

  #evict(pod: Pod): void {
    const { client } = this.context
    const there = client.find(pods, pod.metadata)
    if (there?.metadata.uid !== pod.metadata.uid || there?.metadata.deletionTimestamp) return
    this.#record(pod, 'Marking for deletion')
    client.delete(pods, pod.metadata)
  }

  #forget(pod: Pod): void {
    this.#due.get(uidOf(pod))?.cancel()
    this.#due.delete(uidOf(pod))
  }

  #record({ metadata: { name, namespace = 'default' } }: Pod, what: string): void {
    this.#recorder.record({
      about: { kind: 'Pod', namespace, name },
      reason: 'TaintManagerEviction',
      message: `${what} Pod ${namespace}/${name}`,
    })
  }
}

const uidOf = ({ metadata: { uid = '' } }: Pod): string => uid

const repellent = (node: Node | undefined): Taint[] =>
  node?.spec.taints?.filter(({ effect }) => effect === 'NoExecute') ?? []

/** For so many seconds the pod stays: the shortest of the tolerations that it needs; none for a taint: not at all. */
function toleratedFor({ spec: { tolerations = [] } }: Pod, taints: readonly Taint[]): number {
  const used = taints.map((taint) => tolerations.find((one) => covers(one, taint)))
  return Math.min(
    ...used.map((toleration) => (toleration ? (toleration.tolerationSeconds ?? Infinity) : 0)),
  )
}
