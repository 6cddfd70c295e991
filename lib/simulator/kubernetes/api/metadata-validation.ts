import { type Taint } from '../objects'
import { type FieldError } from './status-error'

const labelValue = {
  pattern: /^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$/,
  rule: "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')",
}
const qualifiedName = {
  pattern: /^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/,
  rule: "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')",
}
const subdomain = {
  pattern: /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/,
  rule: "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')",
}

/** Rules for `metadata.labels`, with the server's own words. */
export function labelErrors(
  labels: Record<string, string> = {},
  field = 'metadata.labels',
): FieldError[] {
  return Object.entries(labels).flatMap(([key, value]) => [
    ...keyErrors(key).map((message) => invalidValue(field, key, message)),
    ...valueErrors(value).map((message) => invalidValue(field, value, message)),
  ])
}

export function nameErrors(name: string): FieldError[] {
  if (name.length > 253)
    return [invalidValue('metadata.name', name, 'must be no more than 253 characters')]
  return subdomain.pattern.test(name) ? [] : [invalidValue('metadata.name', name, subdomain.rule)]
}

export function taintErrors(taints: readonly Taint[] = []): FieldError[] {
  return taints.flatMap(({ key, effect }, index) => {
    const field = `metadata.taints[${index}]`
    if (!effect)
      return [
        {
          field: `${field}.effect`,
          reason: 'FieldValueRequired' as const,
          message: 'Required value',
        },
      ]
    return keyErrors(key).map((message) => invalidValue(`${field}.key`, key, message))
  })
}

export const invalidValue = (field: string, value: string, rule: string): FieldError => ({
  field,
  reason: 'FieldValueInvalid',
  message: `Invalid value: ${JSON.stringify(value)}: ${rule}`,
})

function keyErrors(key: string): string[] {
  const parts = key.split('/')
  const name = parts.at(-1) ?? ''
  const prefix = parts.length === 2 ? parts[0] : undefined
  return [
    ...(prefix !== undefined && !subdomain.pattern.test(prefix)
      ? [`prefix part ${subdomain.rule}`]
      : []),
    ...(name.length > 63 ? ['name part must be no more than 63 characters'] : []),
    ...(parts.length > 2 || !qualifiedName.pattern.test(name) ? [qualifiedName.rule] : []),
  ]
}

const valueErrors = (value: string): string[] => [
  ...(value.length > 63 ? ['must be no more than 63 characters'] : []),
  ...(labelValue.pattern.test(value) ? [] : [labelValue.rule]),
]
