import { type BootstrapToken } from './bootstrap-token'
import { has } from '../release/changes'
import { type KubernetesRelease } from '../release/kubernetes-release'

export interface ClusterFacts {
  readonly release: KubernetesRelease
  readonly nodeName: string
  readonly nodeIp: string
  readonly apiPort: number
  readonly caCertificate: string
  readonly frontProxyCa: string
  readonly bootstrapToken: BootstrapToken
}

const endpoint = 'control-plane.minikube.internal'

/** What minikube has the API server admit by. */
export const admissionPlugins = [
  'NamespaceLifecycle',
  'LimitRanger',
  'ServiceAccount',
  'DefaultStorageClass',
  'DefaultTolerationSeconds',
  'NodeRestriction',
  'MutatingAdmissionWebhook',
  'ValidatingAdmissionWebhook',
  'ResourceQuota',
].join(',')

/** The ConfigMap texts that `kubeadm init` leaves behind with minikube's configuration. */
export const kubeletConfiguration = ({
  release,
}: ClusterFacts): string => `apiVersion: kubelet.config.k8s.io/v1beta1
authentication:
  anonymous:
    enabled: false
  webhook:
    cacheTTL: 0s
    enabled: true
  x509:
    clientCAFile: /var/lib/minikube/certs/ca.crt
authorization:
  mode: Webhook
  webhook:
    cacheAuthorizedTTL: 0s
    cacheUnauthorizedTTL: 0s
cgroupDriver: systemd
clusterDNS:
- 10.96.0.10
clusterDomain: cluster.local
${endpointOf(release)}cpuManagerReconcilePeriod: 0s
evictionHard:
  imagefs.available: 0%
  nodefs.available: 0%
  nodefs.inodesFree: 0%
evictionPressureTransitionPeriod: 0s
failSwapOn: false
fileCheckFrequency: 0s
hairpinMode: hairpin-veth
healthzBindAddress: 127.0.0.1
healthzPort: 10248
httpCheckFrequency: 0s
imageGCHighThresholdPercent: 100
imageMinimumGCAge: 0s
kind: KubeletConfiguration
${loggingOf(release)}nodeStatusReportFrequency: 0s
nodeStatusUpdateFrequency: 0s
rotateCertificates: true
runtimeRequestTimeout: 15m0s
shutdownGracePeriod: 0s
shutdownGracePeriodCriticalPods: 0s
staticPodPath: /etc/kubernetes/manifests
streamingConnectionIdleTimeout: 0s
syncFrequency: 0s
volumeStatsAggPeriod: 0s
`

/** What later versions' types write of what nobody has set. */
const endpointOf = ({ minor }: KubernetesRelease): string =>
  has('runtimesAreConfigured', minor) ? 'containerRuntimeEndpoint: ""\n' : ''

const loggingOf = ({ minor }: KubernetesRelease): string =>
  [
    has('loggingIsDetailed', minor) ? detailedLogging : 'logging: {}\n',
    has('NodeSwap', minor) ? 'memorySwap: {}\n' : '',
  ].join('')

const detailedLogging = `logging:
  flushFrequency: 0
  options:
    json:
      infoBufferSize: "0"
  verbosity: 0
`

export const clusterConfiguration = ({
  release,
  nodeIp,
  apiPort,
}: ClusterFacts): string => `apiServer:
  certSANs:
  - 127.0.0.1
  - localhost
  - ${nodeIp}
  extraArgs:
    authorization-mode: Node,RBAC
    enable-admission-plugins: ${admissionPlugins}
  timeoutForControlPlane: 4m0s
apiVersion: ${release.kubeadmApi}
certificatesDir: /var/lib/minikube/certs
clusterName: mk
controlPlaneEndpoint: ${endpoint}:${apiPort}
controllerManager:
  extraArgs:
    allocate-node-cidrs: "true"
    leader-elect: "false"
${dnsOf(release)}etcd:
  local:
    dataDir: /var/lib/minikube/etcd
    extraArgs:
      proxy-refresh-interval: "70000"
imageRepository: ${release.imageRepository}
kind: ClusterConfiguration
kubernetesVersion: ${release.gitVersion}
networking:
  dnsDomain: cluster.local
  podSubnet: 10.244.0.0/16
  serviceSubnet: 10.96.0.0/12
scheduler:
  extraArgs:
    leader-elect: "false"
`

const dnsOf = ({ kubeadmApi }: KubernetesRelease): string =>
  kubeadmApi.endsWith('v1beta2') ? 'dns:\n  type: CoreDNS\n' : 'dns: {}\n'

export const clusterStatus = ({
  nodeName,
  nodeIp,
  apiPort,
  release,
}: ClusterFacts): string => `apiEndpoints:
  ${nodeName}:
    advertiseAddress: ${nodeIp}
    bindPort: ${apiPort}
apiVersion: ${release.kubeadmApi}
kind: ClusterStatus
`

export const clusterInfo = ({ caCertificate, apiPort }: ClusterFacts): string => `apiVersion: v1
clusters:
- cluster:
    certificate-authority-data: ${Buffer.from(caCertificate).toString('base64')}
    server: https://${endpoint}:${apiPort}
  name: ""
contexts: null
current-context: ""
kind: Config
preferences: {}
users: null
`
