import { type LabelSelector } from '../../objects'
import { type FieldError } from '../field-error'

/** Of a value that Go prints by itself. */
export const invalidInGo = (field: string, value: string, why: string): FieldError => ({
  field,
  reason: 'FieldValueInvalid',
  message: `Invalid value: ${value}: ${why}`,
})

/** A map of labels as Go prints it. */
export const goMap = (map: Record<string, string> | undefined): string =>
  map === undefined
    ? 'map[string]string(nil)'
    : `map[string]string{${Object.entries(map)
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`)
        .join(', ')}}`

/** A selector of labels as Go prints it. */
export const goSelector = ({ matchLabels }: LabelSelector): string =>
  `v1.LabelSelector{MatchLabels:${goMap(matchLabels)}, MatchExpressions:[]v1.LabelSelectorRequirement(nil)}`
