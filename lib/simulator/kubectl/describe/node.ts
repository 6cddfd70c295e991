import { age } from '../../time/human-duration'
import type { ApiObject } from '../objects'
import { cpuText, memoryText, milliCpus, numberOf } from './quantities'
import { annotationLines, labelLines, longTime, several } from './shared-lines'

interface NodeSpec {
  readonly taints?: readonly {
    readonly key: string
    readonly value?: string
    readonly effect: string
  }[]
  readonly unschedulable?: boolean
  readonly podCIDR?: string
  readonly podCIDRs?: readonly string[]
}

interface NodeStatus {
  readonly conditions?: readonly Readonly<Record<string, string>>[]
  readonly addresses?: readonly { readonly type: string; readonly address: string }[]
  readonly capacity?: Readonly<Record<string, string>>
  readonly allocatable?: Readonly<Record<string, string>>
  readonly nodeInfo?: Readonly<Record<string, string>>
}

export interface NodeLease {
  readonly holderIdentity?: string
  readonly acquireTime?: string
  readonly renewTime?: string
}

/** Who describes: kubectl 1.`minor`, when its clock says `now`. */
interface Client {
  readonly minor: number
  readonly now: number
}

/** `kubectl describe node`, but for the events; `pods` are those bound to it that have not ended. */
export function describeNode(
  object: ApiObject,
  lease: NodeLease | undefined,
  pods: readonly ApiObject[],
  client: Client,
): string {
  const { metadata } = object
  const spec = (object.spec ?? {}) as NodeSpec
  const status = (object.status ?? {}) as NodeStatus
  const amounts = (title: string, of: Readonly<Record<string, string>> | undefined): string =>
    `${title}:\n${Object.entries(of ?? {})
      .sort()
      .map(([name, amount]) => `  ${name}:\t${amount}\n`)
      .join('')}`
  return [
    `Name:\t${metadata.name}\nRoles:\t${rolesOf(object)}\n`,
    labelLines('Labels', metadata.labels),
    annotationLines(metadata.annotations),
    `CreationTimestamp:\t${longTime(metadata.creationTimestamp)}\n`,
    several(
      'Taints',
      (spec.taints ?? [])
        .toSorted(byEffect)
        .map(({ key, value, effect }) => `${key}${value ? `=${value}` : ''}:${effect}`),
    ),
    `Unschedulable:\t${spec.unschedulable === true}\n`,
    lease
      ? `Lease:\n  HolderIdentity:\t${lease.holderIdentity ?? '<unset>'}\n  AcquireTime:\t${longTime(lease.acquireTime)}\n  RenewTime:\t${longTime(lease.renewTime)}\n`
      : 'Lease:\tFailed to get lease: not found\n',
    conditionLines(status.conditions ?? []),
    `Addresses:\n${(status.addresses ?? []).map(({ type, address }) => `  ${type}:\t${address}\n`).join('')}`,
    amounts('Capacity', status.capacity),
    amounts('Allocatable', status.allocatable),
    `System Info:\n${facts.map(([title, field]) => `  ${title}:\t${status.nodeInfo?.[field] ?? ''}\n`).join('')}`,
    spec.podCIDR ? `PodCIDR:\t${spec.podCIDR}\n` : '',
    spec.podCIDRs?.length ? `PodCIDRs:\t${spec.podCIDRs.join(',')}\n` : '',
    podLines(pods, status.allocatable ?? {}, client),
  ].join('')
}

const facts = [
  ['Machine ID', 'machineID'],
  ['System UUID', 'systemUUID'],
  ['Boot ID', 'bootID'],
  ['Kernel Version', 'kernelVersion'],
  ['OS Image', 'osImage'],
  ['Operating System', 'operatingSystem'],
  ['Architecture', 'architecture'],
  ['Container Runtime Version', 'containerRuntimeVersion'],
  ['Kubelet Version', 'kubeletVersion'],
  ['Kube-Proxy Version', 'kubeProxyVersion'],
] as const

