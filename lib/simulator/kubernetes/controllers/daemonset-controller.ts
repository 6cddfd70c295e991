import { durations } from '../../durations'
import { copyOf } from '../api/json'
import { EventRecorder, referenceTo } from '../event-recorder'
import { type DaemonSet, type Node, type Pod } from '../objects'
import { controllerrevisions, daemonsets, templateGeneration } from '../resources/daemonsets'
import { nodes } from '../resources/nodes'
import { pods } from '../resources/pods'
import { type Controller, type ControllerContext, reconcile, tolerant } from './controller'
import { adoptOrphans } from './daemonset-adoption'
import { daemonPlacement, daemonTolerations } from './daemon-placement'
import { currentRevision } from './daemonset-revisions'
import { daemonSetStatus, isReady } from './daemonset-status'
import { controlledBy, ownerOf } from './ownership'

/** One pod of each DaemonSet on each node that its template allows; rollouts one node at a time. */
export const daemonSetController: Controller = (context) => {
  const recorder = new EventRecorder(() => context.client, context.clock, {
    component: 'daemonset-controller',
  })
  return reconcile(
    context,
    [daemonsets, nodes, pods, controllerrevisions],
    durations.syncDaemonSets,
    () => {
      for (const set of context.client.list(daemonsets))
        tolerant(() => new Sync(context, recorder, set).run())
    },
  )
}

class Sync {
  readonly #nodes: Node[]
  #pods: Pod[] = []

  constructor(
    private readonly context: ControllerContext,
    private readonly recorder: EventRecorder,
    private readonly set: DaemonSet,
  ) {
    this.#nodes = context.client.list(nodes)
  }

  run(): void {
    if (this.set.metadata.deletionTimestamp) return
    adoptOrphans(this.context.client, this.set)
    this.#readPods()
    const hash = currentRevision(this.context.client, this.set)
    for (const node of this.#nodes) this.#manage(node, hash)
    this.#rollOut(hash)
    this.#readPods()
    this.#report(hash)
  }

  #manage(node: Node, hash: string): void {
    const { starts, stays } = daemonPlacement(this.set, node)
    const here = this.#podsOn(node)
    const leaving = here.filter(({ metadata }) => metadata.deletionTimestamp)
    const present = here.filter((pod) => !leaving.includes(pod))
    const failed = present.filter(({ status }) => status.phase === 'Failed')
    if (!stays) return this.#remove(present)
    if (starts && here.length === 0) return this.#add(node, hash)
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
    const unavailable = desired - current.filter(isReady).length
    const budget = Math.max(0, maxUnavailable(updateStrategy, desired) - unavailable)
    this.#remove([...old.filter((pod) => !isReady(pod)), ...old.filter(isReady).slice(0, budget)])
  }

  #add(node: Node, hash: string): void {
    const pod = this.context.client.create(pods, podFor(this.set, node, hash))
    this.#record('SuccessfulCreate', `Created pod: ${pod.metadata.name}`)
  }

  #remove(unwanted: readonly Pod[]): void {
    for (const { metadata } of unwanted) {
      this.context.client.delete(pods, metadata)
      this.#record('SuccessfulDelete', `Deleted pod: ${metadata.name}`)
    }
  }

  #report(hash: string): void {
    const status = daemonSetStatus(this.set, this.#nodes, (node) => this.#podsOn(node), hash)
    this.context.client.modifyStatus(
      daemonsets,
      this.set.metadata,
      (draft) => void (draft.status = status),
    )
  }

  #record(reason: string, message: string): void {
    this.recorder.record({ about: referenceTo(this.set), reason, message })
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
  const { metadata, spec } = set.spec.template
  const onlyThere = { matchFields: [{ key: 'metadata.name', operator: 'In', values: [node] }] }
  return {
    kind: 'Pod',
    apiVersion: 'v1',
    metadata: {
      name: '',
      generateName: `${set.metadata.name}-`,
      namespace: set.metadata.namespace ?? 'default',
      labels: {
        ...metadata.labels,
        'controller-revision-hash': hash,
        'pod-template-generation': set.metadata.annotations?.[templateGeneration] ?? '1',
      },
      ...(metadata.annotations && { annotations: metadata.annotations }),
      ownerReferences: [ownerOf(set)],
    },
    spec: {
      ...copyOf(spec),
      affinity: {
        ...spec.affinity,
        nodeAffinity: {
          ...spec.affinity?.nodeAffinity,
          requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [onlyThere] },
        },
      },
      tolerations: daemonTolerations(spec),
    },
    status: {},
  }
}

function maxUnavailable(strategy: DaemonSet['spec']['updateStrategy'], desired: number): number {
  const given = strategy?.rollingUpdate?.maxUnavailable ?? 1
  return typeof given === 'number' ? given : Math.ceil((desired * parseInt(given, 10)) / 100)
}
