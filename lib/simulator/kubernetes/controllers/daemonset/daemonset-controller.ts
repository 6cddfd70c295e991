import { durations } from '../../../chance/durations'
import { EventRecorder } from '../../events/event-recorder'
import { type DaemonSet, type Node, type Pod } from '../../objects'
import { controllerrevisions, daemonsets, templateGeneration } from '../../resources/daemonsets'
import { nodes } from '../../resources/nodes'
import { pods } from '../../resources/pods'
import { availableAfterMs } from '../availability'
import { claim } from '../claiming'
import { type Controller, type ControllerContext } from '../controller'
import { concernsDaemonSet } from './daemonset-changes'
import { daemonPlacement, daemonTolerations } from './daemon-placement'
import { currentRevision, dropOldRevisions } from './daemonset-revisions'
import { daemonSetStatus } from './daemonset-status'
import { controlledBy } from '../ownership'
import { podOf } from '../pod-of'
import { PodControl } from '../pod-control'
import { countOf, excessOf, maxSurgeOf, surgeStep } from './surge'
import { has } from '../../release/changes'
import { reconcileEach } from '../sync-queue'

/** One pod of each DaemonSet on each node that its template allows; rollouts one node at a time. */
export const daemonSetController: Controller = (context) => {
  const recorder = new EventRecorder(() => context.client, context.clock, {
    component: 'daemonset-controller',
  })
  return reconcileEach(context, {
    resource: daemonsets,
    watched: [nodes, pods, controllerrevisions],
    concerns: concernsDaemonSet,
    pause: durations.syncDaemonSets,
    sync: (set) => new Sync(context, recorder, set).run(),
  })
}

class Sync {
  readonly #nodes: Node[]
  /** So many nodes are to have a pod, and so many may have two of them in a rollout. */
  readonly #desired: number
  readonly #maxSurge: number
  readonly #control: PodControl
  #pods: Pod[] = []

  constructor(
    private readonly context: ControllerContext,
    recorder: EventRecorder,
    private readonly set: DaemonSet,
  ) {
    this.#nodes = context.client.list(nodes)
    this.#desired = this.#nodes.filter((node) => daemonPlacement(set, node).starts).length
    this.#maxSurge = maxSurgeOf(set, this.#desired)
    this.#control = new PodControl(context.client, recorder, set)
  }

  /** Answers in how many milliseconds a ready pod will have been ready for long enough. */
  run(): number | undefined {
    if (this.set.metadata.deletionTimestamp) return undefined
    const { client } = this.context
    this.#pods = claim(client, this.set, pods)
    const revisions = claim(client, this.set, controllerrevisions)
    const hash = currentRevision(client, this.set, revisions)
    for (const node of this.#nodes) this.#manage(node, hash)
    this.#rollOut(hash)
    this.#readPods()
    dropOldRevisions(client, this.set, hash, this.#pods)
    return this.#report(hash)
  }

  #manage(node: Node, hash: string): void {
    const { starts, stays } = daemonPlacement(this.set, node)
    const here = this.#podsOn(node)
    const leaving = here.filter(({ metadata }) => metadata.deletionTimestamp)
    const present = here.filter((pod) => !leaving.includes(pod))
    if (!stays) return this.#remove(present)
    if (starts && here.length === 0) return this.#create(node, hash)
    const over = this.#clearAway(present, node)
    const rest = present.filter((pod) => !over.includes(pod))
    if (this.#maxSurge === 0) return this.#remove(rest.slice(1))
    if (starts && rest.length === 0) return this.#create(node, hash)
    this.#remove(excessOf(rest, this.#isOf(hash), this.#isAvailable))
  }

  /** Ends the pods of a node whose containers have ended, and tells of each. */
  #clearAway(present: readonly Pod[], { metadata: { name: node } }: Node): Pod[] {
    const over = present.filter(({ status }) => this.#isOver(status.phase))
    for (const { metadata, status } of over) {
      const which = `${metadata.namespace}/${metadata.name} on node ${node}`
      if (status.phase === 'Failed')
        this.#control.warn(
          'FailedDaemonPod',
          `Found failed daemon pod ${which}, will try to kill it`,
        )
      else
        this.#control.tell(
          'SucceededDaemonPod',
          `Found succeeded daemon pod ${which}, will try to delete it`,
        )
    }
    this.#remove(over)
    return over
  }

