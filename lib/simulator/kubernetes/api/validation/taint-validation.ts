import { type Taint, type Toleration } from '../../objects'
import { type FieldError, invalidValue, notSupported, required } from '../field-error'
import { keyErrors, valueErrors } from './names'

const effects = ['NoSchedule', 'PreferNoSchedule', 'NoExecute']

/** A node's taints: the server names them as if they were metadata. */
export function taintErrors(taints: readonly Taint[] = []): FieldError[] {
  return taints.flatMap((taint, index) => {
    const field = `metadata.taints[${index}]`
    const same = (other: Taint): boolean => other.key === taint.key && other.effect === taint.effect
    return [
      ...keyErrors(taint.key ?? '').map((message) =>
        invalidValue(`${field}.key`, taint.key ?? '', message),
      ),
      ...valueErrors(taint.value ?? '').map((message) =>
        invalidValue(`${field}.value`, taint.value, message),
      ),
      ...effectErrors(taint.effect, `${field}.effect`),
      ...(taints.findIndex(same) < index ? [twice(field, taint)] : []),
    ]
  })
}

const twice = (field: string, { key, value = '', effect }: Taint): FieldError => ({
  field,
  reason: 'FieldValueDuplicate',
  message: `Duplicate value: core.Taint{Key:"${key}", Value:"${value}", Effect:"${effect}", TimeAdded:<nil>}: taints must be unique by key and effect pair`,
})

export function tolerationErrors(
  tolerations: readonly Toleration[] = [],
  at: string,
): FieldError[] {
  return tolerations.flatMap(({ key, operator, effect, tolerationSeconds }, index) => {
    const field = `${at}[${index}]`
    return [
      ...(key ? keyErrors(key).map((message) => invalidValue(`${field}.key`, key, message)) : []),
      ...(!key && operator !== 'Exists'
        ? [
            invalidValue(
              `${field}.operator`,
              operator ?? '',
              'operator must be Exists when `key` is empty, which means "match all values and all keys"',
            ),
          ]
        : []),
      ...(tolerationSeconds !== undefined && effect !== 'NoExecute'
        ? [
            invalidValue(
              `${field}.effect`,
              effect ?? '',
              "effect must be 'NoExecute' when `tolerationSeconds` is set",
            ),
          ]
        : []),
      ...operatorErrors(tolerations[index]!, field),
      ...(effect ? effectErrors(effect, `${field}.effect`) : []),
    ]
  })
}

function operatorErrors(toleration: Toleration, field: string): FieldError[] {
  const { operator = 'Equal', value = '' } = toleration
  if (operator === 'Equal')
    return valueErrors(value).map((message) => invalidValue(`${field}.operator`, value, message))
  if (operator !== 'Exists')
    return [notSupported(`${field}.operator`, operator, ['Equal', 'Exists'])]
  if (value === '') return []
  const why = "value must be empty when `operator` is 'Exists'"
  const reason = 'FieldValueInvalid'
  return [
    { field: `${field}.operator`, reason, message: `Invalid value: ${inGo(toleration)}: ${why}` },
  ]
}

const inGo = ({ key = '', operator = '', value = '', effect = '' }: Toleration): string =>
  `core.Toleration{Key:"${key}", Operator:"${operator}", Value:"${value}", Effect:"${effect}", TolerationSeconds:(*int64)(nil)}`

function effectErrors(effect: string, field: string): FieldError[] {
  if (!effect) return [required(field)]
  return effects.includes(effect) ? [] : [notSupported(field, effect, effects)]
}
