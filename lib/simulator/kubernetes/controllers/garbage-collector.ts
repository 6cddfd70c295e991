import { durations } from '../../chance/durations'
import { type KubeObject, type OwnerReference } from '../objects'
import { resources } from '../resources/catalogue'
import { groupVersion, type Resource } from '../resources/resource'
import { type Controller, type ControllerContext, tolerant } from './controller'

/** Objects follow their owners: they go when the last has gone, before it in the foreground, or stay as orphans. */
export const garbageCollector: Controller = (context) => {
  const { client, clock, random } = context
  const soon = (action: () => void): void =>
    void clock.after(random.within(durations.collectGarbage), () => tolerant(action))
  return client.watch(resources, ({ type, object, resource }) => {
    const { deletionTimestamp, finalizers = [] } = object.metadata
    const definition = resources.find(({ plural }) => plural === resource)!
    if (type === 'DELETED') {
      soon(() => collectDependents(context, object))
      soon(() => finishForegroundOwners(context, object))
      return
    }
    if (isAbandoned(context, object)) soon(() => collect(context, definition, object))
    if (deletionTimestamp && finalizers.length > 0)
      soon(() => finalize(context, definition, object))
  })
}

interface Owners {
  /** How many there are to stay. */
  readonly solid: number
  /** Those that are there no more. */
  readonly gone: readonly string[]
  /** Those that wait for what they own to go before them. */
  readonly waiting: readonly string[]
}

function ownersOf({ client }: ControllerContext, { metadata }: KubeObject): Owners {
  const { ownerReferences = [], namespace } = metadata
  const stateOf = ({ apiVersion, kind, name, uid }: OwnerReference): keyof Owners => {
    const resource = resources.find((one) => one.kind === kind && groupVersion(one) === apiVersion)
    if (!resource) return 'solid'
    const place = { namespace: resource.namespaced ? namespace : undefined, name }
    const owner = client.find(resource, place)
    if (owner?.metadata.uid !== uid) return 'gone'
    return isDeletedInForeground(owner) ? 'waiting' : 'solid'
  }
  const uidsThatAre = (state: keyof Owners): string[] =>
    ownerReferences.filter((reference) => stateOf(reference) === state).map(({ uid }) => uid)
  const [gone, waiting] = [uidsThatAre('gone'), uidsThatAre('waiting')]
  return { solid: ownerReferences.length - gone.length - waiting.length, gone, waiting }
}

const isDeletedInForeground = ({
  metadata: { deletionTimestamp, finalizers },
}: KubeObject): boolean => Boolean(deletionTimestamp && finalizers?.includes('foregroundDeletion'))

const isAbandoned = (context: ControllerContext, object: KubeObject): boolean =>
  (object.metadata.ownerReferences?.length ?? 0) > 0 && ownersOf(context, object).solid === 0

/** What has no owner to stay goes; what has forgets the others. */
function collect(context: ControllerContext, resource: Resource, { metadata }: KubeObject): void {
  const { client } = context
  const object = client.find(resource, metadata)
  if (!object || object.metadata.deletionTimestamp) return
  const { solid, gone, waiting } = ownersOf(context, object)
  if (solid > 0) return forget(context, resource, object, [...gone, ...waiting])
  const isWaitedFor = waiting.length > 0 && dependentsOf(context, object).length > 0
  client.delete(resource, metadata, { propagationPolicy: policyFor(object, isWaitedFor) })
}

function finalize(context: ControllerContext, resource: Resource, owner: KubeObject): void {
  const finalizers = owner.metadata.finalizers ?? []
  if (finalizers.includes('orphan')) {
    orphanDependents(context, owner)
    dropFinalizer(context, resource, owner, 'orphan')
  } else if (finalizers.includes('foregroundDeletion')) {
    collectDependents(context, owner)
    if (dependentsOf(context, owner).every(({ object }) => !blocks(object, owner))) {
      dropFinalizer(context, resource, owner, 'foregroundDeletion')
    }
  }
}

/** What it was marked for; what is waited for and owns something goes in the foreground, too. */
function policyFor({ metadata: { finalizers = [] } }: KubeObject, isWaitedFor: boolean): string {
  if (isWaitedFor || finalizers.includes('foregroundDeletion')) return 'Foreground'
  return finalizers.includes('orphan') ? 'Orphan' : 'Background'
}

function collectDependents(context: ControllerContext, owner: KubeObject): void {
  for (const { resource, object } of dependentsOf(context, owner))
    tolerant(() => collect(context, resource, object))
}

function orphanDependents(context: ControllerContext, owner: KubeObject): void {
  const { uid } = owner.metadata
  for (const { resource, object } of dependentsOf(context, owner))
    tolerant(() => forget(context, resource, object, [uid]))
}

function forget(
  { client }: ControllerContext,
  resource: Resource,
  object: KubeObject,
  owners: readonly (string | undefined)[],
): void {
  client.modify(resource, object.metadata, ({ metadata }) => {
    const others = metadata.ownerReferences?.filter(({ uid }) => !owners.includes(uid)) ?? []
    if (others.length > 0) metadata.ownerReferences = others
    else delete metadata.ownerReferences
  })
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
