/** One thing wrong with an object: which field, and the server's own words. */
export interface FieldError {
  readonly field: string
  readonly reason:
    | 'FieldValueInvalid'
    | 'FieldValueRequired'
    | 'FieldValueNotSupported'
    | 'FieldValueNotFound'
    | 'FieldValueDuplicate'
    | 'FieldValueForbidden'
    | 'FieldValueTooLong'
  readonly message: string
}

/** `value` is shown as Go prints it: strings in quotes, numbers bare. */
export const invalidValue = (field: string, value: unknown, rule: string): FieldError => ({
  field,
  reason: 'FieldValueInvalid',
  message: `Invalid value: ${asGoPrints(value)}: ${rule}`,
})

/** Signs that nobody sees are told by two digits. */
const asGoPrints = (value: unknown): string =>
  JSON.stringify(value).replaceAll(/\\u00([01][0-9a-f])/g, '\\x$1')

export const required = (field: string, why = ''): FieldError => ({
  field,
  reason: 'FieldValueRequired',
  message: why ? `Required value: ${why}` : 'Required value',
})

export const duplicate = (field: string, value: unknown): FieldError => ({
  field,
  reason: 'FieldValueDuplicate',
  message: `Duplicate value: ${JSON.stringify(value)}`,
})

export const notFoundValue = (field: string, value: string): FieldError => ({
  field,
  reason: 'FieldValueNotFound',
  message: `Not found: "${value}"`,
})

export const forbiddenField = (field: string, why: string): FieldError => ({
  field,
  reason: 'FieldValueForbidden',
  message: `Forbidden: ${why}`,
})

export const notSupported = (
  field: string,
  value: string,
  supported: readonly string[],
): FieldError => ({
  field,
  reason: 'FieldValueNotSupported',
  message: `Unsupported value: "${value}": supported values: ${supported.map((item) => `"${item}"`).join(', ')}`,
})

export const notNegative = 'must be greater than or equal to 0'

export const oneOf = (
  value: string | undefined,
  supported: readonly string[],
  field: string,
): FieldError[] =>
  value === undefined || supported.includes(value) ? [] : [notSupported(field, value, supported)]

/** `All` is the only dry run there is. */
export const dryRunErrors = (asked: readonly string[]): FieldError[] =>
  asked.every((value) => value === 'All')
    ? []
    : [
        {
          ...notSupported('dryRun', '', ['All']),
          message: `Unsupported value: []string{${asked.map((value) => JSON.stringify(value)).join(', ')}}: supported values: "All"`,
        },
      ]
