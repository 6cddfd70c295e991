import { type SimulatedClock } from '../../time/clock'
import type { FileSystem } from '../../file-system/file-system'
import { type SeededRandom } from '../../chance/seeded-random'
import { type ApiClient } from '../api/api-client'
import { type Pod } from '../objects'
import { type ContainerRuntime } from './container-runtime'
import { type EventRecorder } from '../events/event-recorder'
import { type KubeletServer } from './kubelet-server'
import { type NodeDescription } from './node-description'
import { type PodSources } from './pod-sources'
import { type Change, has } from '../release/changes'
import { minorOf } from '../release/kubernetes-release'

/** What a pod's token is to be good for. */
export interface TokenRequest {
  /** Default: the API server. */
  readonly audience?: string
  readonly expirationSeconds?: number
}

/** The way from a node to the API. Wrap it to cut the network between: `client` then throws ApiUnreachable. */
export interface KubeletAccess {
  client(): ApiClient
  /** A token of the pod's service account, that says it is the pod's. Throws ApiUnreachable. */
  issueToken(pod: Pod, request: TokenRequest): string
  /** Offers the streams of this node's containers to the API server; the answer takes them back. */
  serve(node: string, server: KubeletServer): () => void
}

/** The node's files, of which pods mount some, and where the kubelet keeps what it makes for them. */
export interface HostFiles {
  readonly fs: FileSystem
  /** Whether a Unix socket is listened on there. */
  isSocket(path: string): boolean
  /** Mounts memory there; nothing, where nobody looks at what is mounted. */
  mountMemory?(path: string): void
  /** Takes away what is mounted there and below. */
  unmount?(path: string): void
}

/** What the parts of one kubelet share. */
export interface KubeletHost {
  readonly node: NodeDescription
  readonly access: KubeletAccess
  readonly runtime: ContainerRuntime
  readonly clock: SimulatedClock
  readonly random: SeededRandom
  readonly recorder: EventRecorder
  readonly sources: PodSources
  /** Absent where every path is as pods want it, and volumes hold nothing. */
  readonly hostFiles?: HostFiles | undefined
  readonly log: (line: string) => void
}

/** Is this node's kubelet behind that change? */
export const hasKubelet = ({ node }: Pick<KubeletHost, 'node'>, change: Change): boolean =>
  has(change, minorOf(node.kubeletVersion))
