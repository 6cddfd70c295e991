import { type ApiClient } from '../api-client'
import { labelsMatch } from '../api/label-selector'
import { type DaemonSet, type KubeObject } from '../objects'
import { controllerrevisions } from '../resources/daemonsets'
import { pods } from '../resources/pods'
import { type Resource } from '../resources/resource'
import { ownerOf } from './ownership'

/** Makes a DaemonSet the owner of pods and revisions that its selector matches and that nobody controls. */
export function adoptOrphans(client: ApiClient, set: DaemonSet): void {
  adopt(client, set, pods)
  adopt(client, set, controllerrevisions)
}

function adopt<T extends KubeObject>(
  client: ApiClient,
  set: DaemonSet,
  resource: Resource<T>,
): void {
  const orphans = client
    .list(resource, set.metadata.namespace)
    .filter(({ metadata }) => !metadata.deletionTimestamp)
    .filter(({ metadata }) => !metadata.ownerReferences?.some(({ controller }) => controller))
    .filter(({ metadata }) => labelsMatch(set.spec.selector, metadata.labels ?? {}))
  for (const { metadata } of orphans)
    client.modify(resource, metadata, (draft) => {
      draft.metadata.ownerReferences = [...(draft.metadata.ownerReferences ?? []), ownerOf(set)]
    })
}
