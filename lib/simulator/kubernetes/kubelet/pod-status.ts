import { type RuntimeContainer } from './container-runtime'
import {
  type Condition,
  type ContainerState,
  type ContainerStatus,
  type Pod,
  type PodStatus,
} from '../objects'
import { type ContainerRun } from './container-run'

/** Everything about a pod on its node that its status tells. */
export interface PodView {
  readonly pod: Pod
  readonly nodeAddress: string
  readonly sandboxed: boolean
  readonly init: readonly ContainerRun[]
  readonly containers: readonly ContainerRun[]
  readonly inspect: (id: string) => RuntimeContainer | undefined
}

/** A pod's status as the kubelet writes it; conditions that stay keep their transition times. */
export function podStatus(view: PodView, before: PodStatus, now: string): PodStatus {
  const { pod, nodeAddress, init, containers, inspect } = view
  const containerStatuses = containers.map((run) =>
    containerStatus(run, inspect, isInitialised(view)),
  )
  const ip = pod.spec.hostNetwork || view.sandboxed ? nodeAddress : undefined
  return {
    phase: phaseOf(pod, containerStatuses, before.phase),
    conditions: conditions(view, containerStatuses, before.conditions ?? [], now),
    hostIP: nodeAddress,
    ...(ip && { podIP: ip, podIPs: [{ ip }] }),
    ...(before.startTime && { startTime: before.startTime }),
    ...(init.length > 0 && {
      initContainerStatuses: init.map((run) => containerStatus(run, inspect, true)),
    }),
    containerStatuses,
    ...(pod.status.qosClass && { qosClass: pod.status.qosClass }),
  }
}

export function containerStatus(
  run: ContainerRun,
  inspect: PodView['inspect'],
  initialised: boolean,
): ContainerStatus {
  const container = run.id === undefined ? undefined : inspect(run.id)
  const before = run.before === undefined ? undefined : inspect(run.before)
  const { ready = true, started = true } = run.probed
  const running = container?.running === true
  const waits = run.failure !== undefined && !running
  const last = waits ? container : before
  return {
    name: run.spec.name,
    state: stateOf(run, container, initialised),
    lastState: last ? terminated(last) : {},
    ready: running && started && ready,
    restartCount: run.restarts,
    image: run.spec.image,
    imageID: container ? imageIdOf(container) : '',
    ...(run.id && { containerID: `docker://${run.id}` }),
    started: running && started,
  }
}

const imageIdOf = ({ imageId, pulledAs }: RuntimeContainer): string =>
  pulledAs ? `docker-pullable://${pulledAs}` : `docker://${imageId}`

function stateOf(
  { failure }: ContainerRun,
  container: RuntimeContainer | undefined,
  initialised: boolean,
): ContainerState {
  if (container?.running) return { running: { startedAt: seconds(container.startedAt) } }
  if (failure) return { waiting: failure }
  if (container) return terminated(container)
  return { waiting: { reason: initialised ? 'ContainerCreating' : 'PodInitializing' } }
}

/** How a container that has ended, or could not begin, is described. */
const terminated = (container: RuntimeContainer): ContainerState => ({
  terminated: {
    exitCode: container.exitCode,
    reason: container.startError
      ? 'ContainerCannotRun'
      : container.exitCode === 0
        ? 'Completed'
        : 'Error',
    ...(container.startError && { message: container.startError }),
    startedAt: seconds(container.startedAt),
    finishedAt: seconds(container.finishedAt),
    containerID: `docker://${container.id}`,
  },
})

const seconds = (time: string): string => time.replace(/\.\d+Z$/, 'Z')

/** A pod that is being deleted stays Running when its containers have ended. */
function phaseOf(
  { metadata, spec }: Pod,
  statuses: readonly ContainerStatus[],
  before: string | undefined,
): string {
  const ended = statuses.filter(({ state }) => state.terminated)
  if (metadata.deletionTimestamp && before === 'Running' && spec.restartPolicy === 'Always')
    return 'Running'
  if (ended.length === statuses.length && spec.restartPolicy !== 'Always') {
    const failed = ended.some(({ state }) => state.terminated?.exitCode !== 0)
    if (!failed) return 'Succeeded'
    if (spec.restartPolicy === 'Never') return 'Failed'
  }
  const begun = statuses.some(
    ({ containerID, state }) => containerID !== undefined || state.running,
  )
  return begun ? 'Running' : 'Pending'
}

const isInitialised = ({ init, inspect }: PodView): boolean =>
  init.every(({ id }) => {
    const container = id === undefined ? undefined : inspect(id)
    return container !== undefined && !container.running && container.exitCode === 0
  })

function conditions(
  view: PodView,
  statuses: readonly ContainerStatus[],
  before: readonly Condition[],
  now: string,
): Condition[] {
  const unready = statuses.filter(({ ready }) => !ready).map(({ name }) => name)
  const why = {
    reason: 'ContainersNotReady',
    message: `containers with unready status: [${unready.join(' ')}]`,
  }
  const uninitialised = view.init.map(({ spec }) => spec.name)
  const initialised = isInitialised(view)
    ? condition('Initialized', true)
    : condition('Initialized', false, {
        reason: 'ContainersNotInitialized',
        message: `containers with incomplete status: [${uninitialised.join(' ')}]`,
      })
  const ready = unready.length === 0
  const fresh = [
    initialised,
    condition('Ready', ready, ready ? {} : why),
    condition('ContainersReady', ready, ready ? {} : why),
    condition('PodScheduled', true),
  ]
  return fresh.map((one) => {
    const same = before.find(({ type, status }) => type === one.type && status === one.status)
    const { type, status, ...rest } = one
    return {
      type,
      status,
      lastProbeTime: null,
      lastTransitionTime: same?.lastTransitionTime ?? now,
      ...rest,
    }
  })
}

const condition = (
  type: string,
  holds: boolean,
  why: Pick<Condition, 'reason' | 'message'> = {},
): Condition => ({
  type,
  status: holds ? 'True' : 'False',
  ...why,
})
