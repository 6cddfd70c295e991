import type { ApiObject } from '../objects'
import { annotationLines, labelLines, several } from './shared-lines'

interface Small extends ApiObject {
  readonly data?: Readonly<Record<string, string>>
  readonly type?: string
  readonly secrets?: readonly { name: string }[]
  readonly imagePullSecrets?: readonly { name: string }[]
}

/** Whether `describe` ends with the events of such an object. */
export const hasEvents = ({ kind = '' }: ApiObject): boolean =>
  !['Secret', 'Namespace'].includes(kind)

/** ConfigMaps, secrets, namespaces and service accounts; of other kinds what all objects have. */
export function describeSmallKind(object: ApiObject, minor: number): string {
  const { kind = '', metadata } = object
  return [
    `Name:\t${metadata.name}\n`,
    metadata.namespace ? `Namespace:\t${metadata.namespace}\n` : '',
    labelLines('Labels', metadata.labels),
    annotationLines(metadata.annotations),
    rest[kind]?.(object, minor) ?? '',
  ].join('')
}

const rest: Readonly<Record<string, (object: Small, minor: number) => string>> = {
  ConfigMap: ({ data = {} }, minor) =>
    `\nData\n====\n${sorted(data)
      .map(([key, value]) => `${key}:\n----\n${value}\n`)
      .join('')}${minor < 21 ? '' : '\nBinaryData\n====\n\n'}`,
  Namespace: ({ status }) =>
    `Status:\t${String(status?.phase)}\n\nNo resource quota.\n\nNo LimitRange resource.\n`,
  Secret: ({ data = {}, type }) =>
    `\nType:\t${type}\n\nData\n====\n${sorted(data)
      .map(([key, value]) => {
        const bytes = Buffer.from(value, 'base64')
        const isToken = key === 'token' && type === 'kubernetes.io/service-account-token'
        return `${key}:\t${isToken ? bytes.toString() : `${bytes.length} bytes`}\n`
      })
      .join('')}`,
  ServiceAccount: ({ secrets = [], imagePullSecrets = [] }) =>
    [
      several('Image pull secrets', names(imagePullSecrets)),
      several('Mountable secrets', names(secrets)),
      'Tokens:\t<none>\n',
    ].join(''),
}

const names = (references: readonly { name: string }[]): string[] =>
  references.map(({ name }) => name)

const sorted = (data: Readonly<Record<string, string>>): [string, string][] =>
  Object.entries(data).sort(([a], [b]) => (a < b ? -1 : 1))
