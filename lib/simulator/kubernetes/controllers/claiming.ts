import { type ApiClient } from '../api/api-client'
import { labelsMatch } from '../api/selectors/label-selector'
import { type KubeObject, type LabelSelector } from '../objects'
import { type Resource } from '../resources/resource'
import { controlledBy, ownerOf } from './ownership'

/** What controls other objects by their labels. */
export type Claimant = KubeObject & { spec: { selector: LabelSelector } }

/**
 * Makes it the owner of objects that its selector matches and that nobody controls, and lets go of its own that the
 * selector no longer matches. Answers those that are its own then.
 */
export function claim<T extends KubeObject>(
  client: ApiClient,
  owner: Claimant,
  resource: Resource<T>,
): T[] {
  const { namespace, deletionTimestamp } = owner.metadata
  return client.list(resource, namespace).flatMap((object): T[] => {
    const { metadata } = object
    const matches = labelsMatch(owner.spec.selector, metadata.labels ?? {})
    if (controlledBy(object, owner)) {
      if (!matches) release(client, owner, resource, object)
      return matches ? [object] : []
    }
    const isFree = !metadata.ownerReferences?.some(({ controller }) => controller)
    if (!matches || !isFree || metadata.deletionTimestamp || deletionTimestamp) return []
    return [adopt(client, owner, resource, object)]
  })
}

const adopt = <T extends KubeObject>(
  client: ApiClient,
  owner: KubeObject,
  resource: Resource<T>,
  { metadata }: T,
): T =>
  client.modify(resource, metadata, (draft) => {
    draft.metadata.ownerReferences = [...(draft.metadata.ownerReferences ?? []), ownerOf(owner)]
  })

function release<T extends KubeObject>(
  client: ApiClient,
  owner: KubeObject,
  resource: Resource<T>,
  { metadata }: T,
): void {
  client.modify(resource, metadata, (draft) => {
    const others = draft.metadata.ownerReferences?.filter(({ uid }) => uid !== owner.metadata.uid)
    if (others?.length) draft.metadata.ownerReferences = others
    else delete draft.metadata.ownerReferences
  })
}
