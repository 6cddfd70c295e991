import { type Secret } from '../../objects'
import { type FieldError, forbiddenField, invalidValue, required } from '../field-error'
import { jsonMistake } from '../../json/json-mistake'
import { isSame } from '../../json/json'

const mostBytes = 1024 * 1024
const rule =
  "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')"

/** The keys and the size of what ConfigMaps and Secrets hold. */
export function keyedDataErrors(
  maps: Readonly<Record<string, Record<string, string>>>,
): FieldError[] {
  const bytes = Object.values(maps)
    .flatMap((map) => Object.values(map))
    .reduce((sum, value) => sum + Buffer.byteLength(value), 0)
  const { data = {}, binaryData = {} } = maps
  return [
    ...Object.keys(data)
      .filter((key) => key in binaryData)
      .map((key) => invalidValue(`data[${key}]`, key, 'duplicate of key present in binaryData')),
    ...Object.entries(maps).flatMap(([field, map]) =>
      Object.keys(map).flatMap((key) => keyErrors(key, `${field}[${key}]`)),
    ),
    ...(bytes > mostBytes
      ? [
          {
            field: '',
            reason: 'FieldValueTooLong' as const,
            message: `Too long: must have at most ${mostBytes} bytes`,
          },
        ]
      : []),
  ]
}

function keyErrors(key: string, field: string): FieldError[] {
  if (key.length > 253) return [invalidValue(field, key, 'must be no more than 253 characters')]
  if (key === '.' || key === '..') return [invalidValue(field, key, `must not be '${key}'`)]
  return /^[-._a-zA-Z0-9]+$/.test(key) ? [] : [invalidValue(field, key, rule)]
}

/** What has been made immutable stays as it is, and stays immutable. */
export function immutableErrors<T extends { immutable?: boolean }>(
  after: T,
  before: T,
  fields: readonly (keyof T & string)[],
): FieldError[] {
  if (!before.immutable) return []
  const changed = fields.filter((field) => !isSame(after[field], before[field]))
  const why = 'field is immutable when `immutable` is set'
  return [...(after.immutable ? [] : ['immutable']), ...changed].map((field) =>
    forbiddenField(field, why),
  )
}

const sshAuth = 'kubernetes.io/ssh-auth'

/** One of them at least; the server's own message forgets to fill in its form. */
const neededCredentials: Readonly<Record<string, readonly string[]>> = {
  'kubernetes.io/basic-auth': ['username', 'password'],
  [sshAuth]: ['ssh-privatekey'],
}

const neededKeys: Readonly<Record<string, string>> = {
  'kubernetes.io/dockerconfigjson': '.dockerconfigjson',
  'kubernetes.io/dockercfg': '.dockercfg',
}

/** What a Secret's type asks of its data; the data itself is never shown. */
export function secretErrors({ type = '', data = {}, metadata }: Secret): FieldError[] {
  if (type === 'kubernetes.io/service-account-token') {
    const field = 'metadata.annotations[kubernetes.io/service-account.name]'
    return metadata.annotations?.['kubernetes.io/service-account.name'] ? [] : [required(field)]
  }
  const credentials = neededCredentials[type]
  if (credentials)
    return credentials.some((key) => (type === sshAuth ? data[key] : key in data))
      ? []
      : credentials.map((key) => required(`data[%s][${key}]`))
  if (type === 'kubernetes.io/tls') {
    return ['tls.crt', 'tls.key']
      .filter((key) => !(key in data))
      .map((key) => required(`data[${key}]`))
  }
  const key = neededKeys[type]
  if (key === undefined) return []
  if (!(key in data)) return [required(`data[${key}]`)]
  const wrong = mistakeIn(Buffer.from(data[key]!, 'base64').toString())
  return wrong === undefined
    ? []
    : [invalidValue(`data[${key}]`, '<secret contents redacted>', wrong)]
}

function mistakeIn(text: string): string | undefined {
  try {
    JSON.parse(text)
    return undefined
  } catch {
    return jsonMistake(text)
  }
}
