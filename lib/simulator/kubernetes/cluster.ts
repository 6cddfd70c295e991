import { type SimulatedClock } from '../time/clock'
import { type LoopbackAddress } from '../network/simulated-network'
import { type SeededRandom } from '../chance/seeded-random'
import { ApiClient, ApiUnreachable } from './api/api-client'
import { KubernetesApi } from './api/kubernetes-api'
import { Store } from './api/store'
import { type BootstrapToken, newBootstrapToken } from './control-plane/bootstrap-token'
import { type ClusterFacts } from './control-plane/configuration'
import { controlPlaneDescription, createControlPlaneNode } from './control-plane/control-plane-node'
import { ControlPlaneRuntime } from './control-plane/control-plane-runtime'
import { createInitialObjects } from './control-plane/initial-objects'
import { startControllers } from './controllers/start-controllers'
import { Discovery } from './discovery/discovery'
import { ApiServer, type ApiMode, type UnknownRequest } from './http/api-server'
import { rulesIn } from './http/access/role-rules'
import { Kubelet } from './kubelet/kubelet'
import { type KubeletAccess, type TokenRequest } from './kubelet/kubelet-host'
import { kubernetesRelease, type KubernetesRelease } from './release/kubernetes-release'
import { NodeServers } from './http/node-servers'
import { ClusterPki } from './credentials/cluster-pki'
import { podToken } from './credentials/service-account-token'
import { type Pod } from './objects'
import { serviceaccounts } from './resources/core'
import { pods } from './resources/pods'

export interface ClusterOptions {
  /** `v1.22.2`. */
  readonly kubernetes: string
  /** The control plane's own node: minikube's profile. */
  readonly nodeName: string
  readonly nodeIp: string
  readonly clock: SimulatedClock
  readonly random: SeededRandom
  /** Further addresses and names in the API server's certificate. */
  readonly apiServerIps: readonly string[]
  /** The port that the cluster's own documents name. */
  readonly apiPort: number
}

/**
 * A Kubernetes control plane: a real HTTPS API over a store, with the controllers that act on it and a node of
 * its own. What it keeps survives `stop`, as etcd's data does.
 */
export class SimulatedCluster {
  readonly store = new Store()
  readonly release: KubernetesRelease
  readonly #api: KubernetesApi
  /** False while no client accepts the API server's certificate: to kubelets and controllers it is not there. */
  trusted = true
  /** The API's front: faults and mutants stand there. */
  readonly front: ApiServer
  readonly #kubelet: Kubelet
  readonly #nodeServers: NodeServers
  readonly #bootstrapToken: BootstrapToken
  #stopControllers: (() => void) | undefined
  #created = false
  #running = false
  #listening: LoopbackAddress | undefined

  private constructor(
    private readonly options: ClusterOptions,
    readonly pki: ClusterPki,
  ) {
    const { clock, random, nodeIp, apiPort, kubernetes } = options
    this.release = kubernetesRelease(kubernetes)
    this.#bootstrapToken = newBootstrapToken(random.of('bootstrap token'))
    this.#api = new KubernetesApi(this.store, this.release.minor, clock, random.of('API'))
    this.#nodeServers = new NodeServers(this.#api)
    this.front = new ApiServer(
      {
        api: this.#api,
        clock,
        release: this.release,
        discovery: new Discovery(this.release.minor, `${nodeIp}:${apiPort}`),
        nodeServers: this.#nodeServers,
        access: {
          podsOf: (namespace) => this.#api.list(pods, namespace),
          rulesOf: rulesIn(this.#api),
        },
      },
      pki,
    )
    this.#kubelet = new Kubelet({
      node: controlPlaneDescription(this.#facts, random.forObject('node')),
      access: this.kubeletAccess(),
      runtime: new ControlPlaneRuntime(clock, random.of('engine'), (port) =>
        port === apiPort ? this.#listening : undefined,
      ),
      clock,
      random,
      log: () => undefined,
    })
  }

