import { copyOf, isSame } from '../../json/json'
import { type EventRecorder, referenceTo } from '../../events/event-recorder'
import { type Condition, type Deployment, type ReplicaSet } from '../../objects'
import { deployments, replicasets } from '../../resources/deployments'
import { timestamp } from '../../../time/timestamp'
import { type ControllerContext } from '../controller'
import { ownerOf } from '../ownership'
import { templateHash } from '../template-hash'
import { annotated, desiredAnnotations, revisionOf } from './annotations'
import { withCondition } from './conditions'
import { hashLabel, sizeOf, surplus } from './sizes'

/** One look at a Deployment: its ReplicaSets, the new one and the others; what is written is read back. */
export class Rollout {
  #sets: ReplicaSet[]

  constructor(
    readonly context: ControllerContext,
    private readonly recorder: EventRecorder,
    public deployment: Deployment,
    sets: readonly ReplicaSet[],
  ) {
    this.#sets = [...sets].sort(byAge)
  }

  /** All ReplicaSets, the oldest first. */
  get all(): readonly ReplicaSet[] {
    return this.#sets
  }

  /** The ReplicaSet of the template of now. */
  get current(): ReplicaSet | undefined {
    const { template } = this.deployment.spec
    return this.#sets.find((set) => isSame(withoutHash(set), template))
  }

  get old(): readonly ReplicaSet[] {
    const { current } = this
    return this.#sets.filter((set) => set !== current)
  }

  /** Makes sure that the newest ReplicaSet has the highest revision, and the Deployment its number. */
  syncRevisions(createIfMissing: boolean): void {
    const revision = Math.max(0, ...this.old.map(revisionOf)) + 1
    const { current } = this
    if (current) this.#keepRevision(current, revision)
    else if (createIfMissing) this.#createSet(revision)
  }

  /** Gives a ReplicaSet another size; answers whether that was any change. */
  scale(set: ReplicaSet, replicas: number): boolean {
    const before = set.spec.replicas
    this.#modify(set, (draft) => {
      draft.spec.replicas = replicas
      annotated(draft, desiredAnnotations(this.deployment))
    })
    if (before === replicas) return false
    const way = replicas > before ? 'up' : 'down'
    this.#tell(`Scaled ${way} replica set ${set.metadata.name} to ${replicas}`)
    return true
  }

  #keepRevision(set: ReplicaSet, revision: number): void {
    const kept = this.#modify(set, (draft) => {
      annotated(draft, this.#carried(), revision)
      draft.spec.minReadySeconds = this.deployment.spec.minReadySeconds ?? 0
    })
    const found = `Found new replica set "${set.metadata.name}"`
    const isNoted = this.deployment.status.conditions?.some(({ type }) => type === 'Progressing')
    this.#note(revisionOf(kept), isNoted ? undefined : ['FoundNewReplicaSet', found])
  }

  #createSet(revision: number): void {
    const { deployment, context } = this
    const hash = templateHash(deployment.spec.template)
    const labels = { ...deployment.spec.template.metadata.labels, [hashLabel]: hash }
    const { template, selector, minReadySeconds } = copyOf(deployment.spec)
    const set: ReplicaSet = {
      kind: 'ReplicaSet',
      apiVersion: 'apps/v1',
      metadata: {
        name: `${deployment.metadata.name}-${hash}`,
        namespace: deployment.metadata.namespace ?? 'default',
        labels,
        ownerReferences: [ownerOf(deployment)],
      },
      spec: {
        replicas: surplus(this, undefined),
        selector: { ...selector, matchLabels: { ...selector.matchLabels, [hashLabel]: hash } },
        template: { ...template, metadata: { ...template.metadata, labels } },
        ...(minReadySeconds && { minReadySeconds }),
      },
      status: { replicas: 0 },
    }
    annotated(set, { ...this.#carried(), ...desiredAnnotations(deployment) }, revision)
    const created = context.client.create(replicasets, set)
    this.#sets = [...this.#sets, created]
    const { name } = created.metadata
    if (sizeOf(created) > 0) this.#tell(`Scaled up replica set ${name} to ${sizeOf(created)}`)
    this.#note(revision, ['NewReplicaSetCreated', `Created new replica set "${name}"`])
  }

  /** Writes the revision on the Deployment, and how it progresses. */
  #note(revision: number, progress: readonly [reason: string, message: string] | undefined): void {
    const now = timestamp(this.context.clock.now())
    const { client } = this.context
    this.deployment = client.modifyStatus(deployments, this.deployment.metadata, (draft) => {
      annotated(draft, {}, revision)
      if (!progress) return
      const [reason, message] = progress
      const condition: Condition = { type: 'Progressing', status: 'True', reason, message }
      draft.status.conditions = withCondition(draft.status.conditions, condition, now)
    })
  }

  #carried(): Record<string, string> {
    const own = Object.entries(this.deployment.metadata.annotations ?? {})
    return Object.fromEntries(
      own.filter(
        ([key]) => !key.startsWith('deployment.kubernetes.io/') && !key.endsWith(lastApplied),
      ),
    )
  }

  #modify(set: ReplicaSet, change: (draft: ReplicaSet) => void): ReplicaSet {
    const written = this.context.client.modify(replicasets, set.metadata, change)
    this.#sets = this.#sets.map((one) => (one === set ? written : one))
    return written
  }

  #tell(message: string): void {
    const about = referenceTo(this.deployment)
    this.recorder.record({ about, reason: 'ScalingReplicaSet', message })
  }
}

const lastApplied = 'last-applied-configuration'

function withoutHash({ spec: { template } }: ReplicaSet): ReplicaSet['spec']['template'] {
  const given = Object.entries(template.metadata.labels ?? {})
  const labels = Object.fromEntries(given.filter(([key]) => key !== hashLabel))
  return { ...template, metadata: { ...template.metadata, labels } }
}

const byAge = (a: ReplicaSet, b: ReplicaSet): number =>
  Date.parse(a.metadata.creationTimestamp ?? '') - Date.parse(b.metadata.creationTimestamp ?? '') ||
  revisionOf(a) - revisionOf(b)
