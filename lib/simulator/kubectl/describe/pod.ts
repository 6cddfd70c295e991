import { age } from '../../time/human-duration'
import type { ApiObject } from '../objects'
import {
  containerLines,
  type DescribedContainer,
  type DescribedContainerStatus,
} from './container-lines'
import { annotationLines, labelLines, longTime, several } from './shared-lines'
import { type DescribedVolume, volumeLines } from './volume-lines'

interface PodSpec {
  readonly nodeName?: string
  readonly priority?: number
  readonly priorityClassName?: string
  readonly containers: readonly DescribedContainer[]
  readonly initContainers?: readonly DescribedContainer[]
  readonly volumes?: readonly DescribedVolume[]
  readonly nodeSelector?: Readonly<Record<string, string>>
  readonly tolerations?: readonly Toleration[]
  readonly readinessGates?: readonly { readonly conditionType: string }[]
}

interface PodStatus {
  readonly phase?: string
  readonly reason?: string
  readonly message?: string
  readonly hostIP?: string
  readonly podIP?: string
  readonly podIPs?: readonly { readonly ip: string }[]
  readonly startTime?: string
  readonly qosClass?: string
  readonly conditions?: readonly { readonly type: string; readonly status: string }[]
  readonly containerStatuses?: readonly DescribedContainerStatus[]
  readonly initContainerStatuses?: readonly DescribedContainerStatus[]
}

interface Toleration {
  readonly key?: string
  readonly operator?: string
  readonly value?: string
  readonly effect?: string
  readonly tolerationSeconds?: number
}

/** `kubectl describe pod`, but for the events. */
export function describePod(object: ApiObject, now: number): string {
  const { metadata } = object
  const spec = object.spec as unknown as PodSpec
  const status = (object.status ?? {}) as PodStatus
  const owner = metadata.ownerReferences?.find(({ controller }) => controller)
  const line = (title: string, value: string | number | undefined): string =>
    value === undefined || value === '' ? '' : `${title}:\t${value}\n`
  return [
    `Name:\t${metadata.name}\nNamespace:\t${metadata.namespace ?? ''}\n`,
    line('Priority', spec.priority),
    line('Priority Class Name', spec.priorityClassName),
    `Node:\t${spec.nodeName ? `${spec.nodeName}/${status.hostIP ?? ''}` : '<none>'}\n`,
    status.startTime ? line('Start Time', longTime(status.startTime)) : '',
    labelLines('Labels', metadata.labels),
    annotationLines(metadata.annotations),
    statusLines(object, status, now),
    line('Reason', status.reason),
    line('Message', status.message),
    `IP:\t${status.podIP ?? ''}\n`,
    status.podIPs?.length
      ? `IPs:\n${status.podIPs.map(({ ip }) => `  IP:\t${ip}\n`).join('')}`
      : 'IPs:\t<none>\n',
    owner ? line('Controlled By', `${owner.kind}/${owner.name}`) : '',
    containersOf(object, 'Init Containers', spec.initContainers, status.initContainerStatuses),
    containersOf(object, 'Containers', spec.containers, status.containerStatuses),
    gateLines(spec, status),
    status.conditions?.length
      ? `Conditions:\n  Type\tStatus\n${status.conditions.map(({ type, status: is }) => `  ${type} \t${is} \n`).join('')}`
      : '',
    volumeLines(spec.volumes),
    line('QoS Class', status.qosClass),
    labelLines('Node-Selectors', spec.nodeSelector),
    several('Tolerations', (spec.tolerations ?? []).toSorted(byKey).map(tolerationText)),
  ].join('')
}

function statusLines({ metadata }: ApiObject, { phase = '' }: PodStatus, now: number): string {
  const { deletionTimestamp, deletionGracePeriodSeconds = 0 } = metadata
  if (!deletionTimestamp) return `Status:\t${phase}\n`
  return `Status:\tTerminating (lasts ${age(deletionTimestamp, now)})\nTermination Grace Period:\t${deletionGracePeriodSeconds}s\n`
}

function gateLines({ readinessGates = [] }: PodSpec, { conditions = [] }: PodStatus): string {
  if (readinessGates.length === 0) return ''
  const lines = readinessGates.map(({ conditionType: gate }) => {
    const found = conditions.find(({ type }) => type === gate)
    return `  ${gate} \t${found?.status ?? '<none>'} \n`
  })
  return `Readiness Gates:\n  Type\tStatus\n${lines.join('')}`
}

/** Of a pod's fields kubectl tells those that lie in its metadata. */
const fieldOf =
  ({ metadata }: ApiObject) =>
  (path: string): string => {
    const [, field = '', key] = /^metadata\.(\w+)(?:\['(.*)'\])?$/.exec(path) ?? []
    const value = (metadata as unknown as Record<string, unknown>)[field]
    if (key !== undefined) return (value as Record<string, string> | undefined)?.[key] ?? ''
    return typeof value === 'string' && ['name', 'namespace', 'uid'].includes(field) ? value : ''
  }

function containersOf(
  pod: ApiObject,
  title: string,
  containers: readonly DescribedContainer[] | undefined,
  statuses: readonly DescribedContainerStatus[] = [],
): string {
  if (!containers?.length) return ''
  const texts = containers.map((container) => {
    const status = statuses.find(({ name }) => name === container.name)
    return `  ${container.name}:\n${containerLines(container, status, fieldOf(pod))}`
  })
  return `${title}:\n${texts.join('')}`
}

const byKey = (a: Toleration, b: Toleration): number => ((a.key ?? '') < (b.key ?? '') ? -1 : 1)

function tolerationText({
  key = '',
  operator,
  value,
  effect,
  tolerationSeconds,
}: Toleration): string {
  const exists = operator === 'Exists' && !value
  return [
    key,
    value ? `=${value}` : '',
    effect ? `:${effect}` : '',
    exists ? `${key || effect ? ' ' : ''}op=Exists` : '',
    tolerationSeconds === undefined ? '' : ` for ${tolerationSeconds}s`,
  ].join('')
}
