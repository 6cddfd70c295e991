import { amountOf } from '../../schema/quantity'
import { type LimitRange, type LimitRangeItem, type Quantities } from '../../objects'
import { type FieldError, forbiddenField, invalidValue, required } from '../field-error'
import { goQuantity, invalidInGo } from './go-values'
import { keyErrors } from './names'
import { resourceNameErrors } from './resource-validation'

/** What is wrong with a limit range, in the server's words and order (kubernetes/pkg/apis/core/validation, 1.20). */
export function limitRangeErrors({ spec: { limits } }: LimitRange): FieldError[] {
  const types: string[] = []
  return (limits ?? []).flatMap((item, index) => {
    const at = `spec.limits[${index}]`
    const isSecond = types.includes(item.type)
    types.push(item.type)
    return [
      ...typeErrors(item.type, `${at}.type`),
      ...(isSecond ? [duplicate(`${at}.type`, item.type)] : []),
      ...nameErrors(item, at),
      ...orderErrors(item, at),
    ]
  })
}

const duplicate = (field: string, value: string): FieldError => ({
  field,
  reason: 'FieldValueDuplicate',
  message: `Duplicate value: ${JSON.stringify(value)}`,
})

const known = ['Pod', 'Container', 'PersistentVolumeClaim']

function typeErrors(type: string, field: string): FieldError[] {
  const form = keyErrors(type).map((rule) => invalidValue(field, type, rule))
  if (form.length > 0 || type.includes('/') || known.includes(type)) return form
  return [invalidValue(field, type, 'must be a standard limit type or fully qualified')]
}

function nameErrors(item: LimitRangeItem, at: string): FieldError[] {
  const of = (field: keyof LimitRangeItem): FieldError[] =>
    Object.keys((item[field] as Quantities | undefined) ?? {}).flatMap((name) =>
      resourceNameErrors(name, `${at}.${field}[${name}]`),
    )
  const isOfPod = item.type === 'Pod'
  const refused = (['default', 'defaultRequest'] as const).filter(
    (field) => isOfPod && Object.keys(item[field] ?? {}).length > 0,
  )
  const lacksStorage =
    item.type === 'PersistentVolumeClaim' && !item.min?.['storage'] && !item.max?.['storage']
  return [
    ...of('max'),
    ...of('min'),
    ...refused.map((field) =>
      forbiddenField(`${at}.${field}`, "may not be specified when `type` is 'Pod'"),
    ),
    ...(isOfPod ? [] : [...of('default'), ...of('defaultRequest')]),
    ...(lacksStorage
      ? [
          required(
            `${at}.limits`,
            'either minimum or maximum storage value is required, but neither was provided',
          ),
        ]
      : []),
    ...of('maxLimitRequestRatio'),
  ]
}

/** The minimum, what is given and the maximum are to follow one another. */
function orderErrors(item: LimitRangeItem, at: string): FieldError[] {
  const isOfPod = item.type === 'Pod'
  const { min = {}, max = {}, maxLimitRequestRatio: ratios = {} } = item
  const given = (isOfPod ? undefined : item.default) ?? {}
  const asked = (isOfPod ? undefined : item.defaultRequest) ?? {}
  const names = new Set([min, max, given, asked, ratios].flatMap((one) => Object.keys(one)))
  return [...names].flatMap((name) => {
    const greater = (
      [field, shown]: readonly [string, Quantities],
      [low, lowWord]: readonly [Quantities, string],
      [high, highWord]: readonly [Quantities, string],
    ): FieldError[] => {
      const [one, other] = [low[name], high[name]]
      if (one === undefined || other === undefined || amountOf(one) <= amountOf(other)) return []
      const why = `${lowWord} value ${one} is greater than ${highWord} value ${other}`
      return [invalidInGo(`${at}.${field}[${name}]`, goQuantity(shown[name] ?? ''), why)]
    }
    const ratio = ratios[name]
    return [
      ...greater(['min', min], [min, 'min'], [max, 'max']),
      ...greater(['defaultRequest', asked], [min, 'min'], [asked, 'default request']),
      ...greater(['defaultRequest', asked], [asked, 'default request'], [max, 'max']),
      ...greater(['defaultRequest', asked], [asked, 'default request'], [given, 'default limit']),
      ...greater(['default', min], [min, 'min'], [given, 'default']),
      ...greater(['default', max], [given, 'default'], [max, 'max']),
      ...(ratio !== undefined && amountOf(ratio) < 1_000_000_000n
        ? [
            invalidInGo(
              `${at}.maxLimitRequestRatio[${name}]`,
              goQuantity(ratio),
              `ratio ${ratio} is less than 1`,
            ),
          ]
        : []),
    ]
  })
}
