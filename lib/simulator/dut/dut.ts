import { curlCommand } from '../linux/network/curl'
import { Internet } from '../linux/network/internet'
import type { SimulatedClock } from '../time/clock'
import { dockerCommand } from '../docker/client/docker-command'
import { dockerSocket } from '../docker/docker-socket'
import { DockerEngine } from '../docker/engine'
import { RegistryClient } from '../docker/pulling/registry-client'
import { hostServicesSocket } from '../gnmi/host-services'
import { kubectlCommand } from '../kubectl/kubectl'
import { dmesgCommand } from '../linux/journal/dmesg'
import { iptablesCommands } from '../linux/iptables/iptables'
import { IptablesRules } from '../linux/iptables/iptables-rules'
import { Journal, syslogSocket } from '../linux/journal/journal'
import { networkCommands } from '../linux/network/commands'
import { pingCommand } from '../linux/network/ping'
import { passageOf } from '../linux/iptables/packet-filter'
import { loggerCommand } from '../linux/journal/logger'
import { journalctlCommand } from '../linux/journal/journalctl'
import { sysctlCommand } from '../linux/sysctl'
import { syslogFile } from '../linux/journal/syslog-file'
import { systemctlCommand } from '../linux/systemctl/systemctl'
import { powerCommands } from '../linux/systemctl/systemctl-power'
import { Systemd } from '../linux/systemd/systemd'
import { systemdRunCommand } from '../linux/systemd/systemd-run'
import { Machine } from '../machine/machine'
import type { User } from '../machine/types'
import { loopbackOf, type SimulatedNetwork } from '../network/simulated-network'
import { PowerCycle } from '../host/power-cycle'
import type { SeededRandom } from '../chance/seeded-random'
import { Ctrmgrd } from './ctrmgrd/ctrmgrd'
import { type Configuration, redisSocket, SonicDatabases } from '../databases/databases'
import { createDatabaseContainer } from './database-container'
import { dockerdProgram } from './dockerd'
import type { DutParts } from './dut-parts'
import { furnishDut } from './factory-files'
import { Features } from './features/features'
import { hostServices } from './host-services'
import { kubeadmCommand } from './kubeadm/kubeadm-command'
import { kubeletFlags } from './kubelet/kubelet-settings'
import { KubeletService, type StartNodeAgent } from './kubelet/kubelet-service'
import { dutListeners } from './listeners'
import { redisCliCommand } from '../databases/redis-cli'
import { configCommand } from './sonic-cli/config-command'
import { showCommand } from './sonic-cli/show-command'
import { kubeletCommand, modprobeCommand } from './small-commands'
import { sonicInstallerCommand } from './sonic-installer'
import { sonicDbCliCommand } from '../databases/sonic-db-cli'
import { commonUnits, kubernetesUnits } from './units'
import { dutVariants, type DutVariantName, variantImages } from './variants'

export interface DutOptions {
  readonly hostname: string
  /** IPv4 of the management interface. */
  readonly address: string
  /** The port's global IPv6 address; default: none. */
  readonly ipv6?: string
  readonly variant: DutVariantName
  /** Of its kubelet, kubeadm and kubectl; default: what the variant ships. */
  readonly kubernetes?: string
  readonly clock: SimulatedClock
  readonly random: SeededRandom
  readonly network: SimulatedNetwork
  /** `admin`'s password; without one it logs in by key only. */
  readonly password?: string
  readonly sudo?: User['sudo']
  /** Those that have a unit and a container; default: the variant's. */
  readonly features?: readonly string[]
  /** Runs the node's part of Kubernetes once the kubelet has started. */
  readonly startAgent: (dut: Dut) => StartNodeAgent
}

/** A simulated SONiC switch: the machine, and what runs on it. */
export class Dut {
  readonly machine: Machine
  readonly docker: DockerEngine
  readonly databases = new SonicDatabases()
  readonly journal: Journal
  readonly systemd: Systemd
  readonly parts: DutParts
  readonly kubelet: KubeletService
  readonly ctrmgrd: Ctrmgrd
  readonly features: Features
  readonly #cycle: PowerCycle

