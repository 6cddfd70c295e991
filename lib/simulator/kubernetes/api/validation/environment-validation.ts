import { type PodContainer } from '../../objects'
import { type FieldError, invalidValue, notSupported, required } from '../field-error'
import { subdomain } from './names'

type Source = Readonly<Record<string, unknown>>

const name = /^[-._a-zA-Z][-._a-zA-Z0-9]*$/
const nameRule =
  "a valid environment variable name must consist of alphabetic characters, digits, '_', '-', or '.', and must not start with a digit (e.g. 'my.env-name',  or 'MY_ENV.NAME',  or 'MyEnvName1', regex used for validation is '[-._a-zA-Z][-._a-zA-Z0-9]*')"

/** The variables of a container, given one by one. */
export const envErrors = ({ env = [] }: PodContainer, at: string): FieldError[] =>
  env.flatMap((variable, index) => {
    const field = `${at}.env[${index}]`
    return [
      ...(variable.name ? nameErrors(variable.name, `${field}.name`) : [required(`${field}.name`)]),
      ...(variable.valueFrom
        ? sourceErrors(variable.valueFrom, variable.value, `${field}.valueFrom`)
        : []),
    ]
  })

const nameErrors = (text: string, field: string): FieldError[] =>
  name.test(text) ? [] : [invalidValue(field, text, nameRule)]

const sourceKinds = ['fieldRef', 'resourceFieldRef', 'configMapKeyRef', 'secretKeyRef']

function sourceErrors(source: Source, value: string | undefined, at: string): FieldError[] {
  const given = sourceKinds.filter((kind) => source[kind])
  return [
    ...given.flatMap((kind) => referenceErrors(source, kind, `${at}.${kind}`)),
    ...(given.length === 0
      ? [
          invalidValue(
            at,
            '',
            'must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef` or `secretKeyRef`',
          ),
        ]
      : value
        ? [invalidValue(at, '', 'may not be specified when `value` is not empty')]
        : given.length > 1
          ? [invalidValue(at, '', 'may not have more than one field specified at a time')]
          : []),
  ]
}

function referenceErrors(source: Source, kind: string, at: string): FieldError[] {
  if (kind === 'fieldRef') return fieldPathErrors(source[kind] as { fieldPath?: string }, at)
  if (kind === 'resourceFieldRef') return []
  const { name: named = '', key } = source[kind] as { name?: string; key?: string }
  return [
    ...(subdomain.pattern.test(named) ? [] : [invalidValue(`${at}.name`, named, subdomain.rule)]),
    ...(key ? [] : [required(`${at}.key`)]),
  ]
}

const fieldPaths = [
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
  'spec.nodeName',
  'spec.serviceAccountName',
  'status.hostIP',
  'status.podIP',
  'status.podIPs',
]
/** The server knows these of a pod, but not as a variable. */
const otherFieldPaths = [
  'metadata.annotations',
  'metadata.labels',
  'spec.restartPolicy',
  'spec.schedulerName',
  'status.phase',
]

function fieldPathErrors({ fieldPath = '' }: { fieldPath?: string }, at: string): FieldError[] {
  const field = `${at}.fieldPath`
  if (fieldPath === '') return [required(field)]
  if (fieldPaths.includes(fieldPath) || /^metadata\.(labels|annotations)\['.+'\]$/.test(fieldPath))
    return []
  if (otherFieldPaths.includes(fieldPath)) return [notSupported(field, fieldPath, fieldPaths)]
  const why = `error converting fieldPath: field label not supported: ${fieldPath}`
  return [invalidValue(field, fieldPath, why)]
}

/** Variables taken over from a whole ConfigMap or Secret. */
export function envFromErrors(container: PodContainer, at: string): FieldError[] {
  const { envFrom = [] } = container as { envFrom?: Source[] }
  const field = `${at}.envFrom`
  return envFrom.flatMap((source, index) => {
    const { prefix } = source as { prefix?: string }
    const given = ['configMapRef', 'secretRef'].filter((kind) => source[kind])
    const count =
      given.length === 0
        ? 'must specify one of: `configMapRef` or `secretRef`'
        : given.length > 1
          ? 'may not have more than one field specified at a time'
          : undefined
    return [
      ...(prefix ? nameErrors(prefix, `${field}[${index}].prefix`) : []),
      ...given
        .filter((kind) => !(source[kind] as { name?: string }).name)
        .map((kind) => required(`${field}[${index}].${kind}.name`)),
      ...(count ? [invalidValue(field, '', count)] : []),
    ]
  })
}
