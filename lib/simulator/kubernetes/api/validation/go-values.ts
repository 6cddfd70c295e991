import { type LabelSelector } from '../../objects'
import { amountOf } from '../../schema/quantity'
import { type FieldError } from '../field-error'

/** Of a value that Go prints by itself. */
export const invalidInGo = (field: string, value: string, why: string): FieldError => ({
  field,
  reason: 'FieldValueInvalid',
  message: `Invalid value: ${value}: ${why}`,
})

/** A list of texts as Go prints it. */
export const goStrings = (texts: readonly string[]): string =>
  `[]string{${texts.map((text) => JSON.stringify(text)).join(', ')}}`

/** A map of labels as Go prints it. */
export const goMap = (map: Record<string, string> | undefined): string =>
  map === undefined
    ? 'map[string]string(nil)'
    : `map[string]string{${Object.entries(map)
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`)
        .join(', ')}}`

/** A quantity as Go prints it with all that is in it. */
export function goQuantity(text: string): string {
  const [, digits = '0', unit = ''] = /^(-?\d+)(.*)$/.exec(text) ?? []
  const isBinary = unit.endsWith('i')
  const scale = isBinary
    ? 0
    : (['n', 'u', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E'].indexOf(unit) - 3) * 3
  const value = isBinary ? amountOf(text) / 1_000_000_000n : digits
  return `resource.Quantity{i:resource.int64Amount{value:${value}, scale:${scale}}, d:resource.infDecAmount{Dec:(*inf.Dec)(nil)}, s:${JSON.stringify(text)}, Format:"${isBinary ? 'BinarySI' : 'DecimalSI'}"}`
}

/** A selector of labels as Go prints it. */
export const goSelector = ({ matchLabels }: LabelSelector): string =>
  `v1.LabelSelector{MatchLabels:${goMap(matchLabels)}, MatchExpressions:[]v1.LabelSelectorRequirement(nil)}`
