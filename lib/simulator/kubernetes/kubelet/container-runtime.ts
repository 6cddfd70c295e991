import type { Socket } from 'node:net'
import type { Mount } from '../../docker/container/container'
import type { ExecStreams } from '../../docker/container/container-exec'
import type { ContainerLog } from '../../docker/container/container-log'
import type { RegistryLogin } from '../../docker/pulling/registry-login'
import type { Pod, PodContainer } from '../objects'

/** What a kubelet asks of the node's container engine (dockershim's part); `lib/simulator/docker` implements it. */
export interface ContainerRuntime {
  /** False while the engine does not answer. */
  readonly running: boolean
  /** Probes of its containers find all well from the start: nobody need ask. */
  readonly isAlwaysWell?: boolean
  /** The image's id (`sha256:…`) if the engine has it. */
  findImage(reference: string): string | undefined
  /** Resolves to the image's id. Rejects with an Error whose message is the engine's own text. */
  pull(reference: string, signal: AbortSignal, login?: RegistryLogin): Promise<string>
  /** Starts the pod's sandbox (pause) container. Rejects with the text that becomes FailedCreatePodSandBox. */
  runSandbox(pod: Pod, attempt: number): Promise<string>
  /** Creates a container; resolves to its 64-digit id. Rejects with the engine's text (CreateContainerError). */
  createContainer(
    pod: Pod,
    container: PodContainer,
    attempt: number,
    sandboxId: string,
    config: ContainerConfig,
  ): Promise<string>
  /** Starts what was created. Rejects with the engine's text (RunContainerError); the container then has ended. */
  startContainer(id: string): Promise<void>
  /** SIGTERM, then SIGKILL after the grace; resolves when it has exited. No error when it is gone already. */
  stopContainer(id: string, graceSeconds: number): Promise<void>
  removeContainer(id: string): void
  inspect(id: string): RuntimeContainer | undefined
  /** Containers of pods (sandboxes too), by the labels that dockershim sets. */
  podContainers(): readonly RuntimeContainer[]
  /** Runs a command in a running container, as for a probe; with `streams` somebody is connected to it. */
  exec(id: string, command: readonly string[], streams?: ExecStreams): Promise<RuntimeExec>
  /** What a container answers at a port, by HTTP; undefined when nothing listens there. */
  ask(id: string, port: number, path: string): { status: number } | undefined
  /** Connects to a port in a sandbox's network. Rejects with the engine's text when nothing listens there. */
  connect(sandboxId: string, port: number): Promise<Socket>
  /** What a container wrote, for the pod's log. */
  log(id: string): ContainerLog
  /** Called with the id whenever a container of a pod exits by itself or by somebody else's hand; the answer unsubscribes. */
  onExit(listener: (id: string) => void): () => void
  /** Called whenever the engine answers again; the answer unsubscribes. */
  onUp(listener: () => void): () => void
}

/** What became of a command in a container. */
export interface RuntimeExec {
  readonly exitCode: number
  /** All that it printed. */
  readonly output: string
  /** What of that went to standard error. */
  readonly errors: string
}

/** What the kubelet has worked out for a start of a container. */
export interface ContainerConfig {
  /** Of the spec: what a container was made of is compared with it later on. */
  readonly hash: string
  readonly env: ReadonlyMap<string, string>
  readonly mounts: readonly Mount[]
  /** `uid` or `uid:gid`, in place of the image's. */
  readonly user?: string
  /** In place of the image's entrypoint, and of its command. */
  readonly command?: readonly string[] | undefined
  readonly args?: readonly string[] | undefined
}

export interface RuntimeContainer {
  readonly id: string
  readonly name: string
  readonly labels: Readonly<Record<string, string>>
  /** The first name of its image, whatever name it was asked for by. */
  readonly image: string
  readonly imageId: string
  /** `registry/repository@sha256:…` of an image that was pulled. */
  readonly pulledAs?: string
  readonly running: boolean
  readonly exitCode: number
  /** ISO times as Docker prints them; the zero time when it has not happened. */
  readonly startedAt: string
  readonly finishedAt: string
  /** Paths of the node that it sees as its own. */
  readonly mounts?: readonly Mount[]
  /** Where on its node what it writes is kept. */
  readonly logPath?: string
  /** Why it could not be started at all. */
  readonly startError?: string
}