  /** Makes the certificates; nothing runs yet. Throws for a Kubernetes that can't be simulated. */
  static create(options: ClusterOptions): SimulatedCluster {
    kubernetesRelease(options.kubernetes)
    const addresses = [options.nodeIp, ...options.apiServerIps]
    return new SimulatedCluster(options, new ClusterPki({ nodeName: options.nodeName, addresses }))
  }

  get running(): boolean {
    return this.#running
  }

  /** Serves the API (port 0: any), runs the controllers and the control plane's node. Answers where it listens. */
  async start(at: { host: string; port: number }): Promise<{ host: string; port: number }> {
    if (this.#created) this.store.emptyWatchCache()
    else this.#createObjects()
    const listening = await this.options.clock.outside(this.front.listen(at.host, at.port))
    this.#listening = listening
    this.#running = true
    this.#startControllers()
    await this.#kubelet.start()
    return listening
  }

  /** The API server refuses connections and open watches are cut; nodes and their pods run on. */
  async stop(): Promise<void> {
    this.#stopControllers?.()
    this.#stopControllers = undefined
    await this.#kubelet.stop()
    this.#running = false
    this.#listening = undefined
    await this.options.clock.outside(this.front.close())
  }

  /** Ends everything. */
  async close(): Promise<void> {
    await this.stop()
  }

  /** How the API server treats requests, for faults. */
  get mode(): ApiMode {
    return this.front.mode
  }

  set mode(mode: ApiMode) {
    this.front.mode = mode
    if (mode === 'reset') this.front.cutConnections()
    if (this.running && mode === 'serve') this.#startControllers()
  }

  /** Told of every request that a real API server would know and this one doesn't. */
  onUnknown(listener: (request: UnknownRequest) => void): void {
    this.front.onUnknown = listener
  }

  /** The API in this process; its calls throw ApiUnreachable while the API server is down. */
  client(): ApiClient {
    return new ApiClient(this.#api, () => this.#insistOnReachable(), 'kube-controller-manager')
  }

  /** For a kubelet on some node of the testbed. */
  kubeletAccess(): KubeletAccess {
    const client = this.client().as('kubelet')
    return {
      client: () => {
        this.#insistOnReachable()
        return client
      },
      issueToken: (pod, request) => this.#issueToken(pod, request),
      serve: (node, server) => this.#nodeServers.serve(node, server),
    }
  }

  /** Throws StatusError for an account that is gone. */
  #issueToken({ metadata, spec }: Pod, request: TokenRequest): string {
    this.#insistOnReachable()
    const { namespace = '', uid = '' } = metadata
    const place = { namespace, name: spec.serviceAccountName ?? 'default' }
    const account = this.#api.get(serviceaccounts, place)
    return podToken(
      { ...place, uid: account.metadata.uid ?? '' },
      { name: metadata.name, uid },
      { ...request, nowMs: this.options.clock.now() },
    )
  }

  /** Whatever the controllers missed while the API didn't answer they find when they begin anew. */
  #startControllers(): void {
    this.#stopControllers?.()
    const { clock, random } = this.options
    this.#stopControllers = startControllers({
      client: this.client(),
      clock,
      random,
      pki: this.pki,
      release: this.release,
    })
  }

  #createObjects(): void {
    const { clock, random } = this.options
    createInitialObjects(this.#api, this.#facts, clock.now())
    createControlPlaneNode(
      this.#api,
      this.#facts,
      controlPlaneDescription(this.#facts, random.forObject('node')),
      { clock, random: random.of('static pods') },
    )
    this.#created = true
  }

  #insistOnReachable(): void {
    if (this.running && this.trusted && this.front.mode === 'serve') return
    const { nodeIp, apiPort } = this.options
    throw new ApiUnreachable(`dial tcp ${nodeIp}:${apiPort}: connect: connection refused`)
  }

  get #facts(): ClusterFacts {
    const { nodeName, nodeIp, apiPort } = this.options
    return {
      release: this.release,
      nodeName,
      nodeIp,
      apiPort,
      caCertificate: this.pki.ca.certificate,
      frontProxyCa: this.pki.frontProxyCa,
      bootstrapToken: this.#bootstrapToken,
    }
  }
}