  constructor(readonly options: DutOptions) {
    const { hostname, clock, network } = options
    const random = options.random.of(hostname)
    const shipped = dutVariants[options.variant]
    const variant = { ...shipped, kubernetes: options.kubernetes ?? shipped.kubernetes }
    const iptables = { ipv4: new IptablesRules(), ipv6: new IptablesRules() }
    const addresses = { ipv4: options.address, ipv6: options.ipv6 ?? '' }
    this.machine = new Machine({
      hostname,
      users: [admin(options, variant.adminGroups)],
      groups: { docker: variant.dockerGroup },
      clock,
      random,
    })
    this.journal = new Journal(clock)
    this.systemd = new Systemd(this.machine, this.journal, clock)
    this.docker = new DockerEngine({
      ...variant.docker,
      clock,
      random: random.of('docker'),
      images: variantImages(variant),
      bridge: { subnet: '240.127.1.0/24', gateway: '240.127.1.1' },
      pauseImage: variant.sandboxImage,
      host: {
        machine: this.machine,
        publish: (port, at, reach) => {
          const own = loopbackOf(this.machine.hostname)
          const everywhere = [options.address, addresses.ipv6, own]
          const ends = (reach === 'loopback' ? [own] : everywhere).map((ip) =>
            network.serve(ip, port, at),
          )
          return () => ends.forEach((end) => end())
        },
        listensAt: (port) => network.locate(loopbackOf(this.machine.hostname), port),
      },
      registry: new RegistryClient(
        { machine: this.machine, network, address: options.address },
        variant.docker.version,
        () => this.docker.settings,
      ),
    })
    const { machine, journal, systemd, databases, docker } = this
    machine.sockets.listen(redisSocket, databases)
    machine.sockets.listen(dockerSocket, docker)
    machine.sockets.listen(syslogSocket, journal)
    this.parts = {
      machine,
      addresses,
      variant,
      clock,
      random,
      network,
      journal,
      systemd,
      databases,
      docker,
      iptables,
    }
    network.guard(hostname, (ip, port) =>
      passageOf(ip.includes(':') ? iptables.ipv6 : iptables.ipv4, options.address, ip, port),
    )
    machine.sockets.listen(hostServicesSocket, hostServices(this.parts))
    this.kubelet = new KubeletService(this.parts, options.startAgent(this))
    this.ctrmgrd = new Ctrmgrd(this.parts)
    this.features = new Features(this.parts, options.features)
    this.#furnish()
    this.#cycle = new PowerCycle({
      machine,
      systemd,
      docker,
      clock,
      prepare: () => this.#loadConfiguration(),
      lose: () => {
        iptables.ipv4.clear()
        iptables.ipv6.clear()
      },
    })
  }

  /**
   * The first time: the device as it is found, long after it was switched on. Databases from its configuration, the
   * enabled units, its containers.
   */
  boot(): Promise<void> {
    return this.features.settled(() => this.#cycle.boot())
  }

  /** The power is cut: nothing is stopped in order, nothing is logged. */
  powerOff(): void {
    this.#cycle.cut()
  }

  /** Back after a power cut: unsaved configuration, STATE_DB and what lived in memory are gone. */
  powerOn(): Promise<void> {
    return this.#cycle.restore()
  }

  /** Down in order, and up again. */
  reboot(): Promise<void> {
    return this.#cycle.reboot()
  }

  #loadConfiguration(): void {
    const text = this.machine.fs.readText('/etc/sonic/config_db.json')
    this.databases.load(JSON.parse(text) as Configuration)
  }

  #furnish(): void {
    const { machine, systemd, docker, databases, journal, parts, options } = this
    const { variant } = parts
    furnishDut(machine, variant)
    this.features.furnish()
    const syslog = syslogFile(journal, () => machine.hostname, variant.syslog)
    machine.fs.generate('/var/log/syslog', syslog, { mode: 0o640, gid: adm })
    const { ipv4: address, ipv6 } = parts.addresses
    const network = { machine, address, ipv6, docker }
    const programs = { docker: dockerdProgram(parts), ctrmgrd: this.ctrmgrd, kubelet: this.kubelet }
    const units = [
      ...commonUnits(programs),
      ...this.features.units(),
      ...(variant.kubernetesIncluded ? kubernetesUnits(programs, () => kubeletFlags(parts)) : []),
    ]
    for (const unit of units) systemd.add(unit)
    createDatabaseContainer(docker)
    this.features.createContainers()
    machine.install(
      ...this.features.commands(),
      systemctlCommand(systemd),
      systemdRunCommand(systemd),
      ...powerCommands,
      ...networkCommands(network, () => dutListeners(machine, systemd)),
      pingCommand(options.network, address),
      dmesgCommand(journal),
      loggerCommand(journal),
      journalctlCommand(journal, () => options.clock.now()),
      dockerCommand(docker),
      sysctlCommand,
      curlCommand(options.network, new Internet()),
      modprobeCommand(variant),
      ...iptablesCommands('iptables', parts.iptables.ipv4),
      ...iptablesCommands('ip6tables', parts.iptables.ipv6),
      sonicDbCliCommand(databases, variant.buildVersion.startsWith('master')),
      redisCliCommand(databases),
      showCommand(databases, variant),
      sonicInstallerCommand,
      configCommand(databases, variant.click, async () => {
        await systemd.find('ctrmgrd')?.restart()
      }),
    )
    if (!variant.kubernetesIncluded) return machine.declareAbsent('kubeadm', 'kubelet', 'kubectl')
    machine.install(
      kubeadmCommand(parts, this.kubelet),
      kubeletCommand(variant),
      kubectlCommand(options.network, { version: variant.kubernetes }),
    )
  }
}

/** The group that may read logs. */
const adm = 4

const admin = ({ password, sudo }: DutOptions, groups: readonly string[]): User => ({
  name: 'admin',
  uid: 1000,
  gid: 1000,
  home: '/home/admin',
  groups,
  sudo: sudo ?? 'all',
  ...(password === undefined ? {} : { password }),
})
