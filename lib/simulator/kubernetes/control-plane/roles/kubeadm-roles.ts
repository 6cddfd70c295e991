import { type KubernetesApi } from '../../api/kubernetes-api'
import { kubeletConfigMapOf } from '../../release/kubernetes-release'
import { type PolicyRule, type Subject } from '../../objects'
import {
  clusterrolebindings,
  clusterroles,
  rbacGroup,
  rolebindings,
  roles,
} from '../../resources/access'

const apiVersion = `${rbacGroup}/v1`
const manager = 'kubeadm'

const group = (name: string): Subject => ({ kind: 'Group', apiGroup: rbacGroup, name })
/** Who comes with the token of `kubeadm init` or `kubeadm token create`. */
const newcomers = group('system:bootstrappers:kubeadm:default-node-token')
const nodes = group('system:nodes')
const anonymous: Subject = { kind: 'User', apiGroup: rbacGroup, name: 'system:anonymous' }

/** What `kubeadm init` lets nodes do that join (kubernetes/cmd/kubeadm/app/phases/bootstraptoken, uploadconfig, kubelet; 1.20). */
export function createKubeadmRoles(api: KubernetesApi, minor: number): void {
  const csr = 'system:certificates.k8s.io:certificatesigningrequests'
  const metadata = { name: 'kubeadm:get-nodes' }
  const rules = [{ verbs: ['get'], apiGroups: [''], resources: ['nodes'] }]
  api.create(
    clusterroles,
    undefined,
    { kind: 'ClusterRole', apiVersion, metadata, rules },
    { manager },
  )
  bind(api, 'kubeadm:get-nodes', 'kubeadm:get-nodes', newcomers)
  bind(api, 'kubeadm:kubelet-bootstrap', 'system:node-bootstrapper', newcomers)
  bind(api, 'kubeadm:node-autoapprove-bootstrap', `${csr}:nodeclient`, newcomers)
  bind(api, 'kubeadm:node-autoapprove-certificate-rotation', `${csr}:selfnodeclient`, nodes)
  const joining = [newcomers, nodes]
  letRead(api, 'kubeadm:nodes-kubeadm-config', 'kube-system/kubeadm-config', joining)
  const config = kubeletConfigMapOf(minor)
  letRead(api, `kubeadm:${config}`, `kube-system/${config}`, joining)
  letRead(api, 'kubeadm:bootstrap-signer-clusterinfo', 'kube-public/cluster-info', [anonymous])
}

function bind(api: KubernetesApi, name: string, role: string, ...subjects: Subject[]): void {
  const roleRef = { apiGroup: rbacGroup, kind: 'ClusterRole', name: role }
  const binding = { kind: 'ClusterRoleBinding', apiVersion, metadata: { name }, subjects, roleRef }
  api.create(clusterrolebindings, undefined, binding, { manager })
}

/** Who may read one ConfigMap. */
function letRead(api: KubernetesApi, name: string, place: string, subjects: Subject[]): void {
  const [namespace = '', configMap = ''] = place.split('/')
  const metadata = { name, namespace }
  const rule: PolicyRule = {
    verbs: ['get'],
    apiGroups: [''],
    resources: ['configmaps'],
    resourceNames: [configMap],
  }
  api.create(roles, namespace, { kind: 'Role', apiVersion, metadata, rules: [rule] }, { manager })
  const roleRef = { apiGroup: rbacGroup, kind: 'Role', name }
  const binding = { kind: 'RoleBinding', apiVersion, metadata, subjects, roleRef }
  api.create(rolebindings, namespace, binding, { manager })
}
