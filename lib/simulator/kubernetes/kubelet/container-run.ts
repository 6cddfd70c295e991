import { type ContainerState, type PodContainer } from '../objects'
import { type RuntimeContainer } from '../container-runtime'

/** One container of a pod through all its restarts. */
export interface ContainerRun {
  readonly spec: PodContainer
  /** The engine's container of the latest start. */
  id?: string
  restarts: number
  /** Why it isn't running now, when that isn't plain from the container. */
  waiting?: { reason: string; message?: string } | undefined
  /** How the start before ended. */
  last?: ContainerState
}

export const freshRun = (spec: PodContainer): ContainerRun => ({ spec, restarts: 0 })

/** Takes up what a kubelet before this one had started. */
export function adoptRun(spec: PodContainer, found: readonly RuntimeContainer[]): ContainerRun {
  const run = freshRun(spec)
  const own = found.find(({ running, labels }) => running && labels[containerName] === spec.name)
  if (!own) return run
  run.id = own.id
  run.restarts = Number(own.labels['annotation.io.kubernetes.container.restartCount'] ?? 0)
  return run
}

export const containerName = 'io.kubernetes.container.name'
export const podUid = 'io.kubernetes.pod.uid'
export const sandboxName = 'POD'
