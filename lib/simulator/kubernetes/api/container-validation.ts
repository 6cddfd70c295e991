import { type PodContainer, type PodSpec } from '../objects'
import {
  duplicate,
  type FieldError,
  invalidValue,
  notFoundValue,
  notNegative,
  notSupported,
  oneOf,
  required,
} from './field-error'
import { label } from './names'

type Probe = Record<string, number | object | undefined>

/** What is wrong with a pod's containers; it needs at least one. */
export function containersErrors(
  containers: readonly PodContainer[],
  volumes: ReadonlySet<string>,
  hostNetwork: boolean,
  at: string,
): FieldError[] {
  if (containers.length === 0) return [required(at)]
  return containers.flatMap((container, index) => [
    ...containerErrors(container, volumes, `${at}[${index}]`),
    ...(container.name && containers.findIndex(({ name }) => name === container.name) < index
      ? [duplicate(`${at}[${index}].name`, container.name)]
      : []),
    ...(hostNetwork ? hostPortErrors(container, `${at}[${index}]`) : []),
  ])
}

/** Init containers share the names of the others, and can't be probed. */
export function initContainersErrors(
  spec: PodSpec | undefined,
  volumes: ReadonlySet<string>,
  at: string,
): FieldError[] {
  const taken = (spec?.containers ?? []).map(({ name }) => name)
  return (spec?.initContainers ?? []).flatMap((container, index) => [
    ...containerErrors(container, volumes, `${at}[${index}]`),
    ...(taken.includes(container.name) ? [duplicate(`${at}[${index}].name`, container.name)] : []),
  ])
}

function containerErrors(
  container: PodContainer,
  volumes: ReadonlySet<string>,
  at: string,
): FieldError[] {
  const { name, image, imagePullPolicy, terminationMessagePolicy } = container
  return [
    ...(name ? [] : [required(`${at}.name`)]),
    ...(name && !label.pattern.test(name) ? [invalidValue(`${at}.name`, name, label.rule)] : []),
    ...(name.length > 63
      ? [invalidValue(`${at}.name`, name, 'must be no more than 63 characters')]
      : []),
    ...imageErrors(image, `${at}.image`),
    ...oneOf(
      terminationMessagePolicy,
      ['File', 'FallbackToLogsOnError'],
      `${at}.terminationMessagePolicy`,
    ),
    ...probesErrors(container, at),
    ...portErrors(container, `${at}.ports`),
    ...envErrors(container, `${at}.env`),
    ...mountErrors(container, volumes, `${at}.volumeMounts`),
    ...oneOf(imagePullPolicy, ['Always', 'IfNotPresent', 'Never'], `${at}.imagePullPolicy`),
  ]
}

const imageErrors = (image: string | undefined, field: string): FieldError[] => {
  if (!image) return [required(field)]
  return image.trim() === image
    ? []
    : [invalidValue(field, image, 'must not have leading or trailing whitespace')]
}

function probesErrors(container: PodContainer, at: string): FieldError[] {
  const probes = container as unknown as Record<string, Probe | undefined>
  return ['livenessProbe', 'readinessProbe', 'startupProbe'].flatMap((kind) => {
    const probe = probes[kind]
    if (!probe) return []
    const field = `${at}.${kind}`
    const handlers = ['exec', 'httpGet', 'tcpSocket'].filter((handler) => probe[handler])
    const numbers = [
      'initialDelaySeconds',
      'timeoutSeconds',
      'periodSeconds',
      'successThreshold',
      'failureThreshold',
    ]
    const successes = probe.successThreshold
    return [
      ...(handlers.length === 0 ? [required(field, 'must specify a handler type')] : []),
      ...numbers
        .filter((key) => Number(probe[key] ?? 0) < 0)
        .map((key) => invalidValue(`${field}.${key}`, probe[key], notNegative)),
      ...(kind !== 'readinessProbe' && successes !== undefined && successes !== 1
        ? [invalidValue(`${field}.successThreshold`, successes, 'must be 1')]
        : []),
    ]
  })
}

const portRule = 'must be between 1 and 65535, inclusive'

function portErrors({ ports = [] }: PodContainer, at: string): FieldError[] {
  return ports.flatMap(({ containerPort, hostPort, protocol }, index) => [
    ...(containerPort === undefined || containerPort === 0
      ? [required(`${at}[${index}].containerPort`)]
      : outside(containerPort)
        ? [invalidValue(`${at}[${index}].containerPort`, containerPort, portRule)]
        : []),
    ...(hostPort && outside(hostPort)
      ? [invalidValue(`${at}[${index}].hostPort`, hostPort, portRule)]
      : []),
    ...oneOf(protocol, ['SCTP', 'TCP', 'UDP'], `${at}[${index}].protocol`),
  ])
}

const outside = (port: number): boolean => port < 1 || port > 65535

function hostPortErrors({ ports = [] }: PodContainer, at: string): FieldError[] {
  return ports.flatMap(({ containerPort, hostPort }, index) =>
    hostPort !== undefined && hostPort !== containerPort
      ? [
          invalidValue(
            `${at}.ports[${index}].containerPort`,
            containerPort,
            'must match `hostPort` when `hostNetwork` is true',
          ),
        ]
      : [],
  )
}

const envName = /^[-._a-zA-Z][-._a-zA-Z0-9]*$/
const envRule =
  "a valid environment variable name must consist of alphabetic characters, digits, '_', '-', or '.', and must not start with a digit (e.g. 'my.env-name',  or 'MY_ENV.NAME',  or 'MyEnvName1', regex used for validation is '[-._a-zA-Z][-._a-zA-Z0-9]*')"
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

function envErrors({ env = [] }: PodContainer, at: string): FieldError[] {
  return env.flatMap(({ name, value, valueFrom }, index) => {
    const field = `${at}[${index}]`
    const path = (valueFrom?.fieldRef as { fieldPath?: string } | undefined)?.fieldPath
    return [
      ...(name ? [] : [required(`${field}.name`)]),
      ...(name && !envName.test(name) ? [invalidValue(`${field}.name`, name, envRule)] : []),
      ...(value && valueFrom
        ? [invalidValue(`${field}.valueFrom`, '', 'may not be specified when `value` is not empty')]
        : []),
      ...(path &&
      !fieldPaths.includes(path) &&
      !/^metadata\.(labels|annotations)\['.+'\]$/.test(path)
        ? [notSupported(`${field}.valueFrom.fieldRef.fieldPath`, path, fieldPaths)]
        : []),
    ]
  })
}

function mountErrors(
  { volumeMounts = [] }: PodContainer,
  volumes: ReadonlySet<string>,
  at: string,
): FieldError[] {
  return volumeMounts.flatMap(({ name, mountPath }, index) => [
    ...(name ? [] : [required(`${at}[${index}].name`)]),
    ...(name && !volumes.has(name) ? [notFoundValue(`${at}[${index}].name`, name)] : []),
    ...(mountPath ? [] : [required(`${at}[${index}].mountPath`)]),
    ...(mountPath && volumeMounts.findIndex((other) => other.mountPath === mountPath) < index
      ? [invalidValue(`${at}[${index}].mountPath`, mountPath, 'must be unique')]
      : []),
  ])
}
