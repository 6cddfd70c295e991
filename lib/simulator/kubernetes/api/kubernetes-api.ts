import { type SimulatedClock } from '../../time/clock'
import { type SeededRandom } from '../../chance/seeded-random'
import { type KubeObject } from '../objects'
import { countsChanges, type Resource, shown } from '../resources/resource'
import { applied } from '../ownership/apply'
import { trackOwners, type Writer } from '../ownership/update-owners'
import { structOf } from '../schema/go-types'
import { messageNameOf } from '../schema/schema'
import { timestamp } from '../../time/timestamp'
import {
  decoded,
  forgetThePast,
  insistOnDecodable,
  insistOnNew,
  insistOnPlace,
} from './decoding/decode-object'
import { required } from './field-error'
import { deletionOf, isHeld } from './deletion/deletion'
import { type DeleteOptions, insistOnDeleteOptions } from './deletion/delete-options'
import { copyOf, isSame, type JsonObject } from '../json/json'
import { metadataErrors } from './validation/metadata-validation'
import { restrictNode } from './node-restriction'
import {
  dropDisabledFields,
  insistOnExpected,
  insistOnSameUid,
  insistOnValid,
  preparedUpdate,
} from './prepare-update'
import {
  configuration,
  type Patch,
  patched,
  patchTypes,
  shown as shownPatch,
} from './patching/patch'
import { alreadyExists, invalid, notFound, StatusError } from './status-error'
import { ObjectIdentity } from './object-identity'
import { type Admission, admissionIn } from './admission-context'
import { chargeFor } from './quotas/quota-admission'
import { insistOnOpenNamespace } from './open-namespace'
import { checkFields, refusedPatch } from './decoding/strict-decoding'
import { keyOf, type Store } from './store'
import { inWireOrder } from './wire-order'
import { type Place, type Subresource, type WriteOptions } from './write-options'
import { nameOwnersOnce } from './owner-references'
import { has } from '../release/changes'

/**
 * What the API server does to objects, without the wire: defaults, admission, validation, optimistic locking,
 * two-phase deletion. All of it is synchronous; refusals are thrown as StatusError. Objects that come out are
 * the stored ones: read them, don't change them.
 */
export class KubernetesApi {
  readonly #identity: ObjectIdentity
  readonly #admission: Admission

  constructor(
    readonly store: Store,
    readonly minor: number,
    readonly clock: SimulatedClock,
    random: SeededRandom,
  ) {
    this.#identity = new ObjectIdentity(random)
    this.#admission = admissionIn(store, minor, clock, this.#identity)
  }

  find<T extends KubeObject>(resource: Resource<T>, { namespace, name }: Place): T | undefined {
    const kept = this.store.get(resource.plural, namespace ? `${namespace}/${name}` : name)
    return kept && shown(resource, kept)
  }

  get<T extends KubeObject>(resource: Resource<T>, place: Place): T {
    const found = this.find(resource, place)
    if (!found) throw notFound(resource, place.name)
    return found
  }

  list<T extends KubeObject>(resource: Resource<T>, namespace?: string): T[] {
    const all = this.store.list(resource.plural).map((kept) => shown<T>(resource, kept))
    return namespace ? all.filter(({ metadata }) => metadata.namespace === namespace) : all
  }

