import { type JsonObject } from '../json/json'
import { type ManagedFieldsEntry } from '../objects'
import { FieldSet } from './field-set'

/** Who has what: the managers of an object's fields, as `metadata.managedFields` lists them. */
export interface Owner {
  readonly manager: string
  readonly operation: 'Apply' | 'Update'
  readonly apiVersion: string
  readonly subresource?: string | undefined
  readonly time: string
  readonly fields: FieldSet
}

export const readOwners = (entries: readonly ManagedFieldsEntry[] = []): Owner[] =>
  entries.map(({ fieldsV1, fieldsType: _, ...owner }) => ({
    ...owner,
    fields: FieldSet.read(fieldsV1 as JsonObject),
  }))

/** Appliers first, then by time and name; who has nothing is not listed. */
export const writeOwners = (owners: readonly Owner[]): ManagedFieldsEntry[] =>
  owners
    .filter(({ fields }) => fields.size > 0)
    .sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1))
    .map(({ manager, operation, apiVersion, time, fields, subresource }) => ({
      manager,
      operation,
      apiVersion,
      time,
      fieldsType: 'FieldsV1',
      fieldsV1: fields.write(),
      ...(subresource && { subresource }),
    }))

const orderOf = ({ operation, time, manager, apiVersion }: Owner): string =>
  [operation, time, manager, apiVersion].join('\0')

export const isSameOwner = (
  a: Omit<Owner, 'fields' | 'time'>,
  b: Omit<Owner, 'fields' | 'time'>,
): boolean =>
  a.manager === b.manager &&
  a.operation === b.operation &&
  (a.operation === 'Apply' || a.apiVersion === b.apiVersion) &&
  a.subresource === b.subresource

/** Fields that nobody owns: they name the object, or are the server's. */
const unowned = [
  ['f:apiVersion'],
  ['f:kind'],
  ...[
    'name',
    'namespace',
    'creationTimestamp',
    'selfLink',
    'uid',
    'clusterName',
    'generation',
    'managedFields',
    'resourceVersion',
    'deletionTimestamp',
    'deletionGracePeriodSeconds',
  ].map((key) => ['f:metadata', `f:${key}`]),
]

const metadata = FieldSet.of([['f:metadata']])

export const ownable = (fields: FieldSet): FieldSet => fields.without(unowned).minus(metadata)
