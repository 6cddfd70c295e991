import { type SimulatedClock } from '../../clock'
import { type LogLine } from '../../docker/container-log'
import { type SeededRandom } from '../../random'
import { type ApiClient } from '../api-client'
import { type ContainerRuntime } from '../container-runtime'
import { type EventRecorder } from '../event-recorder'
import { type NodeDescription } from './node-description'

/** The way from a node to the API. Wrap it to cut the network between: `client` then throws ApiUnreachable. */
export interface KubeletAccess {
  client(): ApiClient
  /** Offers the logs of this node's containers to `kubectl logs`; the answer takes them back. */
  serveLogs(node: string, source: LogSource): () => void
}

/** A container's output, or that of the one before it; throws when there is no such container. */
export type LogSource = (podUid: string, container: string, previous: boolean) => readonly LogLine[]

/** The files of the node that pods mount. */
export interface HostFiles {
  kindOf(path: string): 'file' | 'directory' | undefined
  /** Undefined when there is no such file. */
  read(path: string): string | undefined
  create(path: string, kind: 'file' | 'directory'): void
}

/** What the parts of one kubelet share. */
export interface KubeletHost {
  readonly node: NodeDescription
  readonly access: KubeletAccess
  readonly runtime: ContainerRuntime
  readonly clock: SimulatedClock
  readonly random: SeededRandom
  readonly recorder: EventRecorder
  /** Absent where every path is as pods want it. */
  readonly hostFiles?: HostFiles | undefined
  readonly log: (line: string) => void
}
