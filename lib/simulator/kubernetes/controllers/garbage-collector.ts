import { durations } from '../../chance/durations'
import { type KubeObject, type OwnerReference } from '../objects'
import { resources } from '../resources/catalogue'
import { groupVersion, type Resource } from '../resources/resource'
import { type Controller, type ControllerContext, tolerant } from './controller'

/** Objects follow their owner: they go when it has gone, before it in the foreground, or stay as orphans. */
export const garbageCollector: Controller = (context) => {
  const { client, clock, random } = context
  const soon = (action: () => void): void =>
    void clock.after(random.within(durations.collectGarbage), () => tolerant(action))
  return client.watch(resources, ({ type, object, resource }) => {
    const { deletionTimestamp, finalizers = [] } = object.metadata
    const isOwned = object.metadata.ownerReferences !== undefined
    if (type === 'ADDED' && isOwned) soon(() => removeAbandoned(context, resource, object))
    if (type === 'DELETED') {
      soon(() => removeDependents(context, object))
      soon(() => finishForegroundOwners(context, object))
    } else if (deletionTimestamp && finalizers.length > 0) {
      const definition = resources.find(({ plural }) => plural === resource)!
      soon(() => finalize(context, definition, object))
    }
  })
}

/** What names owners of which there is none is nobody's, and goes. */
function removeAbandoned(
  { client }: ControllerContext,
  plural: string,
  { metadata }: KubeObject,
): void {
  const { ownerReferences = [], namespace } = metadata
  const isThere = ({ apiVersion, kind, name, uid }: OwnerReference): boolean => {
    const resource = resources.find((one) => one.kind === kind && groupVersion(one) === apiVersion)
    if (!resource) return true
    const owner = client.find(resource, {
      namespace: resource.namespaced ? namespace : undefined,
      name,
    })
    return owner?.metadata.uid === uid
  }
  const definition = resources.find((one) => one.plural === plural)!
  if (!ownerReferences.some(isThere)) client.delete(definition, metadata)
}

function finalize(context: ControllerContext, resource: Resource, owner: KubeObject): void {
  const finalizers = owner.metadata.finalizers ?? []
  if (finalizers.includes('orphan')) {
    orphanDependents(context, owner)
    dropFinalizer(context, resource, owner, 'orphan')
  } else if (finalizers.includes('foregroundDeletion')) {
    removeDependents(context, owner)
    if (dependentsOf(context, owner).every(({ object }) => !blocks(object, owner))) {
      dropFinalizer(context, resource, owner, 'foregroundDeletion')
    }
  }
}

function removeDependents(context: ControllerContext, owner: KubeObject): void {
  for (const { resource, object } of dependentsOf(context, owner)) {
    if (!object.metadata.deletionTimestamp)
      tolerant(() => context.client.delete(resource, object.metadata))
  }
}

function orphanDependents(context: ControllerContext, owner: KubeObject): void {
  for (const { resource, object } of dependentsOf(context, owner)) {
    tolerant(
      () =>
        void context.client.modify(resource, object.metadata, ({ metadata }) => {
          const others =
            metadata.ownerReferences?.filter(({ uid }) => uid !== owner.metadata.uid) ?? []
          if (others.length > 0) metadata.ownerReferences = others
          else delete metadata.ownerReferences
        }),
    )
  }
}

function finishForegroundOwners(context: ControllerContext, gone: KubeObject): void {
  for (const { uid } of gone.metadata.ownerReferences ?? []) {
    for (const resource of resources) {
      const owner = context.client.list(resource).find(({ metadata }) => metadata.uid === uid)
      if (owner?.metadata.finalizers?.includes('foregroundDeletion'))
        finalize(context, resource, owner)
    }
  }
}

function dropFinalizer(
  { client }: ControllerContext,
  resource: Resource,
  { metadata }: KubeObject,
  name: string,
): void {
  client.modify(resource, metadata, (draft) => {
    draft.metadata.finalizers =
      draft.metadata.finalizers?.filter((finalizer) => finalizer !== name) ?? []
  })
}

const blocks = ({ metadata }: KubeObject, owner: KubeObject): boolean =>
  metadata.ownerReferences?.some(
    ({ uid, blockOwnerDeletion }) => uid === owner.metadata.uid && blockOwnerDeletion,
  ) ?? false

const dependentsOf = (
  { client }: ControllerContext,
  owner: KubeObject,
): { resource: Resource; object: KubeObject }[] =>
  resources.flatMap((resource) =>
    client
      .list(resource)
      .filter(({ metadata }) =>
        metadata.ownerReferences?.some(({ uid }) => uid === owner.metadata.uid),
      )
      .map((object) => ({ resource, object })),
  )
