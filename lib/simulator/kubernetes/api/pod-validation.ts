import { type PodSpec, type Volume } from '../objects'
import { containersErrors, initContainersErrors } from './container-validation'
import {
  duplicate,
  type FieldError,
  invalidValue,
  notNegative,
  oneOf,
  required,
} from './field-error'
import { labelErrors } from './metadata-validation'
import { label, subdomain } from './names'
import { tolerationErrors } from './taint-validation'

/** What is wrong with a pod's spec, in the server's words and order; `at` is the path of the spec. */
export function podSpecErrors(spec: PodSpec | undefined, at: string): FieldError[] {
  const { volumes = [], hostNetwork = false, terminationGracePeriodSeconds: grace } = spec ?? {}
  const known = new Set(volumes.map(({ name }) => name))
  return [
    ...volumeErrors(volumes, `${at}.volumes`),
    ...containersErrors(spec?.containers ?? [], known, hostNetwork, `${at}.containers`),
    ...initContainersErrors(spec, known, `${at}.initContainers`),
    ...oneOf(spec?.restartPolicy, ['Always', 'OnFailure', 'Never'], `${at}.restartPolicy`),
    ...oneOf(spec?.dnsPolicy, dnsPolicies, `${at}.dnsPolicy`),
    ...labelErrors(spec?.nodeSelector, `${at}.nodeSelector`),
    ...nameOf(spec?.serviceAccountName, `${at}.serviceAccountName`),
    ...nameOf(spec?.nodeName, `${at}.nodeName`),
    ...secretErrors(spec?.imagePullSecrets, `${at}.imagePullSecrets`),
    ...tolerationErrors(spec?.tolerations, `${at}.tolerations`),
    ...(grace !== undefined && grace < 0
      ? [invalidValue(`${at}.terminationGracePeriodSeconds`, grace, notNegative)]
      : []),
  ]
}

const dnsPolicies = ['ClusterFirstWithHostNet', 'ClusterFirst', 'Default', 'None']
const nameOf = (value: string | undefined, field: string): FieldError[] =>
  !value || subdomain.pattern.test(value) ? [] : [invalidValue(field, value, subdomain.rule)]

const secretErrors = (secrets: PodSpec['imagePullSecrets'] = [], at: string): FieldError[] =>
  secrets.flatMap(({ name }, index) => (name ? [] : [required(`${at}[${index}].name`)]))

function volumeErrors(volumes: readonly Volume[], at: string): FieldError[] {
  return volumes.flatMap((volume, index) => {
    const field = `${at}[${index}]`
    const { name } = volume
    const before = volumes.findIndex((other) => other.name === name)
    return [
      ...sourceErrors(volume, field),
      ...(name ? [] : [required(`${field}.name`)]),
      ...(name && !label.pattern.test(name)
        ? [invalidValue(`${field}.name`, name, label.rule)]
        : []),
      ...(name && before < index ? [duplicate(`${field}.name`, name)] : []),
    ]
  })
}

const hostPathTypes = [
  '',
  'DirectoryOrCreate',
  'Directory',
  'FileOrCreate',
  'File',
  'Socket',
  'CharDevice',
  'BlockDevice',
]

function sourceErrors(volume: Volume, at: string): FieldError[] {
  const kind = Object.keys(volume).find((key) => key !== 'name')
  if (kind === undefined) return [required(at, 'must specify a volume type')]
  if (kind === 'secret') return needs(volume.secret, 'secretName', `${at}.secret`)
  if (kind === 'configMap') return needs(volume.configMap, 'name', `${at}.configMap`)
  if (kind !== 'hostPath') return []
  const { path, type } = volume.hostPath as { path?: string; type?: string }
  if (!path) return [required(`${at}.hostPath.path`)]
  return [
    ...(path.split('/').includes('..')
      ? [invalidValue(`${at}.hostPath.path`, path, "must not contain '..'")]
      : []),
    ...oneOf(type, hostPathTypes, `${at}.hostPath.type`),
  ]
}

const needs = (source: unknown, key: string, at: string): FieldError[] =>
  (source as Record<string, unknown>)[key] ? [] : [required(`${at}.${key}`)]
