import { type FieldReaders } from '../api/field-selector'
import { type FieldError, type ResourceName } from '../api/status-error'
import { type TypedField } from '../api/typed-fields'
import { type KubeObject } from '../objects'
import { type Column } from '../table/column'

/** What admission may look up and make while an object is being created. */
export interface AdmissionContext {
  /** Minor version of the cluster: 20, 22, 28. */
  readonly minor: number
  readonly now: string
  find(resource: ResourceName, key: string): KubeObject | undefined
  readonly text: (length: number) => string
}

/**
 * One kind of object: how it is named on the wire, what the API does to it on the way in, how `kubectl get`
 * shows it. The hooks change or inspect a draft that nobody else holds.
 */
export interface Resource<T extends KubeObject = KubeObject> extends ResourceName {
  readonly version: string
  readonly singular: string
  readonly namespaced: boolean
  readonly verbs: readonly string[]
  readonly shortNames?: readonly string[]
  readonly categories?: readonly string[]
  readonly storageVersionHash?: string
  /** `status`, `log`, … with the kind their body has, as discovery lists them. */
  readonly subresources?: readonly Subresource[]
  readonly fields?: FieldReaders
  readonly typedFields?: readonly TypedField[]
  readonly columns: readonly Column<T>[]
  /** Its spec has a `metadata.generation`. */
  readonly generation?: boolean
  /** Its names need not be DNS names. */
  readonly anyName?: boolean
  /** `DELETE` answers the object instead of a Status. */
  readonly deletedObjectAnswered?: boolean
  /** How long a deletion leaves the object in place; undefined: it goes at once. */
  graceOf?(object: T, asked: number | undefined): number | undefined
  prepareForCreate?(draft: T, context: AdmissionContext): void
  prepareForUpdate?(draft: T, before: T): void
  setDefaults?(draft: T): void
  validate?(object: T): FieldError[]
  validateUpdate?(object: T, before: T): FieldError[]
}

export interface Subresource {
  readonly name: string
  readonly kind: string
  readonly verbs: readonly string[]
}

export const allVerbs = [
  'create',
  'delete',
  'deletecollection',
  'get',
  'list',
  'patch',
  'update',
  'watch',
] as const

export const statusOf = (kind: string): Subresource => ({
  name: 'status',
  kind,
  verbs: ['get', 'patch', 'update'],
})

export const groupVersion = ({ group, version }: Pick<Resource, 'group' | 'version'>): string =>
  group ? `${group}/${version}` : version

export const hasStatus = ({ subresources = [] }: Pick<Resource, 'subresources'>): boolean =>
  subresources.some(({ name }) => name === 'status')
