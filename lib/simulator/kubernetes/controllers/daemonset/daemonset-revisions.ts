import { isSame } from '../../json/json'
import { type ApiClient } from '../../api/api-client'
import { type ControllerRevision, type DaemonSet, type Pod } from '../../objects'
import { controllerrevisions, templateGeneration } from '../../resources/daemonsets'
import { controlledBy, ownerOf } from '../ownership'
import { templateHash } from '../template-hash'

/** Makes sure that the template of now has a ControllerRevision, the newest; answers its hash. */
export function currentRevision(
  client: ApiClient,
  set: DaemonSet,
  revisions: readonly ControllerRevision[],
): string {
  const data = { spec: { template: { $patch: 'replace', ...set.spec.template } } }
  const newest = Math.max(0, ...revisions.map(({ revision }) => revision))
  const same = revisions.find((revision) => isSame(revision.data, data))
  if (same) {
    if (same.revision < newest) {
      client.modify(
        controllerrevisions,
        same.metadata,
        (draft) => void (draft.revision = newest + 1),
      )
    }
    return hashOf(same)
  }
  return hashOf(client.create(controllerrevisions, revisionOf(set, data, newest + 1)))
}

const hashOf = ({ metadata }: ControllerRevision): string =>
  metadata.labels?.['controller-revision-hash'] ?? ''

function revisionOf(set: DaemonSet, data: object, revision: number): ControllerRevision {
  const hash = templateHash(data)
  return {
    kind: 'ControllerRevision',
    apiVersion: 'apps/v1',
    metadata: {
      name: `${set.metadata.name}-${hash}`,
      namespace: set.metadata.namespace ?? 'default',
      labels: { ...set.spec.template.metadata.labels, 'controller-revision-hash': hash },
      annotations: { [templateGeneration]: set.metadata.annotations?.[templateGeneration] ?? '1' },
      ownerReferences: [ownerOf(set)],
    },
    data,
    revision,
  }
}

/** Of the revisions that no pod is of any more, the oldest go, until the history is within its limit. */
export function dropOldRevisions(
  client: ApiClient,
  set: DaemonSet,
  current: string,
  pods: readonly Pod[],
): void {
  const old = client
    .list(controllerrevisions, set.metadata.namespace)
    .filter((revision) => controlledBy(revision, set) && hashOf(revision) !== current)
    .sort((a, b) => a.revision - b.revision)
  const live = new Set(pods.map(({ metadata }) => metadata.labels?.['controller-revision-hash']))
  const excess = Math.max(0, old.length - (set.spec.revisionHistoryLimit ?? 10))
  for (const { metadata } of old.filter((one) => !live.has(hashOf(one))).slice(0, excess))
    client.delete(controllerrevisions, metadata)
}
