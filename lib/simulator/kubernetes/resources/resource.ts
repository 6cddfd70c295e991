import { type FieldReaders } from '../api/selectors/field-selector'
import { type FieldError } from '../api/field-error'
import { type NameForm } from '../api/validation/metadata-validation'
import { type Subresource } from '../api/write-options'
import { type ResourceName } from '../api/status-error'
import { type KubeObject, type ObjectMeta } from '../objects'
import { type Change, has } from '../release/changes'
import { type Column } from '../table/column'
import { type RowCondition } from '../table/table'

/** What admission may look up and make while an object is being created. */
export interface AdmissionContext {
  /** Minor version of the cluster: 20, 22, 28. */
  readonly minor: number
  readonly now: string
  readonly find: (resource: ResourceName, key: string) => KubeObject | undefined
  readonly list: (resource: ResourceName) => KubeObject[]
  readonly text: (length: number) => string
  /** Who asks over the wire. */
  readonly requestor?: { readonly user: string; readonly groups: readonly string[] }
}

/**
 * One kind of object: how it is named on the wire, what the API does to it on the way in, how `kubectl get`
 * shows it. The hooks change or inspect a draft that nobody else holds.
 */
export interface Resource<T extends KubeObject = KubeObject> extends ResourceName {
  readonly version: string
  readonly namespaced: boolean
  /** Its status is written apart from the rest. */
  readonly hasStatus?: boolean
  /** The simulator serves what there is of it, which is nothing, and can't be given any. */
  readonly lifeless?: boolean
  /** Its objects are kept nowhere: by a server of that minor version they are found out for each request. */
  readonly foundOut?: {
    readonly all: (minor: number) => KubeObject[]
    readonly absence: (name: string) => Error
  }
  /** Its objects are kept as another resource's, whose other form they are. */
  readonly form?: Form
  readonly fields?: FieldReaders
  /** How it refuses a field that it can't be selected by, where that is not as most do. */
  readonly fieldRefusal?: (field: string) => string
  readonly columns: readonly Column<T>[]
  /** What a table says of an object besides its cells. */
  rowMarks?(object: T): { conditions: readonly RowCondition[] } | undefined
  /** Tables are made of the server's inner form of an object, whose metadata may be other. */
  readonly innerMetadata?: (metadata: ObjectMeta) => ObjectMeta
  /** Changes of its spec are counted in `metadata.generation`: always, or since that change. */
  readonly generation?: true | Change
  readonly nameForm?: NameForm
  /** The server finds what is wrong with its content once, not twice. */
  readonly checkedOnce?: boolean
  /** What it owns stays when it is deleted, unless it is said otherwise. */
  readonly orphansDependents?: boolean
  /** `DELETE` answers the object instead of a Status. */
  readonly deletedObjectAnswered?: boolean
  /** Nothing can hang on it: a deletion asks for no policy. */
  readonly dependentsUnsupported?: boolean
  /** How long a deletion leaves the object in place; not there: it goes at once. */
  graceOf?(object: T, asked: number | undefined): number
  /** Throws 403 for what is never deleted. */
  insistOnDeletable?(object: T): void
  prepareForCreate?(draft: T, context: AdmissionContext): void
  /** Throws 403 for what admission does not let become of it. */
  admitUpdate?(draft: T, context: AdmissionContext): void
  prepareForUpdate?(draft: T, before: T, subresource?: Subresource): void
  /** As servers of that minor version do. */
  setDefaults?(draft: T, minor: number): void
  validate?(object: T, minor: number): FieldError[]
  /** What is wrong with a new one only. */
  validateNew?(object: T): FieldError[]
  /** What who makes one, or changes it, is told about it though it is taken. */
  warnings?(object: T, before: T | undefined, minor: number): string[]
  validateUpdate?(object: T, before: T, minor: number): FieldError[]
  /** What is wrong with a status that is written apart. */
  validateStatus?(object: T, before: T): FieldError[]
}

/** How the same objects look to who asks for them in another group or version. */
export interface Form {
  readonly of: Resource
  /** As it is kept. */
  keep(object: KubeObject): KubeObject
  /** As it is shown. */
  show(kept: KubeObject): KubeObject
}

/** An object out of the store as this resource has it; one and the same for all who ask. */
export function shown<T extends KubeObject>(
  { form }: Pick<Resource<T>, 'form'>,
  kept: KubeObject,
): T {
  if (!form) return kept as T
  let known = shownAs.get(kept)
  if (!known) shownAs.set(kept, (known = new Map<Form, KubeObject>()))
  const object = known.get(form) ?? form.show(kept)
  known.set(form, object)
  return object as T
}

const shownAs = new WeakMap<KubeObject, Map<Form, KubeObject>>()

/** Does a server of this minor version count the changes of that resource's objects? */
export const countsChanges = (
  { generation }: Pick<Resource<never>, 'generation'>,
  minor: number,
): boolean => generation === true || (generation !== undefined && has(generation, minor))

export const groupVersion = ({ group, version }: Pick<Resource, 'group' | 'version'>): string =>
  group ? `${group}/${version}` : version
