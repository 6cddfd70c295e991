import { type ContainerLog } from '../../docker/container-log'
import { untilEnded } from '../../docker/until-ended'
import { type ContainerRuntime } from '../container-runtime'

/** What the API server asks of a node's kubelet: the streams of its containers. */
export interface KubeletServer {
  /** A container's output, or that of the one before it. Throws when there is no such container. */
  log(podUid: string, container: string, previous: boolean): ServedLog
}

/** A log, and when it is over. */
export interface ServedLog {
  readonly log: ContainerLog
  /** Resolves when the container does not run (any more). Rejects when aborted, and when the kubelet stops. */
  ended(signal: AbortSignal): Promise<void>
}

/** Finds the engine's container by its name in a pod, or the one before it. */
export type FindContainer = (
  podUid: string,
  container: string,
  previous: boolean,
) => string | undefined

/** The kubelet's port 10250, as far as streams go; all of them end with `stopping`. */
export const kubeletServer = (
  runtime: ContainerRuntime,
  find: FindContainer,
  stopping: AbortSignal,
): KubeletServer => ({
  log(podUid, container, previous) {
    const id = find(podUid, container, previous)
    if (id === undefined)
      throw new Error(`container ${container} of pod ${podUid} isn't on this node`)
    return {
      log: runtime.log(id),
      ended: (signal) => untilEnded(runtime, id, AbortSignal.any([signal, stopping])),
    }
  },
})

/** The same server where the way to it can be cut: `insist` then throws ApiUnreachable. */
export const reachedBy = (insist: () => void, server: KubeletServer): KubeletServer => ({
  log(...what) {
    insist()
    return server.log(...what)
  },
})
