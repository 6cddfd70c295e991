import { dockerCommand } from '../docker/client/docker-command'
import { hostTools } from '../linux/host-tools/commands'
import { mountCommands } from '../linux/mounts/commands'
import { dmesgCommand } from '../linux/journal/dmesg'
import { journalctlCommand } from '../linux/journal/journalctl'
import { loggerCommand } from '../linux/journal/logger'
import { networkCommands } from '../linux/network/commands'
import type { InterfacesOptions } from '../linux/network/interfaces'
import type { Internet } from '../linux/network/internet'
import { pingCommand } from '../linux/network/ping'
import type { Listener } from '../linux/network/ss'
import { sysctlCommand } from '../linux/sysctl'
import { systemctlCommand } from '../linux/systemctl/systemctl'
import { powerCommands } from '../linux/systemctl/systemctl-power'
import type { Systemd } from '../linux/systemd/systemd'
import { systemdRunCommand } from '../linux/systemd/systemd-run'
import type { ShellCommand } from '../machine/types'
import type { SimulatedNetwork } from '../network/simulated-network'
import type { DockerEngine } from '../docker/engine'
import type { SimulatedClock } from '../time/clock'

const curls = () =>
  require('../linux/network/curl/curl') as typeof import('../linux/network/curl/curl')

export interface HostOptions extends InterfacesOptions {
  readonly docker: DockerEngine
  readonly systemd: Systemd
  readonly network: SimulatedNetwork
  readonly clock: SimulatedClock
  readonly listeners: () => readonly Listener[]
  /** What the machine can download. */
  readonly internet: Internet
}

/** The commands that every machine of the testbed has, whatever it is for: Docker's, systemd's, the network's. */
export const hostCommands = (host: HostOptions): readonly ShellCommand[] => [
  dockerCommand(host.docker),
  systemctlCommand(host.systemd),
  systemdRunCommand(host.systemd),
  ...powerCommands,
  journalctlCommand(host.systemd.journal, () => host.clock.now()),
  loggerCommand(host.systemd.journal),
  ...mountCommands,
  ...hostTools(host.systemd.journal),
  dmesgCommand(host.systemd.journal),
  ...networkCommands(host, host.listeners),
  pingCommand(host.network, host.address),
  { name: 'curl', run: (args, context) => curls().curlCommand(host).run(args, context) },
  sysctlCommand,
]
