import { Internet } from '../linux/network/internet'
import type { SimulatedClock } from '../time/clock'
import { dockerSocket } from '../docker/docker-socket'
import { type DockerEngine } from '../docker/engine'
import { hostServicesSocket } from '../gnmi/host-services'
import { IptablesRules } from '../linux/iptables/iptables-rules'
import { Journal, syslogSocket } from '../linux/journal/journal'
import { passageOf } from '../linux/iptables/packet-filter'
import { syslogFile } from '../linux/journal/syslog-file'
import { Systemd } from '../linux/systemd/systemd'
import { Machine } from '../machine/machine'
import type { User } from '../machine/types'
import { type SimulatedNetwork } from '../network/simulated-network'
import { connectsOver } from '../network/connection'
import { hostCommands } from '../host/host-commands'
import { PowerCycle } from '../host/power-cycle'
import type { SeededRandom } from '../chance/seeded-random'
import { Ctrmgrd } from './ctrmgrd/ctrmgrd'
import { type Configuration, redisSocket, SonicDatabases } from '../databases/databases'
import { createDatabaseContainer } from './database-container'
import { dockerdProgram } from './dockerd'
import { kubernetesCommands, sonicCommands } from './dut-commands'
import { dutDocker } from './dut-docker'
import type { DutParts } from './dut-parts'
import { furnishDut } from './factory-files'
import { Features } from './features/features'
import { hostServices } from './host-services'
import { kubeletFlags } from './kubelet/kubelet-settings'
import { KubeletService, type StartNodeAgent } from './kubelet/kubelet-service'
import { dutListeners } from './listeners'
import { commonUnits, kubernetesUnits } from './units'
import { dutVariants, type DutVariantName } from './variants'

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
    const own = { machine: this.machine, addresses, variant, clock, random, network }
    this.docker = dutDocker(own)
    const { machine, journal, systemd, databases, docker } = this
    machine.sockets.listen(redisSocket, databases)
    machine.sockets.listen(dockerSocket, docker)
    machine.sockets.listen(syslogSocket, journal)
    this.parts = { ...own, journal, systemd, databases, docker, iptables }
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
    const { machine, systemd, docker, journal, parts } = this
    const { variant } = parts
    furnishDut(machine, variant)
    this.features.furnish()
    const syslog = syslogFile(journal, () => machine.hostname, variant.syslog)
    machine.fs.generate('/var/log/syslog', syslog, { mode: 0o640, gid: adm })
    const programs = { docker: dockerdProgram(parts), ctrmgrd: this.ctrmgrd, kubelet: this.kubelet }
    const units = [
      ...commonUnits(programs),
      ...this.features.units(),
      ...(variant.kubernetesIncluded ? kubernetesUnits(programs, () => kubeletFlags(parts)) : []),
    ]
    for (const unit of units) systemd.add(unit)
    createDatabaseContainer(docker)
    this.features.createContainers()
    machine.connect = connectsOver(parts.network, machine)
    machine.install(
      ...this.features.commands(),
      ...hostCommands({
        ...parts,
        address: parts.addresses.ipv4,
        ipv6: parts.addresses.ipv6,
        listeners: () => dutListeners(machine, systemd),
        internet: new Internet(),
      }),
      ...sonicCommands(parts),
    )
    machine.declareAbsent(...variant.lacks)
    if (!variant.kubernetesIncluded) return machine.declareAbsent('kubeadm', 'kubelet', 'kubectl')
    machine.install(...kubernetesCommands(parts, this.kubelet))
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
