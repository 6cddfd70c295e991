import type { SimulatedClock } from '../../time/clock'
import type { DockerEngine } from '../../docker/engine'
import type { Machine } from '../../machine/machine'
import type { SimulatedNetwork } from '../../network/simulated-network'
import type { SeededRandom } from '../../chance/seeded-random'
import type { ListeningPorts } from '../../network/listening-ports'
import type { MinikubeFailure } from './failure'
import type { MinikubeCluster } from './minikube-cluster'

/** What minikube finds on the machine it runs on. */
export interface MinikubeHost {
  readonly machine: Machine
  /** How the other machines reach it. */
  readonly address: string
  readonly docker: DockerEngine
  readonly network: SimulatedNetwork
  readonly clock: SimulatedClock
  readonly random: SeededRandom
  readonly ports: ListeningPorts
  /** All clusters of all its users, by profile: container names are the machine's. */
  readonly clusters: Map<string, MinikubeCluster>
  addCluster(cluster: MinikubeCluster): void
  /** Set by a fault: how the next start ends. */
  startFailure: MinikubeFailure | undefined
  /** The loopback port behind which a published port of this machine is really served; 0 means any. */
  loopbackPort(hostPort: number): number
}
