import { isSame } from '../api/json'
import { type ApiClient } from '../api-client'
import { type ControllerRevision, type DaemonSet } from '../objects'
import { controllerrevisions, templateGeneration } from '../resources/daemonsets'
import { controlledBy, ownerOf } from './ownership'

/** Makes sure that the template of now has a ControllerRevision, the newest; answers its hash. */
export function currentRevision(client: ApiClient, set: DaemonSet): string {
  const data = { spec: { template: { $patch: 'replace', ...set.spec.template } } }
  const revisions = client
    .list(controllerrevisions, set.metadata.namespace)
    .filter((revision) => controlledBy(revision, set))
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
  dropOldest(client, revisions, set.spec.revisionHistoryLimit ?? 10)
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

function dropOldest(
  client: ApiClient,
  revisions: readonly ControllerRevision[],
  limit: number,
): void {
  const byAge = [...revisions].sort((a, b) => a.revision - b.revision)
  for (const { metadata } of byAge.slice(0, Math.max(0, byAge.length - limit))) {
    client.delete(controllerrevisions, metadata)
  }
}

/** FNV-1a over the template, written in the letters that Kubernetes allows itself. */
function templateHash(data: object): string {
  let hash = 0x811c9dc5
  for (const byte of Buffer.from(JSON.stringify(data)))
    hash = Math.imul(hash ^ byte, 0x01000193) >>> 0
  const alphabet = 'bcdfghjklmnpqrstvwxz2456789'
  return [...String(hash)].map((digit) => alphabet[digit.charCodeAt(0) % alphabet.length]).join('')
}
