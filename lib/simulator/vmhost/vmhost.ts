import type { SimulatedClock } from '../time/clock'
import { dockerSocket } from '../docker/docker-socket'
import { DockerEngine } from '../docker/engine'
import { Journal } from '../linux/journal/journal'
import { Systemd } from '../linux/systemd/systemd'
import { Machine } from '../machine/machine'
import type { User } from '../machine/types'
import type { SimulatedNetwork } from '../network/simulated-network'
import { connectsOver } from '../network/connection'
import { hostCommands } from '../host/host-commands'
import { PowerCycle } from '../host/power-cycle'
import { tinyproxyCommand } from '../proxy/tinyproxy-command'
import type { SeededRandom } from '../chance/seeded-random'
import { Internet } from '../linux/network/internet'
import { Packages } from '../linux/packages'
import { ListeningPorts } from '../network/listening-ports'
import type { MinikubeFailure } from './minikube/failure'
import { minikubeCommand } from './minikube/minikube'
import type { MinikubeCluster } from './minikube/minikube-cluster'
import type { MinikubeHost } from './minikube/minikube-host'
import { MinikubeDownloads } from './minikube-downloads'
import { minikubeReleases } from './minikube/releases'
import { vmhostUnits } from './units'

export interface VmhostOptions {
  /** How the DUTs reach it. */
  readonly address: string
  readonly clock: SimulatedClock
  readonly random: SeededRandom
  readonly network: SimulatedNetwork
  readonly users?: readonly User[]
  /** A release that is at /usr/local/bin/minikube already. */
  readonly minikube?: string
  /** The loopback ports behind which published ports are served; any port for the others. */
  readonly loopbackPorts?: ReadonlyMap<number, number>
}

/** The server next to the DUTs: Docker, the Internet for curl, and minikube once it is downloaded. */
export class Vmhost implements MinikubeHost {
  readonly machine: Machine
  readonly address: string
  readonly docker: DockerEngine
  readonly network: SimulatedNetwork
  readonly clock: SimulatedClock
  readonly random: SeededRandom
  readonly ports = new ListeningPorts()
  readonly clusters = new Map<string, MinikubeCluster>()
  readonly downloads: MinikubeDownloads
  readonly systemd: Systemd
  readonly packages: Packages
  startFailure: MinikubeFailure | undefined
  readonly #cycle: PowerCycle
  readonly #loopbackPorts: ReadonlyMap<number, number>
  readonly #clusterListeners = new Set<(cluster: MinikubeCluster) => void>()

  constructor(options: VmhostOptions) {
    const { address, clock, network } = options
    const random = options.random.of('vmhost')
    this.address = address
    this.clock = clock
    this.random = random
    this.network = network
    this.#loopbackPorts = options.loopbackPorts ?? new Map<number, number>()
    this.machine = new Machine({ hostname: 'vmhost', users: options.users ?? [], clock, random })
    this.docker = new DockerEngine({
      clock,
      random: random.of('docker'),
      version: '20.10.24+dfsg1',
      apiVersion: '1.41',
      cgroupDriver: 'systemd',
      images: [],
    })
    this.systemd = new Systemd(this.machine, new Journal(clock), clock)
    const internet = new Internet()
    this.downloads = new MinikubeDownloads(internet)
    const tinyproxy = {
      name: 'tinyproxy-bin',
      version: '1.11.1-2.1+deb12u1',
      command: tinyproxyCommand(this),
    }
    this.packages = new Packages(this.machine, [tinyproxy])
    this.packages.install(tinyproxy)
    network.addHost(address)
    this.machine.sockets.listen(dockerSocket, this.docker)
    this.#furnish()
    this.#install(internet)
    this.#cycle = new PowerCycle({
      machine: this.machine,
      systemd: this.systemd,
      docker: this.docker,
      clock,
      prepare: () => undefined,
      lose: () => undefined,
    })
    for (const each of ['0.0.0.0', '::'])
      this.ports.listen({ address: each, port: 22, process: 'sshd', pid: 310 })
    if (options.minikube)
      this.downloads.installAs(this.machine, options.minikube, '/usr/local/bin/minikube')
  }

  loopbackPort(hostPort: number): number {
    return this.#loopbackPorts.get(hostPort) ?? 0
  }

  addCluster(cluster: MinikubeCluster): void {
    this.clusters.set(cluster.options.profile, cluster)
    for (const listener of this.#clusterListeners) listener(cluster)
  }

  /** Called with each cluster that is created from now on, before it is started; the answer unsubscribes. */
  onCluster(listener: (cluster: MinikubeCluster) => void): () => void {
    this.#clusterListeners.add(listener)
    return () => this.#clusterListeners.delete(listener)
  }

  boot(): Promise<void> {
    return this.#cycle.boot()
  }

  /** The power is cut: its containers end, and with them its clusters. */
  powerOff(): void {
    this.#cycle.cut()
  }

  /** Back after a power cut: Docker runs, minikube's containers do not. */
  powerOn(): Promise<void> {
    return this.#cycle.restore()
  }

  /** Down in order, and up again. */
  reboot(): Promise<void> {
    return this.#cycle.reboot()
  }

  /** Ends its clusters: their API servers' sockets are real. */
  async close(): Promise<void> {
    for (const cluster of this.clusters.values()) await cluster.remove()
    this.clusters.clear()
  }

  #furnish(): void {
    const { fs } = this.machine
    for (const [key, value] of Object.entries({
      'fs/protected_regular': '2',
      'net/ipv4/ip_forward': '1',
    })) {
      let current = `${value}\n`
      fs.generate(`/proc/sys/${key}`, {
        read: () => current,
        write: (text) => (current = `${text.trim()}\n`),
      })
    }
  }

  #install(internet: Internet): void {
    for (const unit of vmhostUnits(this.docker)) this.systemd.add(unit)
    this.machine.connect = connectsOver(this.network, this.machine)
    this.machine.install(
      ...hostCommands({
        machine: this.machine,
        address: this.address,
        ipv6: '',
        docker: this.docker,
        systemd: this.systemd,
        network: this.network,
        clock: this.clock,
        listeners: () => this.ports.all(),
        internet,
      }),
      ...this.packages.commands(),
      ...minikubeReleases.map((release) => minikubeCommand(this, release)),
    )
    this.machine.declareAbsent('minikube', 'kubectl', 'kubeadm')
  }
}
