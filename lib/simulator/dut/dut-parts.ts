import type { SimulatedClock } from '../time/clock'
import type { DockerEngine } from '../docker/engine'
import type { IptablesRules } from '../linux/iptables/iptables-rules'
import type { Journal } from '../linux/journal/journal'
import type { Systemd } from '../linux/systemd/systemd'
import type { Machine } from '../machine/machine'
import type { SimulatedNetwork } from '../network/simulated-network'
import type { SeededRandom } from '../chance/seeded-random'
import type { SonicDatabases } from '../databases/databases'
import type { DutVariant } from './variants'

/** What the programs on a device work with. */
export interface DutParts {
  readonly machine: Machine
  /** IPv4 and IPv6 of the management interface. */
  readonly addresses: { readonly ipv4: string; readonly ipv6: string }
  readonly variant: DutVariant
  readonly clock: SimulatedClock
  readonly random: SeededRandom
  readonly network: SimulatedNetwork
  readonly journal: Journal
  readonly systemd: Systemd
  readonly databases: SonicDatabases
  readonly docker: DockerEngine
  readonly iptables: { readonly ipv4: IptablesRules; readonly ipv6: IptablesRules }
}

/** The name under which the device registers: Kubernetes takes no capitals. */
export const nodeNameOf = ({ machine }: DutParts): string => machine.hostname.toLowerCase()
