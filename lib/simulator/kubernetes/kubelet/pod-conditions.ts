import { type Condition, type ContainerStatus, type Pod } from '../objects'

interface PodProgress {
  readonly pod: Pod
  readonly phase: string
  readonly init: readonly ContainerStatus[]
  readonly statuses: readonly ContainerStatus[]
  readonly now: string
}

type Told = Pick<Condition, 'type' | 'status' | 'reason' | 'message'>

const own = ['Initialized', 'Ready', 'ContainersReady', 'PodScheduled']

/** Of a pod's conditions some are not the kubelet's: it leaves them as they are. */
export const isOfOthers = ({ type }: Condition): boolean => !own.includes(type)

/**
 * What a kubelet says of a pod's progress; a condition that stays keeps its transition time
 * (kubernetes/pkg/kubelet/status/generate.go, 1.20).
 */
export function podConditions(progress: PodProgress): Condition[] {
  const { pod, phase, init, statuses, now } = progress
  const before = pod.status.conditions ?? []
  const others = before.filter(isOfOthers)
  const containersReady = readiness(inOrderOf(pod, statuses), phase)
  const fresh: Told[] = [
    initialised(init, phase),
    { type: 'Ready', ...(containersReady.status === 'True' ? gates(pod) : containersReady) },
    { type: 'ContainersReady', ...containersReady },
    { type: 'PodScheduled', status: 'True' },
  ]
  const dated = fresh.map(({ type, status, ...rest }) => {
    const same = before.find((one) => one.type === type && one.status === status)
    const lastTransitionTime = same?.lastTransitionTime ?? now
    return { type, status, lastProbeTime: null, lastTransitionTime, ...rest }
  })
  return [...others, ...dated]
}

/** The status has its containers by name, what is told of them goes by the pod's own order. */
const inOrderOf = ({ spec }: Pod, statuses: readonly ContainerStatus[]): ContainerStatus[] =>
  spec.containers.flatMap((container) => statuses.find(({ name }) => name === container.name) ?? [])

const notReady = (statuses: readonly ContainerStatus[]): string =>
  statuses
    .filter(({ ready }) => !ready)
    .map(({ name }) => name)
    .join(' ')

function initialised(init: readonly ContainerStatus[], phase: string): Told {
  const type = 'Initialized'
  if (phase === 'Succeeded') return { type, status: 'True', reason: 'PodCompleted' }
  const incomplete = notReady(init)
  if (incomplete === '') return { type, status: 'True' }
  const message = `containers with incomplete status: [${incomplete}]`
  return { type, status: 'False', reason: 'ContainersNotInitialized', message }
}

function readiness(statuses: readonly ContainerStatus[], phase: string): Omit<Told, 'type'> {
  if (phase === 'Succeeded') return { status: 'False', reason: 'PodCompleted' }
  const unready = notReady(statuses)
  if (unready === '') return { status: 'True' }
  const message = `containers with unready status: [${unready}]`
  return { status: 'False', reason: 'ContainersNotReady', message }
}

/** A pod may wait for conditions that somebody else is to set. */
function gates({ spec: { readinessGates = [] }, status }: Pod): Omit<Told, 'type'> {
  const complaints = readinessGates.flatMap(({ conditionType: gate }) => {
    const found = status.conditions?.find(({ type }) => type === gate)
    if (!found) return [`corresponding condition of pod readiness gate "${gate}" does not exist.`]
    return found.status === 'True'
      ? []
      : [`the status of pod readiness gate "${gate}" is not "True", but ${found.status}`]
  })
  if (complaints.length === 0) return { status: 'True' }
  return { status: 'False', reason: 'ReadinessGatesNotReady', message: complaints.join(', ') }
}
