import { type PriorityClass } from '../../objects'
import { systemPriorities } from '../../objects/system-priorities'
import { type FieldError, forbiddenField, invalidValue, oneOf } from '../field-error'

const highestOfUsers = 1_000_000_000

/** What is wrong with a class of priorities, in the server's words. */
export const priorityClassErrors = ({
  metadata: { name },
  value,
  globalDefault = false,
  preemptionPolicy,
}: PriorityClass): FieldError[] => [
  ...(name.startsWith('system-')
    ? systemErrors(name, value, globalDefault)
    : value > highestOfUsers
      ? [
          forbiddenField(
            'value',
            `maximum allowed value of a user defined priority is ${highestOfUsers}`,
          ),
        ]
      : []),
  ...oneOf(preemptionPolicy, ['PreemptLowerPriority', 'Never'], 'preemptionPolicy'),
]

function systemErrors(name: string, value: number, globalDefault: boolean): FieldError[] {
  const known = systemPriorities.find((one) => one.name === name)
  const why = !known
    ? `${name} is not a known system priority class`
    : known.value !== value
      ? `value of ${name} PriorityClass must be ${known.value}`
      : globalDefault
        ? `globalDefault of ${name} PriorityClass must be false`
        : undefined
  if (why === undefined) return []
  const reserved = "priority class names with 'system-' prefix are reserved for system use only"
  return [forbiddenField('metadata.name', `${reserved}. error: ${why}`)]
}

/** What can't be changed of it. */
export const priorityUpdateErrors = (after: PriorityClass, before: PriorityClass): FieldError[] => [
  ...(after.value === before.value
    ? []
    : [forbiddenField('Value', 'may not be changed in an update.')]),
  ...(after.preemptionPolicy === before.preemptionPolicy
    ? []
    : [invalidValue('preemptionPolicy', after.preemptionPolicy, 'field is immutable')]),
]
