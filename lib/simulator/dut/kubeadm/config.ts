import type { CommandLine } from '../../go/command-line'
import type { CommandContext, CommandOutput } from '../../machine/types'
import { adminKubeconfig } from './admin-kubeconfig'
import { KubeadmFailure, subcommandFailure } from './failure'

const registry = 'k8s.gcr.io'

/**
 * `kubeadm config …` of 1.20, as far as it needs no cluster: the images of a version, and the defaults.
 * Undefined: what the twin does not know. Throws KubeadmFailure.
 */
export function config(
  line: CommandLine,
  hostname: string,
  context: CommandContext,
): CommandOutput | undefined {
  const [verb, what] = line.words
  if (verb === 'images') return images(what, line)
  if (verb === 'print') return print(what, line, hostname)
  if (verb === 'view') {
    context.streamError(
      'Command "view" is deprecated, This command is deprecated and will be removed in a future release, please use \'kubectl get cm -o yaml -n kube-system kubeadm-config\' to get the kubeadm config directly.\n',
    )
    adminKubeconfig(line.value('kubeconfig'), context)
    return undefined
  }
  if (verb !== 'migrate') throw subcommandFailure('config', verb)
  if (line.value('old-config') === undefined)
    throw new KubeadmFailure('the --old-config flag is mandatory')
  return undefined
}

function images(what: string | undefined, line: CommandLine): CommandOutput | undefined {
  if (what !== 'list' && what !== 'pull') throw subcommandFailure('images', what)
  const version = line.value('kubernetes-version')
  // Without one it asks the Internet.
  if (what === 'pull' || version === undefined || !/^v1\.20\.\d+$/.test(version)) return undefined
  const from = line.value('image-repository') ?? registry
  const names = [
    ...['apiserver', 'controller-manager', 'scheduler', 'proxy'].map(
      (each) => `kube-${each}:${version}`,
    ),
    'pause:3.2',
    'etcd:3.4.13-0',
    'coredns:1.7.0',
  ].map((each) => `${from}/${each}`)
  const format = line.value('output') ?? 'text'
  if (format === 'text') return { stdout: names.map((each) => `${each}\n`).join('') }
  if (format !== 'json') return undefined
  const list = { kind: 'Images', apiVersion: 'output.kubeadm.k8s.io/v1alpha1', images: names }
  return { stdout: `${JSON.stringify(list, null, 4)}\n` }
}

function print(
  what: string | undefined,
  line: CommandLine,
  hostname: string,
): CommandOutput | undefined {
  if (what !== 'init-defaults' && what !== 'join-defaults') throw subcommandFailure('print', what)
  if (line.value('component-configs') !== undefined) return undefined
  return { stdout: what === 'init-defaults' ? initDefaults(hostname) : joinDefaults(hostname) }
}

const initDefaults = (hostname: string): string => `apiVersion: kubeadm.k8s.io/v1beta2
bootstrapTokens:
- groups:
  - system:bootstrappers:kubeadm:default-node-token
  token: abcdef.0123456789abcdef
  ttl: 24h0m0s
  usages:
  - signing
  - authentication
kind: InitConfiguration
localAPIEndpoint:
  advertiseAddress: 1.2.3.4
  bindPort: 6443
nodeRegistration:
  criSocket: /var/run/dockershim.sock
  name: ${hostname}
  taints:
  - effect: NoSchedule
    key: node-role.kubernetes.io/master
---
apiServer:
  timeoutForControlPlane: 4m0s
apiVersion: kubeadm.k8s.io/v1beta2
certificatesDir: /etc/kubernetes/pki
clusterName: kubernetes
controllerManager: {}
dns:
  type: CoreDNS
etcd:
  local:
    dataDir: /var/lib/etcd
imageRepository: ${registry}
kind: ClusterConfiguration
kubernetesVersion: v1.20.0
networking:
  dnsDomain: cluster.local
  serviceSubnet: 10.96.0.0/12
scheduler: {}
`

const joinDefaults = (hostname: string): string => `apiVersion: kubeadm.k8s.io/v1beta2
caCertPath: /etc/kubernetes/pki/ca.crt
discovery:
  bootstrapToken:
    apiServerEndpoint: kube-apiserver:6443
    token: abcdef.0123456789abcdef
    unsafeSkipCAVerification: true
  timeout: 5m0s
  tlsBootstrapToken: abcdef.0123456789abcdef
kind: JoinConfiguration
nodeRegistration:
  criSocket: /var/run/dockershim.sock
  name: ${hostname}
  taints: null
`
