import { type SimulatedClock } from '../../clock'
import { type LogLine } from '../../docker/container-log'
import { type KubernetesApi } from '../api/kubernetes-api'
import { type Discovery } from '../discovery/discovery'
import { type KubernetesRelease } from '../kubernetes-release'
import { type Pod } from '../objects'

/** What the handlers of requests work with. */
export interface ApiContext {
  readonly api: KubernetesApi
  readonly clock: SimulatedClock
  readonly release: KubernetesRelease
  readonly discovery: Discovery
  /** What a container of a pod wrote, or the one before it; throws StatusError where the node's kubelet doesn't answer. */
  containerLog(pod: Pod, container: string, previous: boolean): readonly LogLine[]
}
