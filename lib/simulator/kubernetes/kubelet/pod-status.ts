import { type RuntimeContainer } from './container-runtime'
import {
  type ContainerState,
  type ContainerStatus,
  type Pod,
  type PodContainer,
  type PodStatus,
} from '../objects'
import { type ContainerRun, lastEnded } from './container-run'
import { isOfOthers, podConditions } from './pod-conditions'
import { phaseOf } from './pod-phase'

/** Everything about a pod on its node that its status tells. */
export interface PodView {
  readonly pod: Pod
  readonly nodeAddress: string
  readonly sandboxed: boolean
  readonly init: readonly ContainerRun[]
  readonly containers: readonly ContainerRun[]
  readonly inspect: (id: string) => RuntimeContainer | undefined
  /** What one that has ended wants to be told of it. */
  readonly lastWords: (container: RuntimeContainer, spec: PodContainer) => string
}

/** A pod's status as the kubelet writes it; conditions that stay keep their transition times. */
export function podStatus(view: PodView, before: PodStatus, now: string): PodStatus {
  const { pod, nodeAddress, init } = view
  const [initStatuses, containerStatuses] = statusesOf(view, before)
  const phase = phaseOf(pod.spec.restartPolicy, initStatuses, containerStatuses)
  const ip = pod.spec.hostNetwork || view.sandboxed ? nodeAddress : undefined
  return {
    phase,
    conditions: podConditions({ pod, phase, init: initStatuses, statuses: containerStatuses, now }),
    hostIP: nodeAddress,
    ...(ip && { podIP: ip, podIPs: [{ ip }] }),
    ...(before.startTime && { startTime: before.startTime }),
    ...(init.length > 0 && { initContainerStatuses: initStatuses }),
    containerStatuses,
    ...(pod.status.qosClass && { qosClass: pod.status.qosClass }),
  }
}

/** The same of a pod that the kubelet lets run no longer: without what it would have worked out first. */
export function expiredStatus(
  view: PodView,
  before: PodStatus,
  why: Required<Pick<PodStatus, 'reason' | 'message'>>,
): PodStatus {
  const { qosClass, conditions = [] } = view.pod.status
  const others = conditions.filter(isOfOthers)
  const unready = ({ started: _, ...status }: ContainerStatus): ContainerStatus => ({
    ...status,
    ready: false,
  })
  const [init, containers] = statusesOf(view, before)
  const { startTime } = before
  return {
    phase: 'Failed',
    ...(others.length > 0 && { conditions: others }),
    message: why.message,
    reason: why.reason,
    ...(startTime && { startTime }),
    ...(init.length > 0 && { initContainerStatuses: init.map(unready) }),
    containerStatuses: containers.map(unready),
    ...(qosClass && { qosClass }),
  }
}

function statusesOf(
  view: PodView,
  before: PodStatus,
): [init: ContainerStatus[], others: ContainerStatus[]] {
  const { init, containers } = view
  const waiting = init.length > 0 ? 'PodInitializing' : 'ContainerCreating'
  const earlier = ({ spec: { name } }: ContainerRun): ContainerStatus | undefined =>
    before.initContainerStatuses?.find((one) => one.name === name)
  return [
    init.map((run) => keptOf(run, earlier(run)) ?? initStatus(containerStatus(run, view, waiting))),
    containers
      .map((run) => containerStatus(run, view, waiting))
      .sort((a, b) => (a.name < b.name ? -1 : 1)),
  ]
}

/** One that has to end before the others begin is ready when it has ended well. */
const initStatus = ({ started: _, ...status }: ContainerStatus): ContainerStatus => ({
  ...status,
  ready: status.state.terminated?.exitCode === 0,
})

/** How one ended is remembered when it was taken away, until there is another. */
const keptOf = (
  { id, failure }: ContainerRun,
  earlier: ContainerStatus | undefined,
): ContainerStatus | undefined =>
  id === undefined && !failure && earlier?.state.terminated ? earlier : undefined

/** `waiting`: the reason that one has which was not begun. */
function containerStatus(
  { failure: latest, ...others }: ContainerRun,
  { inspect, lastWords, pod }: Pick<PodView, 'inspect' | 'lastWords' | 'pod'>,
  waiting: string,
): ContainerStatus {
  const container = others.id === undefined ? undefined : inspect(others.id)
  const run = { ...others, ...(isToRestart(pod, container) && { failure: latest }) }
  const told = (one: RuntimeContainer): ContainerState => terminated(one, lastWords(one, run.spec))
  const { ready = true, started = true } = run.probed
  const running = container?.running === true
  const lastId = lastEnded(run, running)
  const last = lastId === undefined ? undefined : inspect(lastId)
  return {
    name: run.spec.name,
    state: stateOf(run, container, waiting, told),
    lastState: last ? told(last) : {},
    ready: running && started && ready,
    restartCount: run.restarts,
    image: container?.image ?? run.spec.image,
    imageID: container ? imageIdOf(container) : '',
    ...(run.id && { containerID: `docker://${run.id}` }),
    started: running && started,
  }
}

/** Why it does not run is told of one that is to be started again only. */
const isToRestart = ({ metadata, spec }: Pod, container: RuntimeContainer | undefined): boolean =>
  !metadata.deletionTimestamp && !(container && isDone(spec, container))

const isDone = ({ restartPolicy }: Pod['spec'], { running, exitCode }: RuntimeContainer): boolean =>
  running || restartPolicy === 'Never' || (restartPolicy === 'OnFailure' && exitCode === 0)

const imageIdOf = ({ imageId, pulledAs }: RuntimeContainer): string =>
  pulledAs ? `docker-pullable://${pulledAs}` : `docker://${imageId}`

function stateOf(
  { failure }: ContainerRun,
  container: RuntimeContainer | undefined,
  waiting: string,
  told: (container: RuntimeContainer) => ContainerState,
): ContainerState {
  if (container?.running) return { running: { startedAt: seconds(container.startedAt) } }
  if (failure) return { waiting: failure }
  if (container) return told(container)
  return { waiting: { reason: waiting } }
}

/** How a container that has ended, or could not begin, is described. */
const terminated = (container: RuntimeContainer, words: string): ContainerState => ({
  terminated: {
    exitCode: container.exitCode,
    reason: container.startError
      ? 'ContainerCannotRun'
      : container.exitCode === 0
        ? 'Completed'
        : 'Error',
    ...((container.startError ?? words) && {
      message: [container.startError, words].filter(Boolean).join(': '),
    }),
    startedAt: seconds(container.startedAt),
    finishedAt: seconds(container.finishedAt),
    containerID: `docker://${container.id}`,
  },
})

const seconds = (time: string): string => time.replace(/\.\d+Z$/, 'Z')
