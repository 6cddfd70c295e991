import { setMaxListeners } from 'node:events'
import { type Socket } from 'node:net'
import { addAbortSignal } from 'node:stream'
import { type ExecStreams } from '../../docker/container/container-exec'
import { type ContainerLog } from '../../docker/container/container-log'
import { untilEnded } from '../../docker/container/until-ended'
import { type ContainerRuntime, type RuntimeContainer } from './container-runtime'

/** What the API server asks of a node's kubelet: the streams of its containers. */
export interface KubeletServer {
  /** A container's output, or that of the one before it. Throws when there is no such container. */
  log(podUid: string, container: string, previous: boolean): ServedLog
  /** A running container to run commands in. Throws KubeletRefusal. */
  exec(podUid: string, container: string): RunCommand
  /** A running container's own process. Throws KubeletRefusal. */
  attach(podUid: string, container: string): Attach
  /** The ports of a pod that runs; its full name is for the refusal: a KubeletRefusal. */
  portForward(podUid: string, fullName: string): ForwardPort
}

/** There is no such container or pod that runs; in the kubelet's words. */
export class KubeletRefusal extends Error {}

/** Resolves to the exit code. Rejects when the kubelet stops. */
export type RunCommand = (command: readonly string[], streams: ExecStreams) => Promise<number>

/** Passes on what a container writes, until it ends. Rejects when the kubelet stops. */
export type Attach = (streams: ExecStreams) => Promise<void>

/** Connects to a port of a pod. Rejects with what the kubelet tells of it. */
export type ForwardPort = (port: number) => Promise<Socket>

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
): KubeletServer => {
  // Each connection that is forwarded ends with it.
  setMaxListeners(0, stopping)
  return {
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
      const id = runningContainer(runtime, find, podUid, container)
      return (command, streams) => execUntilEnded(runtime, id, command, streams, stopping)
    },
    attach(podUid, container) {
      const id = runningContainer(runtime, find, podUid, container)
      return async ({ onStdout, onStderr, signal }) => {
        const unfollow = runtime
          .log(id)
          .follow(({ text, stream }) => (stream === 'stderr' ? onStderr : onStdout)?.(text))
        const over = signal ? AbortSignal.any([signal, stopping]) : stopping
        await untilEnded(runtime, id, over).finally(unfollow)
      }
    },
    portForward(podUid, fullName) {
      const sandbox = runtime
        .podContainers()
        .find((each) => each.running && isSandbox(each, podUid))
      if (!sandbox) throw new KubeletRefusal(`pod not found ("${fullName}")`)
      return (port) => forwardedPort(runtime, sandbox.id, port, stopping)
    },
  }
}

function runningContainer(
  runtime: ContainerRuntime,
  find: FindContainer,
  podUid: string,
  container: string,
): string {
  const id = find(podUid, container, false)
  if (id === undefined || !runtime.inspect(id)?.running)
    throw new KubeletRefusal(`container not found ("${container}")`)
  return id
}

const isSandbox = ({ labels }: RuntimeContainer, podUid: string): boolean =>
  labels['io.kubernetes.pod.uid'] === podUid && labels['io.kubernetes.container.name'] === 'POD'

async function forwardedPort(
  runtime: ContainerRuntime,
  sandbox: string,
  port: number,
  stopping: AbortSignal,
): Promise<Socket> {
  try {
    return addAbortSignal(stopping, await runtime.connect(sandbox, port))
  } catch (error) {
    throw new Error(
      `error forwarding port ${port} to pod ${sandbox}, uid : ${(error as Error).message}`,
    )
  }
}

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
  attach(...what) {
    insist()
    return server.attach(...what)
  },
  portForward(...what) {
    insist()
    return server.portForward(...what)
  },
})