const rolesOf = ({ metadata }: ApiObject): string =>
  Object.keys(metadata.labels ?? {})
    .flatMap((key) => /^node-role\.kubernetes\.io\/(.+)$/.exec(key)?.[1] ?? [])
    .sort()
    .join(',') || '<none>'

// kubectl prints them by effect: NoExecute, NoSchedule, PreferNoSchedule.
const byEffect = (
  a: { effect: string; key: string },
  b: { effect: string; key: string },
): number => (`${a.effect} ${a.key}` < `${b.effect} ${b.key}` ? -1 : 1)

const conditionLines = (conditions: readonly Readonly<Record<string, string>>[]): string =>
  `Conditions:\n  Type\tStatus\tLastHeartbeatTime\tLastTransitionTime\tReason\tMessage\n  ----\t------\t-----------------\t------------------\t------\t-------\n${conditions
    .map(
      ({ type, status, lastHeartbeatTime, lastTransitionTime, reason, message }) =>
        `  ${type} \t${status} \t${longTime(lastHeartbeatTime)} \t${longTime(lastTransitionTime)} \t${reason} \t${message} \n`,
    )
    .join('')}`

function podLines(
  pods: readonly ApiObject[],
  allocatable: Readonly<Record<string, string>>,
  { minor, now }: Client,
): string {
  const share = (text: string, amount: number, of: number): string =>
    `${text} (${of > 0 ? Math.floor((amount * 100) / of) : 0}%)`
  const cpu = (amount: number): string =>
    share(cpuText(amount), amount, milliCpus(allocatable['cpu']))
  const memory = (amount: number): string =>
    share(memoryText(amount), amount, numberOf(allocatable['memory']))
  const rows = pods.map((pod) => {
    const { metadata } = pod
    const [requests, limits] = [sumOf([pod], 'requests'), sumOf([pod], 'limits')]
    return `  ${metadata.namespace}\t${metadata.name}\t\t${cpu(requests.cpu)}\t${cpu(limits.cpu)}\t${memory(requests.memory)}\t${memory(limits.memory)}\t${age(metadata.creationTimestamp, now)}\n`
  })
  const [requests, limits] = [sumOf(pods, 'requests'), sumOf(pods, 'limits')]
  const others = [
    'ephemeral-storage',
    ...Object.keys(allocatable)
      .filter((name) => name.startsWith('hugepages-'))
      .sort(),
  ]
  return [
    `Non-terminated Pods:\t(${pods.length} in total)\n`,
    `  Namespace\tName\t\tCPU Requests\tCPU Limits\tMemory Requests\tMemory Limits\t${minor < 21 ? 'AGE' : 'Age'}\n`,
    '  ---------\t----\t\t------------\t----------\t---------------\t-------------\t---\n',
    ...rows,
    'Allocated resources:\n  (Total limits may be over 100 percent, i.e., overcommitted.)\n',
    '  Resource\tRequests\tLimits\n  --------\t--------\t------\n',
    `  cpu\t${cpu(requests.cpu)}\t${cpu(limits.cpu)}\n`,
    `  memory\t${memory(requests.memory)}\t${memory(limits.memory)}\n`,
    ...others.map((name) => `  ${name}\t0 (0%)\t0 (0%)\n`),
  ].join('')
}

interface Resourceful {
  readonly containers?: readonly {
    readonly resources?: Readonly<Record<string, Readonly<Record<string, string>> | undefined>>
  }[]
}

function sumOf(
  pods: readonly ApiObject[],
  kind: 'requests' | 'limits',
): { cpu: number; memory: number } {
  const amounts = pods.flatMap((pod) =>
    ((pod.spec as Resourceful | undefined)?.containers ?? []).map(
      ({ resources }) => resources?.[kind],
    ),
  )
  const sum = (of: (amount: Readonly<Record<string, string>> | undefined) => number): number =>
    amounts.reduce((total, amount) => total + of(amount), 0)
  return {
    cpu: sum((amount) => milliCpus(amount?.['cpu'])),
    memory: sum((amount) => numberOf(amount?.['memory'])),
  }
}
