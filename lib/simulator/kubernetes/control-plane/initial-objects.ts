import { type KubernetesApi } from '../api/kubernetes-api'
import { type KubeObject } from '../objects'
import { rolebindings, roles } from '../resources/cluster-services'
import { configmaps, namespaces, services } from '../resources/core'
import {
  type ClusterFacts,
  clusterConfiguration,
  clusterInfo,
  clusterStatus,
  kubeletConfiguration,
} from './configuration'

/** What is in a cluster when `minikube start` has returned, before any controller has run. */
export function createInitialObjects(api: KubernetesApi, facts: ClusterFacts): void {
  for (const name of ['default', 'kube-node-lease', 'kube-public', 'kube-system']) {
    api.create(namespaces, undefined, {
      ...core('Namespace', name),
      spec: {},
      status: { phase: 'Active' },
    })
  }
  const configMap = (namespace: string, name: string, data: Record<string, string>): void =>
    void api.create(configmaps, namespace, { ...core('ConfigMap', name, namespace), data })
  configMap('kube-system', facts.release.kubeletConfigMap, { kubelet: kubeletConfiguration })
  configMap('kube-system', 'kubeadm-config', {
    ClusterConfiguration: clusterConfiguration(facts),
    ...(facts.release.minor < 22 && { ClusterStatus: clusterStatus(facts) }),
  })
  configMap('kube-system', 'extension-apiserver-authentication', {
    'client-ca-file': facts.caCertificate,
  })
  configMap('kube-public', 'cluster-info', { kubeconfig: clusterInfo(facts) })
  createClusterInfoRole(api)
  api.create(services, 'default', apiService(facts))
}

/** The API server's own Service, on the first address of minikube's service network. */
const apiService = ({ apiPort }: ClusterFacts): KubeObject => {
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
    },
    status: { loadBalancer: {} },
  } as KubeObject
}

function createClusterInfoRole(api: KubernetesApi): void {
  const name = 'kubeadm:bootstrap-signer-clusterinfo'
  const group = 'rbac.authorization.k8s.io'
  const metadata = { name, namespace: 'kube-public' }
  api.create(roles, 'kube-public', {
    kind: 'Role',
    apiVersion: `${group}/v1`,
    metadata,
    rules: [
      {
        verbs: ['get'],
        apiGroups: [''],
        resources: ['configmaps'],
        resourceNames: ['cluster-info'],
      },
    ],
  } as KubeObject)
  api.create(rolebindings, 'kube-public', {
    kind: 'RoleBinding',
    apiVersion: `${group}/v1`,
    metadata,
    subjects: [{ kind: 'User', apiGroup: group, name: 'system:anonymous' }],
    roleRef: { apiGroup: group, kind: 'Role', name },
  } as KubeObject)
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