  create<T extends KubeObject>(
    resource: Resource<T>,
    namespace: string | undefined,
    body: T,
    { dryRun = false, manager, user, groups = [], warn, ...sent }: WriteOptions = {},
  ): T {
    const { minor } = this
    const draft = decoded(resource, { namespace }, copyOf(body), { ...sent, minor })
    insistOnNew(draft)
    if (resource.namespaced) insistOnOpenNamespace(this.store, resource, namespace, draft)

    const { metadata } = draft
    this.#identity.give(resource.plural, draft)
    if (!metadata.name)
      throw invalid(resource, '', [required('metadata.name', 'name or generateName is required')])
    metadata.creationTimestamp = timestamp(this.clock.now())
    forgetThePast(metadata)
    if (countsChanges(resource, minor)) metadata.generation = 1

    restrictNode(user, resource, draft, undefined)
    nameOwnersOnce(metadata, warn, 'sent')
    resource.setDefaults?.(draft, minor)
    if (manager !== undefined)
      trackOwners(undefined, draft, this.#writer(manager), inWireOrder(draft))
    dropDisabledFields(resource, draft, minor)
    resource.prepareForCreate?.(draft, this.#admission(metadata.uid, user, groups))
    resource.setDefaults?.(draft, minor)
    insistOnValid(resource, draft, [
      ...metadataErrors(draft, resource.nameForm),
      ...(resource.validate?.(draft, minor) ?? []),
      ...(resource.validateNew?.(draft) ?? []),
    ])
    resource.warnings?.(draft, undefined, minor).forEach((text) => warn?.(text))
    const charge = chargeFor(this, resource, draft)
    const present = this.find(resource, metadata)
    if (present) throw alreadyExists(resource, present)
    const created = inWireOrder(draft)
    if (dryRun) return created
    charge()
    return this.#write(resource, created)
  }

  /** Replaces the object (`PUT`), or only its status. A resourceVersion in the body must be the current one. */
  update<T extends KubeObject>(
    resource: Resource<T>,
    place: Place,
    body: T,
    options: WriteOptions = {},
  ): T {
    return this.#replace(resource, place, copyOf(body), options)
  }

  #replace<T extends KubeObject>(
    resource: Resource<T>,
    place: Place,
    body: T,
    { dryRun = false, subresource, manager, user, warn, ...sent }: WriteOptions,
  ): T {
    const { minor } = this
    const draft = decoded(resource, place, body, { ...sent, minor })
    if (!sent.refusal) nameOwnersOnce(draft.metadata, warn, 'sent')
    const found = this.find(resource, place)
    insistOnExpected(resource, place, found?.metadata, draft.metadata)
    const before = found ?? this.get(resource, place)
    const { asked, after } = preparedUpdate(resource, draft, before, { minor, subresource })
    restrictNode(user, resource, after, before)
    resource.admitUpdate?.(after, this.#admission(after.metadata.uid))
    if (manager !== undefined) trackOwners(before, after, this.#writer(manager, subresource), asked)
    nameOwnersOnce(after.metadata, warn, 'patched')
    if (!subresource) resource.warnings?.(after, before, minor).forEach((text) => warn?.(text))
    return dryRun ? after : this.#put(resource, after, before)
  }

  patch<T extends KubeObject>(
    resource: Resource<T>,
    place: Place,
    patch: Patch,
    options: WriteOptions = {},
  ): T {
    if (patch.mediaType === patchTypes.apply) return this.#apply(resource, place, patch, options)
    const before = this.get(resource, place)
    const schema = messageNameOf(resource.group, resource.kind)
    const struct = structOf(schema)
    const result = patched(before as unknown as JsonObject, patch.body, patch.mediaType, struct)
    insistOnDecodable(result, schema)
    insistOnSameUid(resource, before, result)
    const refusal = (why: string): Error => refusedPatch(shownPatch(patch, result), why)
    checkFields(schema, result, options.fields, refusal)
    const asSent = { ...options, fields: undefined, refusal }
    return this.update(resource, place, result as unknown as T, asSent)
  }

  #apply<T extends KubeObject>(
    resource: Resource<T>,
    place: Place,
    patch: Patch,
    options: WriteOptions,
  ): T {
    const { manager = '', subresource } = options
    const struct = structOf(messageNameOf(resource.group, resource.kind), this.minor)
    const config = configuration(patch.body, resource)
    const before = this.find(resource, place)
    if (!before && subresource) throw notFound(resource, place.name)
    if (!struct)
      throw new StatusError(415, 'UnsupportedMediaType', '415: Unsupported Media Type', {})
    const base = before ?? ({ metadata: {} } as KubeObject)
    const force = patch.force ?? false
    const applier = { ...this.#writer(manager, subresource), force }
    const result = applied(base, config, struct, applier) as T
    if (before) insistOnSameUid(resource, before, result)
    insistOnPlace(resource, result, place, this.minor)
    const keptOptions = { ...options, manager: undefined, fields: undefined }
    return before
      ? this.update(resource, place, result, keptOptions)
      : this.create(resource, place.namespace, result, keptOptions)
  }

  /** For controllers and kubelets: `change` gets a copy. They look first, and do not write what is there already. */
  modify<T extends KubeObject>(
    resource: Resource<T>,
    place: Place,
    change: (draft: T) => void,
    options: WriteOptions = {},
  ): T {
    const before = this.get(resource, place)
    const draft = copyOf(before)
    change(draft)
    const same = isSame(draft, before)
    return same ? before : this.#replace(resource, place, draft, options)
  }

  /** Begins or finishes a deletion; answers the object as the deletion left it, and whether it is gone. */
  delete<T extends KubeObject>(
    resource: Resource<T>,
    place: Place,
    options: DeleteOptions = {},
  ): { object: T; gone: boolean } {
    insistOnDeleteOptions(options)
    const before = this.get(resource, place)
    resource.insistOnDeletable?.(before)
    const { object, gone } = deletionOf(resource, before, options, this)
    if (options.dryRun?.length) return { object, gone }

    const marked = object === before ? before : this.#write(resource, object)
    if (gone) this.store.remove(resource.plural, keyOf(marked))
    return { object: marked, gone }
  }

  #writer(manager: string, subresource?: Subresource): Writer {
    const isApart = has('statusHasOwners', this.minor) && subresource === 'status'
    const apart = isApart ? subresource : undefined
    return { manager, now: timestamp(this.clock.now()), subresource: apart, minor: this.minor }
  }

  /** What only its finalizers have kept, for no time, is gone with the last of them, without having been changed before. */
  #put<T extends KubeObject>(resource: Resource<T>, object: T, { metadata: before }: T): T {
    if (!before.deletionTimestamp || before.deletionGracePeriodSeconds || isHeld(object))
      return this.#write(resource, object)
    this.store.remove(resource.plural, keyOf(object))
    return object
  }

  #write<T extends KubeObject>(resource: Resource<T>, object: T): T {
    const kept = resource.form ? inWireOrder(resource.form.keep(object)) : object
    return shown(resource, this.store.put(resource.plural, keyOf(object), kept))
  }
}
