import { type KubeObject } from '../objects'
import { type Resource } from '../resources/resource'
import { type FieldError } from './field-error'
import { copyOf, isSame } from './json'
import { markErrors } from './metadata-validation'
import { conflict, invalid } from './status-error'
import { inWireOrder } from './wire-order'

/** `status` takes over only that part of an object; `binding` takes over both. */
export type Subresource = 'status' | 'binding'

/** The object that a write leads to: what clients can't set is kept, defaults are filled in. Throws 422. */
export function preparedUpdate<T extends KubeObject>(
  resource: Resource<T>,
  draft: T,
  before: T,
  subresource: Subresource | undefined,
): T {
  const after = subresource === 'status' ? withStatusOf(before, draft) : draft
  keepMetadata(after, before)
  if (subresource === undefined && resource.hasStatus) keepStatus(after, before)
  if (subresource !== 'status') {
    resource.prepareForUpdate?.(after, before)
    resource.setDefaults?.(after)
    if (resource.generation && !isSame(parts(after).spec, parts(before).spec)) {
      after.metadata.generation = (before.metadata.generation ?? 0) + 1
    }
  }
  const marks = markErrors(after.metadata)
  const content = resource.validate?.(after) ?? []
  // The real server checks an update's metadata four times, its content twice, and repeats what it finds.
  insistOnValid(resource, after, [
    ...marks,
    ...marks,
    ...marks,
    ...content,
    ...marks,
    ...content,
    ...(resource.validateUpdate?.(after, before) ?? []),
  ])
  return inWireOrder(after)
}

/**
 * Throws 409 when the object isn't the version, or isn't the object, that the client has in mind; `named`: the
 * version was a precondition of its own, and is named.
 */
export function insistOnPreconditions(
  resource: Resource<never>,
  { metadata }: KubeObject,
  { resourceVersion, uid }: { resourceVersion?: string; uid?: string },
  named?: 'resourceVersion',
): void {
  const failed = (what: string, wanted: string, found = ''): Error =>
    conflict(
      resource,
      metadata.name,
      `Precondition failed: ${what} in precondition: ${wanted}, ${what} in object meta: ${found}`,
    )
  if (uid && uid !== metadata.uid && named) throw failed('UID', uid, metadata.uid)
  if (resourceVersion && resourceVersion !== metadata.resourceVersion) {
    if (named) throw failed('ResourceVersion', resourceVersion, metadata.resourceVersion)
    throw conflict(resource, metadata.name)
  }
  if (uid && uid !== metadata.uid) throw failed('UID', uid, metadata.uid)
}

export function insistOnValid(
  resource: Resource<never>,
  { metadata }: KubeObject,
  errors: readonly FieldError[],
): void {
  if (errors.length > 0) throw invalid(resource, metadata.name, errors)
}

const parts = (object: KubeObject): KubeObject & { spec?: unknown; status?: unknown } => object

const withStatusOf = <T extends KubeObject>(before: T, draft: T): T => ({
  ...copyOf(before),
  status: parts(draft).status,
})

function keepStatus(after: KubeObject, before: KubeObject): void {
  const { status } = parts(before)
  if (status !== undefined) parts(after).status = status
}

function keepMetadata(after: KubeObject, { metadata }: KubeObject): void {
  const { name, uid, creationTimestamp, resourceVersion, generation, deletionTimestamp } = metadata
  Object.assign(after.metadata, {
    name,
    uid,
    creationTimestamp,
    resourceVersion,
    ...(generation !== undefined && { generation }),
    ...(deletionTimestamp !== undefined && {
      deletionTimestamp,
      deletionGracePeriodSeconds: metadata.deletionGracePeriodSeconds,
    }),
  })
}
