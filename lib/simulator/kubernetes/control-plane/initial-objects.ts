import { type KubernetesApi } from '../api/kubernetes-api'
import {
  type EndpointSlice,
  type Endpoints,
  type KubeObject,
  type PriorityClass,
  type Service,
} from '../objects'
import { systemPriorities } from '../objects/system-priorities'
import { configmaps, namespaces, secrets } from '../resources/core'
import { priorityclasses } from '../resources/priority-classes'
import { endpointslices } from '../resources/endpoint-slices'
import { endpoints, services } from '../resources/services'
import { createBootstrapRoles } from './roles/bootstrap-roles'
import { signed, tokenSecret } from './bootstrap-token'
import {
  type ClusterFacts,
  clusterConfiguration,
  clusterInfo,
  clusterStatus,
  kubeletConfiguration,
} from './configuration'
import { has } from '../release/changes'

/** What is in a cluster when `minikube start` has returned, before any controller has run. */
export function createInitialObjects(api: KubernetesApi, facts: ClusterFacts, now: number): void {
  for (const name of ['default', 'kube-node-lease', 'kube-public', 'kube-system']) {
    const namespace = { ...core('Namespace', name), spec: {}, status: { phase: 'Active' } }
    api.create(namespaces, undefined, namespace, { manager: 'kube-apiserver' })
  }
  const configMap = (namespace: string, name: string, data: Record<string, string>): void =>
    void api.create(
      configmaps,
      namespace,
      { ...core('ConfigMap', name, namespace), data },
      { manager: 'kubeadm' },
    )
  configMap('kube-system', facts.release.kubeletConfigMap, {
    kubelet: kubeletConfiguration(facts),
  })
  configMap('kube-system', 'kubeadm-config', {
    ClusterConfiguration: clusterConfiguration(facts),
    ...(!has('clusterStatusIsGone', facts.release.minor) && {
      ClusterStatus: clusterStatus(facts),
    }),
  })
  configMap('kube-system', 'extension-apiserver-authentication', {
    'client-ca-file': facts.caCertificate,
    'requestheader-allowed-names': '["front-proxy-client"]',
    'requestheader-client-ca-file': facts.frontProxyCa,
    'requestheader-extra-headers-prefix': '["X-Remote-Extra-"]',
    'requestheader-group-headers': '["X-Remote-Group"]',
    'requestheader-username-headers': '["X-Remote-User"]',
  })
  configMap('kube-public', 'cluster-info', signed(clusterInfo(facts), facts.bootstrapToken))
  api.create(secrets, 'kube-system', tokenSecret(facts.bootstrapToken, now), {
    manager: 'kubeadm',
  })
  for (const { name, ...priority } of systemPriorities)
    api.create<PriorityClass>(
      priorityclasses,
      undefined,
      {
        kind: 'PriorityClass',
        apiVersion: 'scheduling.k8s.io/v1',
        metadata: { name },
        ...priority,
      },
      { manager: 'kube-apiserver' },
    )
  createBootstrapRoles(api, facts.release.minor)
  api.create(services, 'default', apiService(facts), { manager: 'kube-apiserver' })
  api.create(endpoints, 'default', apiEndpoints(facts), { manager: 'kube-apiserver' })
  api.create(endpointslices, 'default', apiSlice(facts), { manager: 'kube-apiserver' })
}

/** Where the API server really listens. */
const apiEndpoints = ({ nodeIp, apiPort }: ClusterFacts): Endpoints => ({
  ...core('Endpoints', 'kubernetes', 'default'),
  subsets: [
    { addresses: [{ ip: nodeIp }], ports: [{ name: 'https', port: apiPort, protocol: 'TCP' }] },
  ],
})

const apiSlice = ({ nodeIp, apiPort }: ClusterFacts): EndpointSlice => ({
  kind: 'EndpointSlice',
  apiVersion: 'discovery.k8s.io/v1beta1',
  metadata: {
    name: 'kubernetes',
    namespace: 'default',
    labels: { 'kubernetes.io/service-name': 'kubernetes' },
  },
  addressType: 'IPv4',
  endpoints: [{ addresses: [nodeIp], conditions: { ready: true } }],
  ports: [{ name: 'https', port: apiPort, protocol: 'TCP' }],
})

/** The API server's own Service, on the first address of kubeadm's service network. */
const apiService = ({ apiPort, release }: ClusterFacts): Service => {
  const families = { ipFamilies: ['IPv4'], ipFamilyPolicy: 'SingleStack' }
  const labels = { component: 'apiserver', provider: 'kubernetes' }
  return {
    ...core('Service', 'kubernetes', 'default'),
    metadata: { name: 'kubernetes', namespace: 'default', labels },
    spec: {
      ports: [{ name: 'https', protocol: 'TCP', port: 443, targetPort: apiPort }],
      clusterIP: '10.96.0.1',
      clusterIPs: ['10.96.0.1'],
      type: 'ClusterIP',
      sessionAffinity: 'None',
      ...(has('IPv6DualStack', release.minor) && families),
      ...(has('ServiceInternalTrafficPolicy', release.minor) && {
        internalTrafficPolicy: 'Cluster',
      }),
    },
    status: { loadBalancer: {} },
  }
}

const core = <K extends string>(
  kind: K,
  name: string,
  namespace?: string,
): KubeObject & { kind: K } => ({
  kind,
  apiVersion: 'v1',
  metadata: { name, ...(namespace && { namespace }) },
})
