import { root } from '../host/command'
import { type CommandResult, type Host } from '../host/host'
import { type ApiAccess } from '../kube/api/api-access'
import { type ClusterSpec, type VmhostSpec } from '../testbed/testbed'
import { minutes } from '../wait/duration'
import { CertManager, type ClusterCertificates } from './cert-manager'
import { clusterAddresses, environmentOf } from './proxy-environment'
import { API_SERVER_NAME, minikubePath, profileFlag } from './profile'

/** A running minikube cluster, ours or (`cluster.existing`) somebody else's. */
export class MinikubeCluster {
  #certificates: Promise<ClusterCertificates> | undefined

  constructor(
    private readonly vmhost: Host,
    private readonly spec: { vmhost: VmhostSpec; cluster: ClusterSpec },
    /** What the run changes in it has to be undone: it was not started by the run, or is to be kept. */
    readonly outlivesRun: boolean,
  ) {}

  /** CA and client certificate, read from the cluster's container once, over SSH. */
  certificates(): Promise<ClusterCertificates> {
    this.#certificates ??= new CertManager(this.vmhost).extract(this.spec.cluster.profile)
    return this.#certificates
  }

  /** How the runner reaches the API server: in memory, never a file. */
  async access(): Promise<ApiAccess> {
    const { ca, certificate, key } = await this.certificates()
    const { api, apiPort } = this.spec.cluster
    return {
      server: `https://${api.host ?? this.spec.vmhost.address}:${api.port ?? apiPort}`,
      ca,
      certificate,
      key,
      tlsServerName: API_SERVER_NAME,
    }
  }

  /** kubectl as a person on the vmhost types it. Any exit code is an answer. */
  kubectl(...args: readonly string[]): Promise<CommandResult> {
    const { vmhost, cluster } = this.spec
    return this.vmhost.attempt(
      root`
        ${environmentOf(vmhost.proxy, clusterAddresses(vmhost))}
        HOME=/root ${minikubePath(cluster)} kubectl ${profileFlag(cluster)} -- ${args}`,
      { within: minutes(2) },
    )
  }
}
