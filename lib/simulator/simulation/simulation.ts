import type { SimulatedClock } from '../time/clock'
import type { Dut } from '../dut/dut'
import type { SimulatedNetwork } from '../network/simulated-network'
import type { SeededRandom } from '../chance/seeded-random'
import type { RegistryHost } from '../registry/registry-host'
import type { SshService } from '../ssh/ssh-server'
import type { Vmhost } from '../vmhost/vmhost'

/** Everything that is simulated: what faults act on, and what the control socket tells about. */
export interface Simulation {
  readonly clock: SimulatedClock
  readonly random: SeededRandom
  readonly network: SimulatedNetwork
  readonly vmhost: Vmhost
  readonly duts: readonly Dut[]
  /** Beyond the testbed: the vmhost alone has a way there. */
  readonly registry: RegistryHost
  /** By the machine's hostname. */
  readonly sshServers: ReadonlyMap<string, SshService>
  /** Of the cluster that is asked for, such as `v1.22.2`. */
  readonly kubernetes: string
}
