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
  readonly #control: PodControl
  #pods: Pod[] = []

  constructor(
    private readonly context: ControllerContext,
    recorder: EventRecorder,
    private readonly set: DaemonSet,
  ) {
    this.#nodes = context.client.list(nodes)
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
    const failed = present.filter(({ status }) => status.phase === 'Failed')
    if (!stays) return this.#remove(present)
    if (starts && here.length === 0) return this.#control.create(podFor(this.set, node, hash))
    for (const { metadata } of failed) {
      const which = `${metadata.namespace}/${metadata.name} on node ${node.metadata.name}`
      this.#control.warn('FailedDaemonPod', `Found failed daemon pod ${which}, will try to kill it`)
    }
    this.#remove(failed)
    this.#remove(present.filter((pod) => !failed.includes(pod)).slice(1))
  }

  /** Old pods that don't work go at once; of those that work, as many as maxUnavailable leaves. */
  #rollOut(hash: string): void {
    const { updateStrategy } = this.set.spec
    if (updateStrategy?.type === 'OnDelete') return

    const current = this.#pods.filter(({ metadata }) => !metadata.deletionTimestamp)
    const old = current.filter(
      ({ metadata }) => metadata.labels?.['controller-revision-hash'] !== hash,
    )
    const desired = this.#nodes.filter((node) => daemonPlacement(this.set, node).starts).length
    const isAvailable = (pod: Pod): boolean => this.#availableAfterMs(pod) === 0
    const unavailable = desired - current.filter(isAvailable).length
    const budget = Math.max(0, maxUnavailable(updateStrategy, desired) - unavailable)
    this.#remove([
      ...old.filter((pod) => !isAvailable(pod)),
      ...old.filter(isAvailable).slice(0, budget),
    ])
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
  const given = strategy?.rollingUpdate?.maxUnavailable ?? 1
  return typeof given === 'number' ? given : Math.ceil((desired * parseInt(given, 10)) / 100)
}
