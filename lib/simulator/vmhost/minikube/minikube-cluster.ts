import type { Container } from '../../docker/container/container'
import { volumeMount } from '../../docker/mounts'
import { SimulatedCluster } from '../../kubernetes/cluster'
import type { KeyPair } from '../../x509/certificate'
import type { LoopbackAddress } from '../../network/simulated-network'
import { prepareDocker, publishedPorts, removeFromDocker } from './docker-parts'
import type { MinikubeHost } from './minikube-host'
import type { MinikubeRelease } from './releases'
import type { StartOptions } from './start-options'

export type ApiCondition = 'serves' | 'refuses' | 'hangs' | 'resets' | { readonly status: number }

const modes = { serves: 'serve', refuses: 'serve', hangs: 'hang', resets: 'reset' } as const

/** A profile's cluster: its container, the Kubernetes in it, and the ports through which it is reached. */
export class MinikubeCluster {
  #withdraw: (() => void)[] = []
  #at: LoopbackAddress | undefined
  #api: ApiCondition = 'serves'

  private constructor(
    private readonly host: MinikubeHost,
    readonly options: StartOptions,
    readonly nodeIp: string,
    /** The home of the user who started it. */
    readonly home: string,
    readonly kubernetes: SimulatedCluster,
    /** The cluster admin of `~/.kube/config`. */
    readonly admin: KeyPair,
    readonly container: Container,
  ) {}

  /** Creates the container and a Kubernetes that is not running yet. Throws the Docker daemon's refusals. */
  static create(
    host: MinikubeHost,
    options: StartOptions,
    release: MinikubeRelease,
    home: string,
  ): MinikubeCluster {
    const nodeIp = freeNodeIp(host)
    const kubernetes = SimulatedCluster.create({
      kubernetes: options.kubernetes,
      nodeName: options.profile,
      nodeIp,
      clock: host.clock,
      random: host.random.of(`cluster ${options.profile}`),
      apiServerIps: options.apiServerIps,
      apiPort: options.apiServerPort,
    })
    const admin = kubernetes.pki.issue('O=system:masters, CN=minikube-user', 1095)
    const labels = prepareDocker(host.docker, options.profile, nodeIp)
    const image = host.docker.images.add(
      {
        tags: [`gcr.io/k8s-minikube/kicbase:${release.kicbase}`],
        sizeBytes: 1_281_000_000,
        entrypoint: ['/usr/local/bin/entrypoint', '/sbin/init'],
      },
      host.clock.now(),
    )
    const container = host.docker.create({
      name: options.profile,
      hostname: options.profile,
      image,
      imageName: image.tags[0] ?? image.id,
      networkMode: options.profile,
      privileged: true,
      mounts: [
        { source: '/lib/modules', target: '/lib/modules', readOnly: true },
        volumeMount(options.profile, '/var'),
      ],
      labels,
      ports: publishedPorts(host.ports, options),
      files: containerFiles(kubernetes),
    })
    return new MinikubeCluster(host, options, nodeIp, home, kubernetes, admin, container)
  }

  get running(): boolean {
    return this.container.status === 'running'
  }

  /** Whether a client gets an answer. */
  get serves(): boolean {
    return this.running && this.kubernetes.running && this.kubernetes.mode === 'serve'
  }

  /** How the API server treats clients from now on, and after a start too. */
  async setApi(condition: ApiCondition): Promise<void> {
    this.#api = condition
    if (!this.running || !this.#at) return
    this.kubernetes.mode = typeof condition === 'object' ? condition : modes[condition]
    if (condition === 'refuses') await this.kubernetes.stop()
    else if (!this.kubernetes.running) await this.kubernetes.start(this.#at)
  }

  /** Whether this is the cluster that is really behind a loopback address. */
  isServedAt({ host, port }: LoopbackAddress): boolean {
    return this.running && this.#at?.host === host && this.#at.port === port
  }

  /** Starts the container and Kubernetes, and publishes the API server's port. */
  async start(): Promise<void> {
    const { host, options, nodeIp } = this
    const published = options.published.get(options.apiServerPort)
    const at = await this.kubernetes.start({
      host: '127.0.0.1',
      port: published === undefined ? 0 : host.loopbackPort(published),
    })
    // Somebody may have deleted the profile meanwhile.
    if (!host.docker.find(this.container.id)) return this.stop()
    this.#at = at
    host.docker.start(this.container)
    host.network.addHost(nodeIp)
    this.#withdraw = [
      host.network.serve(nodeIp, options.apiServerPort, at),
      host.docker.onExit((id) => {
        if (id === this.container.id) void this.stop()
      }),
    ]
    this.#publish(published, at)
    await this.setApi(this.#api)
  }

  /** The container ended: the API server refuses connections and its ports are free. */
  async stop(): Promise<void> {
    for (const withdraw of this.#withdraw.splice(0)) withdraw()
    await this.kubernetes.stop()
  }

  /** Takes everything of it away. */
  async remove(): Promise<void> {
    await this.stop()
    removeFromDocker(this.host.docker, this.options.profile)
    await this.kubernetes.close()
  }

  #publish(port: number | undefined, at: LoopbackAddress): void {
    const { host, options, container } = this
    const holder = { process: 'docker-proxy', pid: container.pid, address: options.listenAddress }
    for (const { outside } of container.spec.ports ?? [])
      this.#withdraw.push(host.ports.listen({ ...holder, port: Number(outside) }))
    if (port !== undefined && options.listenAddress === '0.0.0.0')
      this.#withdraw.push(host.network.serve(host.address, port, at))
  }
}

/** minikube's networks: 192.168.49.0/24, and nine further for each that is taken. */
function freeNodeIp({ clusters }: MinikubeHost): string {
  const taken = new Set([...clusters.values()].map(({ nodeIp }) => nodeIp))
  for (let third = 49; third < 255; third += 9)
    if (!taken.has(`192.168.${third}.2`)) return `192.168.${third}.2`
  throw new Error('The simulated vmhost has no network left for another minikube cluster.')
}

function containerFiles({ pki }: SimulatedCluster): Record<string, string> {
  const certs = '/var/lib/minikube/certs'
  return {
    [`${certs}/ca.crt`]: pki.ca.certificate,
    [`${certs}/ca.key`]: pki.ca.key,
    [`${certs}/apiserver.crt`]: pki.apiserver.certificate,
    [`${certs}/apiserver.key`]: pki.apiserver.key,
    [`${certs}/apiserver-kubelet-client.crt`]: pki.apiserverKubeletClient.certificate,
    [`${certs}/apiserver-kubelet-client.key`]: pki.apiserverKubeletClient.key,
  }
}
