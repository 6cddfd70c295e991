import { type Condition, type Node } from '../objects'
import { type NodeDescription } from './node-description'

const diskSize = { 'ephemeral-storage': '264212084Ki' }

/** The Node as a kubelet first registers it: not ready, tainted, without its disk's size. */
export function newNode(description: NodeDescription, now: string): Node {
  const { name, labels } = description
  return {
    kind: 'Node',
    apiVersion: 'v1',
    metadata: {
      name,
      labels: {
        'beta.kubernetes.io/arch': 'amd64',
        'beta.kubernetes.io/os': 'linux',
        'kubernetes.io/arch': 'amd64',
        'kubernetes.io/hostname': name,
        'kubernetes.io/os': 'linux',
        ...labels,
      },
      annotations: { 'volumes.kubernetes.io/controller-managed-attach-detach': 'true' },
    },
    spec: {},
    status: {
      capacity: resourcesOf(description),
      allocatable: resourcesOf(description),
      conditions: [...pressures(now), notReady(unknownDisk, now)],
      ...identityOf(description),
    },
  }
}

/** What every status update of a kubelet writes, Ready unless told why not; keeps the transition times of conditions that stay. */
export function updateNode(
  node: Node,
  description: NodeDescription,
  whyNotReady: string | undefined,
  now: string,
): void {
  const { status } = node
  status.capacity = { ...resourcesOf(description), ...diskSize }
  status.allocatable = status.capacity
  Object.assign(status, identityOf(description))
  const before = status.conditions ?? []
  const conditions = [
    ...pressures(now),
    whyNotReady === undefined ? readyNow(now) : notReady(whyNotReady, now),
  ]
  status.conditions = conditions.map((condition) => {
    const same = before.find(
      ({ type, status: value }) => type === condition.type && value === condition.status,
    )
    const { lastTransitionTime } = same ?? condition
    return lastTransitionTime ? { ...condition, lastTransitionTime } : condition
  })
}

export const unknownCsi = 'CSINode is not yet initialized'
const unknownDisk = `[${unknownCsi}, missing node capacity for resources: ephemeral-storage]`

export const resourcesOf = ({
  cpus = 2,
  memoryKi = 24684092,
}: NodeDescription): Record<string, string> => ({
  cpu: String(cpus),
  'hugepages-1Gi': '0',
  'hugepages-2Mi': '0',
  memory: `${memoryKi}Ki`,
  pods: '110',
})

function identityOf(description: NodeDescription): Partial<Node['status']> {
  const { name, address, machineId, bootId, kubeletVersion, images } = description
  return {
    addresses: [
      { type: 'InternalIP', address },
      { type: 'Hostname', address: name },
    ],
    daemonEndpoints: { kubeletEndpoint: { Port: 10250 } },
    nodeInfo: {
      machineID: machineId,
      systemUUID: machineId,
      bootID: bootId,
      kernelVersion: description.kernelVersion,
      osImage: description.osImage,
      containerRuntimeVersion: description.containerRuntimeVersion,
      kubeletVersion,
      kubeProxyVersion: kubeletVersion,
      operatingSystem: 'linux',
      architecture: 'amd64',
    },
    ...(images && { images: images() }),
  }
}

const pressures = (now: string): Condition[] => [
  condition(
    'MemoryPressure',
    'KubeletHasSufficientMemory',
    'kubelet has sufficient memory available',
    now,
  ),
  condition('DiskPressure', 'KubeletHasNoDiskPressure', 'kubelet has no disk pressure', now),
  condition('PIDPressure', 'KubeletHasSufficientPID', 'kubelet has sufficient PID available', now),
]

const notReady = (message: string, now: string): Condition =>
  condition('Ready', 'KubeletNotReady', message, now)

const readyNow = (now: string): Condition => ({
  ...condition('Ready', 'KubeletReady', 'kubelet is posting ready status', now),
  status: 'True',
})

const condition = (type: string, reason: string, message: string, now: string): Condition => ({
  type,
  status: 'False',
  lastHeartbeatTime: now,
  lastTransitionTime: now,
  reason,
  message,
})