  #isOver(phase: string | undefined): boolean {
    const { minor } = this.context.release
    return phase === 'Failed' || (phase === 'Succeeded' && has('succeededDaemonPodsGo', minor))
  }

  /** Old pods that don't work go at once; of those that work, as many as maxUnavailable leaves. */
  #rollOut(hash: string): void {
    const { updateStrategy } = this.set.spec
    if (updateStrategy?.type === 'OnDelete') return

    const current = this.#pods.filter(({ metadata }) => !metadata.deletionTimestamp)
    const isNew = this.#isOf(hash)
    const old = current.filter((pod) => !isNew(pod))
    const isAvailable = this.#isAvailable
    if (this.#maxSurge > 0) return this.#surge(current, hash)
    const unavailable = this.#desired - current.filter(isAvailable).length
    const budget = Math.max(0, maxUnavailable(updateStrategy, this.#desired) - unavailable)
    this.#remove([
      ...old.filter((pod) => !isAvailable(pod)),
      ...old.filter(isAvailable).slice(0, budget),
    ])
  }

  /** Old pods stay until new ones beside them are available. */
  #surge(current: readonly Pod[], hash: string): void {
    const isNew = this.#isOf(hash)
    const places = this.#nodes.map((node) => {
      const here = current.filter((pod) => targetOf(pod) === node.metadata.name)
      const { starts } = daemonPlacement(this.set, node)
      return { node, starts, newer: here.find(isNew), older: here.find((pod) => !isNew(pod)) }
    })
    const { ends, begins } = surgeStep(places, this.#maxSurge, this.#isAvailable)
    this.#remove(ends)
    for (const node of begins) this.#create(node, hash)
  }

  readonly #isAvailable = (pod: Pod): boolean => this.#availableAfterMs(pod) === 0

  #isOf(hash: string): (pod: Pod) => boolean {
    return ({ metadata }) => metadata.labels?.['controller-revision-hash'] === hash
  }

  #create(node: Node, hash: string): void {
    this.#control.create(podFor(this.set, node, hash))
  }

  #remove(unwanted: readonly Pod[]): void {
    for (const pod of unwanted) this.#control.delete(pod)
  }

  #report(hash: string): number | undefined {
    const waits = this.#pods.map((pod) => this.#availableAfterMs(pod))
    const later = waits.filter((ms) => ms !== undefined && ms > 0) as number[]
    const status = daemonSetStatus(
      this.set,
      this.#nodes,
      (node) => this.#podsOn(node),
      hash,
      (pod) => waits[this.#pods.indexOf(pod)] === 0,
    )
    this.context.client.modifyStatus(
      daemonsets,
      this.set.metadata,
      (draft) => void (draft.status = status),
    )
    return later.length > 0 ? Math.min(...later) : undefined
  }

  #availableAfterMs(pod: Pod): number | undefined {
    return availableAfterMs(pod, this.set.spec.minReadySeconds ?? 0, this.context.clock)
  }

  #readPods(): void {
    this.#pods = this.context.client
      .list(pods, this.set.metadata.namespace)
      .filter((pod) => controlledBy(pod, this.set))
  }

  #podsOn({ metadata: { name } }: Node): Pod[] {
    return this.#pods.filter((pod) => targetOf(pod) === name)
  }
}

/** The node that a daemon pod is for, bound or not. */
function targetOf({ spec }: Pod): string | undefined {
  const terms =
    spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms
  return spec.nodeName ?? terms?.[0]?.matchFields?.[0]?.values?.[0]
}

function podFor(set: DaemonSet, { metadata: { name: node } }: Node, hash: string): Pod {
  const pod = podOf(set)
  const { spec, metadata } = pod
  const onlyThere = { matchFields: [{ key: 'metadata.name', operator: 'In', values: [node] }] }
  Object.assign(metadata.labels ?? {}, {
    'controller-revision-hash': hash,
    'pod-template-generation': set.metadata.annotations?.[templateGeneration] ?? '1',
  })
  spec.affinity = {
    ...spec.affinity,
    nodeAffinity: {
      ...spec.affinity?.nodeAffinity,
      requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [onlyThere] },
    },
  }
  spec.tolerations = daemonTolerations(spec)
  return pod
}

function maxUnavailable(strategy: DaemonSet['spec']['updateStrategy'], desired: number): number {
  return countOf(strategy?.rollingUpdate?.maxUnavailable ?? 1, desired)
}
