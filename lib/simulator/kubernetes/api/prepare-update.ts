import { type KubeObject, type ObjectMeta } from '../objects'
import { countsChanges, type Resource } from '../resources/resource'
import { has } from '../release/changes'
import { type FieldError, invalidValue } from './field-error'
import { copyOf, isJsonObject, isSame, type JsonObject } from '../json/json'
import { forgetLaterFields } from '../schema/later-fields'
import { messageNameOf } from '../schema/schema'
import { updateErrors, type WriteContext } from './validation/update-validation'
import { conflict, invalid, StatusError } from './status-error'
import { inWireOrder } from './wire-order'

/** What a write asks for, with the defaults, and the object that it leads to. */
interface Prepared<T extends KubeObject> {
  readonly asked: T
  readonly after: T
}

/** What a write leads to: what clients can't set is kept, defaults are filled in. Throws 422. */
export function preparedUpdate<T extends KubeObject>(
  resource: Resource<T>,
  draft: T,
  before: T,
  { minor, subresource }: WriteContext,
): Prepared<T> {
  const given = subresource === 'status' ? withStatusOf(before, draft) : draft
  const whole = subresource === 'status' ? wholeClaim(draft, before, minor) : undefined
  keepMetadata(given, before)
  resource.setDefaults?.(given, minor)
  if (subresource === 'status' && resource.graceOf) keepDeletion(given, before)
  const after = inWireOrder(given)
  if (whole) resource.setDefaults?.(whole, minor)
  const asked = whole ? inWireOrder(whole) : outlineOf(after)
  dropDisabledFields(resource, after, minor)
  if (subresource !== 'status' && subresource !== 'binding' && resource.hasStatus)
    keepStatus(after, before)
  if (subresource !== 'status') resource.prepareForUpdate?.(after, before, subresource)
  const isCounted = countsChanges(resource, minor) && subresource !== 'status'
  if (isCounted && !isSame(contentOf(after), contentOf(before)))
    after.metadata.generation = (before.metadata.generation ?? 0) + 1
  insistOnValid(resource, after, updateErrors(resource, after, before, { minor, subresource }))
  return { asked, after: isCounted ? inWireOrder(after) : after }
}

/** Before 1.22 who sends more than a status owns all of it, though the rest is not kept. */
function wholeClaim<T extends KubeObject>(draft: T, before: T, minor: number): T | undefined {
  const isMore =
    !isSame(parts(draft).spec, parts(before).spec) ||
    draft.metadata.deletionTimestamp !== before.metadata.deletionTimestamp
  return isMore && !has('statusIsReset', minor) ? copyOf(draft) : undefined
}

/** Drops what the server has a feature off for: who sent it owns it nevertheless. */
export function dropDisabledFields<T extends KubeObject>(
  resource: Resource<T>,
  draft: T,
  minor: number,
): void {
  const message = messageNameOf(resource.group, resource.kind)
  forgetLaterFields(draft as unknown as JsonObject, message, minor, 'keptSince')
}

/** What a client has in mind of an object that it writes, or deletes. */
interface Expectation {
  readonly resourceVersion?: string | undefined
  readonly uid?: string | undefined
}

/** Throws 409 when the object isn't the version that a writer has in mind, or isn't the object; 500 for what is no version. */
export function insistOnExpected(
  resource: Resource<never>,
  { namespace, name }: { namespace?: string | undefined; name: string },
  found: ObjectMeta | undefined,
  { resourceVersion, uid }: Expectation,
): void {
  if (found && resourceVersion) insistOnVersion(resource, name, resourceVersion, found)
  if (uid && uid !== found?.uid) {
    const key = [
      '/registry',
      resource.kind === 'Node' ? 'minions' : resource.plural,
      namespace,
      name,
    ]
    const why = `StorageError: invalid object, Code: 4, Key: ${key.filter(Boolean).join('/')}, ResourceVersion: 0, AdditionalErrorMsg: Precondition failed: UID in precondition: ${uid}, UID in object meta: ${found?.uid ?? ''}`
    throw conflict(resource, name, why)
  }
}

function insistOnVersion(
  resource: Resource<never>,
  name: string,
  wanted: string,
  { resourceVersion }: ObjectMeta,
): void {
  if (wanted === resourceVersion || wanted === '0') return
  if (/^\d+$/.test(wanted)) throw conflict(resource, name)
  const why = `strconv.ParseUint: parsing "${wanted}": invalid syntax`
  throw new StatusError(500, undefined, why)
}

/** Throws 422 for a patch that makes another object of one. */
export function insistOnSameUid(
  resource: Resource<never>,
  before: KubeObject,
  { metadata }: Partial<KubeObject>,
): void {
  const uid = metadata?.uid
  if (!uid || uid === before.metadata.uid) return
  const error = invalidValue('metadata.uid', uid, 'field is immutable')
  insistOnValid(resource, before, [error, error])
}

export function insistOnValid(
  resource: Resource<never>,
  { metadata }: KubeObject,
  errors: readonly FieldError[],
): void {
  if (errors.length > 0) throw invalid(resource.form?.of ?? resource, metadata.name, errors)
}

/** What its generation counts the changes of: the spec, where it has one. */
const contentOf = (object: KubeObject): unknown =>
  parts(object).spec ?? { ...object, metadata: undefined }

/** As it is now, whatever becomes of its parts. */
const outlineOf = <T extends KubeObject>(object: T): T => ({
  ...object,
  metadata: { ...object.metadata },
  ...(isJsonObject(parts(object).spec) && { spec: { ...parts(object).spec! } }),
})

const parts = (object: KubeObject): KubeObject & { spec?: unknown; status?: unknown } => object

/** A status comes with the object's metadata, but with nothing else of it. */
const withStatusOf = <T extends KubeObject>(before: T, draft: T): T => ({
  ...copyOf(before),
  metadata: draft.metadata,
  status: parts(draft).status,
})

function keepStatus(after: KubeObject, before: KubeObject): void {
  const { status } = parts(before)
  if (status !== undefined) parts(after).status = status
}

/** The status of what has a grace period does not say when that ends. */
function keepDeletion(after: KubeObject, { metadata }: KubeObject): void {
  if (metadata.deletionTimestamp === undefined) delete after.metadata.deletionTimestamp
}

function keepMetadata(after: KubeObject, { metadata }: KubeObject): void {
  const { name, uid, creationTimestamp, resourceVersion, generation, deletionTimestamp } = metadata
  Object.assign(after.metadata, {
    name,
    uid,
    creationTimestamp,
    resourceVersion,
    ...(deletionTimestamp !== undefined && {
      deletionTimestamp,
      deletionGracePeriodSeconds: metadata.deletionGracePeriodSeconds,
    }),
  })
  if (generation === undefined) delete after.metadata.generation
  else after.metadata.generation = generation
  delete after.metadata.selfLink
}
