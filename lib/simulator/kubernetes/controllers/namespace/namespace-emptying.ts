import { type Condition, type KubeObject, type Namespace } from '../../objects'
import { resources } from '../../resources/catalogue'
import { namespaces } from '../../resources/core'
import { type Resource } from '../../resources/resource'
import { timestamp } from '../../../time/timestamp'
import { type ControllerContext, tolerant } from '../controller'

interface Content {
  readonly resource: Resource
  readonly object: KubeObject
}

/** Deletes what is in a namespace, says on it what is left, and lets it go when that is nothing. */
export function emptyNamespace(context: ControllerContext, namespace: Namespace): void {
  const { client, clock } = context
  const { name } = namespace.metadata
  for (const { resource, object } of contentsOf(context, name)) {
    if (!object.metadata.deletionTimestamp) tolerant(() => client.delete(resource, object.metadata))
  }
  const left = contentsOf(context, name)
  client.modifyStatus(namespaces, { name }, ({ status }) => {
    status.conditions = conditionsOf(left, status.conditions ?? [], timestamp(clock.now()))
  })
  if (left.length > 0) return
  // It says nothing of the status there, which is kept, and whose fields nobody owns any more.
  client.finalize(namespaces, { name }, (draft) => {
    draft.spec.finalizers = draft.spec.finalizers?.filter((name) => name !== 'kubernetes') ?? []
    draft.status = { phase: '' }
  })
}

const contentsOf = ({ client }: ControllerContext, namespace: string): Content[] =>
  resources
    .filter(({ namespaced }) => namespaced)
    .flatMap((resource) => client.list(resource, namespace).map((object) => ({ resource, object })))

/** The five things that are told of a deletion; the time of one that says the same again stays. */
function conditionsOf(
  left: readonly Content[],
  before: readonly Condition[],
  now: string,
): Condition[] {
  const told = [...settled, remaining(left), held(left)]
  return told.map((condition) => {
    const known = before.find(({ type }) => type === condition.type)
    const same = known?.status === condition.status && known.message === condition.message
    const { type, status, reason, message } = condition
    return same ? known : { type, status, lastTransitionTime: now, reason, message }
  })
}

type Told = Required<Pick<Condition, 'type' | 'status' | 'reason' | 'message'>>

const told = (type: string, holds: boolean, reason: string, message: string): Told => ({
  type,
  status: holds ? 'True' : 'False',
  reason,
  message,
})

const settled = [
  told(
    'NamespaceDeletionDiscoveryFailure',
    false,
    'ResourcesDiscovered',
    'All resources successfully discovered',
  ),
  told(
    'NamespaceDeletionGroupVersionParsingFailure',
    false,
    'ParsedGroupVersions',
    'All legacy kube types successfully parsed',
  ),
  told(
    'NamespaceDeletionContentFailure',
    false,
    'ContentDeleted',
    'All content successfully deleted, may be waiting on finalization',
  ),
]

function remaining(left: readonly Content[]): Told {
  const type = 'NamespaceContentRemaining'
  if (left.length === 0)
    return told(type, false, 'ContentRemoved', 'All content successfully removed')
  const counts = counted(left.map(({ resource: { plural, group } }) => `${plural}.${group}`))
  const list = counts.map(([what, count]) => `${what} has ${count} resource instances`).join(', ')
  return told(type, true, 'SomeResourcesRemain', `Some resources are remaining: ${list}`)
}

function held(left: readonly Content[]): Told {
  const type = 'NamespaceFinalizersRemaining'
  const counts = counted(left.flatMap(({ object }) => object.metadata.finalizers ?? []))
  if (counts.length === 0)
    return told(type, false, 'ContentHasNoFinalizers', 'All content-preserving finalizers finished')
  const list = counts.map(([what, count]) => `${what} in ${count} resource instances`).join(', ')
  const message = `Some content in the namespace has finalizers remaining: ${list}`
  return told(type, true, 'SomeFinalizersRemain', message)
}

function counted(names: readonly string[]): [string, number][] {
  const unique = [...new Set(names)].sort()
  return unique.map((name) => [name, names.filter((one) => one === name).length])
}
