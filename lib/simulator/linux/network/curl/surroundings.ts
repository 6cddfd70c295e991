import type { SimulatedNetwork } from '../../../network/simulated-network'
import type { Internet } from '../internet'

/** What curl of one machine reaches. */
export interface Surroundings {
  readonly network: SimulatedNetwork
  readonly internet: Internet
  /** The machine's own, of its management port. */
  readonly address: string
}
