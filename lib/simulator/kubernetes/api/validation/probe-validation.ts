import { type PodContainer } from '../../objects'
import {
  type FieldError,
  forbiddenField,
  invalidValue,
  notNegative,
  oneOf,
  required,
} from '../field-error'
import { portNumberErrors } from './port-validation'

interface Handler {
  readonly exec?: { command?: string[] }
  readonly httpGet?: { path?: string; port?: number | string; scheme?: string }
  readonly tcpSocket?: { port?: number | string }
}

type Probe = Handler & Record<string, number | object | undefined>

const numbers = [
  'initialDelaySeconds',
  'timeoutSeconds',
  'periodSeconds',
  'successThreshold',
  'failureThreshold',
]

/** What is wrong with one of a container's probes; only readiness may ask for more than one success. */
export function probeErrors(
  container: PodContainer,
  kind: 'livenessProbe' | 'readinessProbe' | 'startupProbe',
  at: string,
  minor: number,
): FieldError[] {
  const probe = container[kind] as Probe | undefined
  if (!probe) return []
  const field = `${at}.${kind}`
  const { successThreshold: successes } = probe
  return [
    ...handlerErrors(probe, field, minor),
    ...numbers
      .filter((key) => Number(probe[key] ?? 0) < 0)
      .map((key) => invalidValue(`${field}.${key}`, probe[key], notNegative)),
    ...(kind !== 'readinessProbe' && successes !== undefined && successes !== 1
      ? [invalidValue(`${field}.successThreshold`, successes, 'must be 1')]
      : []),
  ]
}

export function lifecycleErrors(container: PodContainer, at: string, minor: number): FieldError[] {
  const { lifecycle } = container as { lifecycle?: { postStart?: Handler; preStop?: Handler } }
  return (['postStart', 'preStop'] as const).flatMap((hook) =>
    lifecycle?.[hook] ? handlerErrors(lifecycle[hook], `${at}.lifecycle.${hook}`, minor) : [],
  )
}

const kinds = ['exec', 'httpGet', 'tcpSocket'] as const

function handlerErrors(handler: Handler, at: string, minor: number): FieldError[] {
  const [first, ...others] = kinds.filter((kind) => handler[kind])
  if (!first) return [required(at, 'must specify a handler type')]
  return [
    ...actionErrors[first](handler, `${at}.${first}`, minor),
    ...others.map((kind) =>
      forbiddenField(`${at}.${kind}`, 'may not specify more than 1 handler type'),
    ),
  ]
}

const actionErrors: Readonly<
  Record<(typeof kinds)[number], (handler: Handler, at: string, minor: number) => FieldError[]>
> = {
  exec: ({ exec }, at) => (exec?.command?.length ? [] : [required(`${at}.command`)]),
  httpGet: ({ httpGet }, at, minor) => [
    ...(httpGet?.path === '' ? [required(`${at}.path`)] : []),
    ...portNumberErrors(httpGet?.port, `${at}.port`, minor),
    ...oneOf(httpGet?.scheme, ['HTTP', 'HTTPS'], `${at}.scheme`),
  ],
  tcpSocket: ({ tcpSocket }, at, minor) => portNumberErrors(tcpSocket?.port, `${at}.port`, minor),
}
