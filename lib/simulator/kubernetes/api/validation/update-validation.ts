import { type KubeObject, type ObjectMeta } from '../../objects'
import { type Resource } from '../../resources/resource'
import { type FieldError, forbiddenField, invalidValue } from '../field-error'
import { type Subresource } from '../write-options'
import { comparedMarkErrors, markErrors } from './metadata-validation'
import { goStrings, invalidInGo } from './go-values'

/** By which server, and of which part, an object is written. */
export interface WriteContext {
  readonly minor: number
  readonly subresource: Subresource | undefined
}

/** The real server checks an update's metadata four times, its content twice, and repeats what it finds. */
export function updateErrors<T extends KubeObject>(
  resource: Resource<T>,
  after: T,
  before: T,
  { minor, subresource }: WriteContext,
): FieldError[] {
  const marks = markErrors(after.metadata)
  const compared = comparedMarkErrors(after.metadata)
  const late = [
    ...lateFinalizers(after.metadata, before.metadata),
    ...deletionErrors(after.metadata, before.metadata),
  ]
  if (subresource === 'status')
    return [
      ...marks,
      ...late,
      ...compared,
      ...late,
      ...(resource.validateStatus?.(after, before) ?? []),
    ]
  const content = resource.validate?.(after, minor) ?? []
  const changes = subresource ? [] : (resource.validateUpdate?.(after, before, minor) ?? [])
  const again = resource.checkedOnce ? [] : content
  return [
    ...marks,
    ...late,
    ...compared,
    ...marks,
    ...late,
    ...content,
    ...compared,
    ...again,
    ...changes,
  ]
}

/** Nothing more can hold up an object that is being deleted. */
function lateFinalizers(after: ObjectMeta, before: ObjectMeta): FieldError[] {
  if (!before.deletionTimestamp) return []
  const added = (after.finalizers ?? []).filter((name) => !before.finalizers?.includes(name))
  if (added.length === 0) return []
  const why = `no new finalizers can be added if the object is being deleted, found new finalizers ${goStrings(added)}`
  return [forbiddenField('metadata.finalizers', why)]
}

/** Only a deletion marks what is to go. */
function deletionErrors(after: ObjectMeta, before: ObjectMeta): FieldError[] {
  const { deletionTimestamp: end, deletionGracePeriodSeconds: grace } = after
  return [
    ...(end !== before.deletionTimestamp
      ? [invalidInGo('metadata.deletionTimestamp', goTime(end), 'field is immutable')]
      : []),
    ...(grace !== before.deletionGracePeriodSeconds
      ? [invalidValue('metadata.deletionGracePeriodSeconds', grace, 'field is immutable')]
      : []),
  ]
}

/** As Go prints a time. */
const goTime = (text = ''): string =>
  `${new Date(text).toISOString().replace('T', ' ').slice(0, 19)} +0000 UTC`
