import { type SimulatedClock } from '../../time/clock'
import { type KubernetesApi } from '../api/kubernetes-api'
import { type Discovery } from '../discovery/discovery'
import { type KubernetesRelease } from '../release/kubernetes-release'
import { type NodeServers } from './node-servers'
import { type Lookups } from './access/authorize'

/** What the handlers of requests work with. */
export interface ApiContext {
  readonly api: KubernetesApi
  readonly clock: SimulatedClock
  readonly release: KubernetesRelease
  readonly discovery: Discovery
  readonly nodeServers: NodeServers
  readonly access: Lookups
}
