import { type ExecStreams } from '../../docker/container-exec'
import { type ContainerLog } from '../../docker/container-log'
import { untilEnded } from '../../docker/until-ended'
import { type ContainerRuntime } from '../container-runtime'

/** What the API server asks of a node's kubelet: the streams of its containers. */
export interface KubeletServer {
  /** A container's output, or that of the one before it. Throws when there is no such container. */
  log(podUid: string, container: string, previous: boolean): ServedLog
  /** A running container to run commands in. Throws ContainerNotFound. */
  exec(podUid: string, container: string): RunCommand
}

/** There is no such container that runs; in the kubelet's words. */
export class ContainerNotFound extends Error {}

/** Resolves to the exit code. Rejects when the kubelet stops. */
export type RunCommand = (command: readonly string[], streams: ExecStreams) => Promise<number>

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
  exec(podUid, container) {
    const id = find(podUid, container, false)
    if (id === undefined || !runtime.inspect(id)?.running)
      throw new ContainerNotFound(`container not found ("${container}")`)
    return (command, streams) => execUntilEnded(runtime, id, command, streams, stopping)
  },
})

/** A command does not outlive its container: SIGKILL ends it then. */
async function execUntilEnded(
  runtime: ContainerRuntime,
  id: string,
  command: readonly string[],
  streams: ExecStreams,
  stopping: AbortSignal,
): Promise<number> {
  const over = new AbortController()
  const killed = untilEnded(runtime, id, AbortSignal.any([over.signal, stopping])).then(() => 137)
  const signal = AbortSignal.any([over.signal, ...(streams.signal ? [streams.signal] : [])])
  const running = runtime.exec(id, command, { ...streams, signal })
  try {
    return await Promise.race([running.then(({ exitCode }) => exitCode), killed])
  } finally {
    over.abort()
  }
}

/** The same server where the way to it can be cut: `insist` then throws ApiUnreachable. */
export const reachedBy = (insist: () => void, server: KubeletServer): KubeletServer => ({
  log(...what) {
    insist()
    return server.log(...what)
  },
  exec(...what) {
    insist()
    return server.exec(...what)
  },
})
