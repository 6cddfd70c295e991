import { type KubernetesApi } from '../api/kubernetes-api'
import { type PolicyRule } from '../objects'
import {
  clusterrolebindings,
  clusterroles,
  rbacGroup,
  rolebindings,
  roles,
} from '../resources/access'

const everybody = ['system:authenticated', 'system:unauthenticated']
const known = ['system:authenticated']
const authorization = 'authorization.k8s.io'

/** Those of the API server's own roles that somebody in the simulation is let in by, and what binds them. */
const ofServer: readonly {
  name: string
  groups: readonly string[]
  rules: (minor: number) => PolicyRule[]
}[] = [
  {
    name: 'cluster-admin',
    groups: ['system:masters'],
    rules: () => [
      { verbs: ['*'], apiGroups: ['*'], resources: ['*'] },
      { verbs: ['*'], nonResourceURLs: ['*'] },
    ],
  },
  {
    name: 'system:basic-user',
    groups: known,
    rules: (minor) => [
      {
        verbs: ['create'],
        apiGroups: [authorization],
        resources: ['selfsubjectaccessreviews', 'selfsubjectrulesreviews'],
      },
      ...(minor >= 28
        ? [
            {
              verbs: ['create'],
              apiGroups: ['authentication.k8s.io'],
              resources: ['selfsubjectreviews'],
            },
          ]
        : []),
    ],
  },
  {
    name: 'system:discovery',
    groups: known,
    rules: () => [
      {
        verbs: ['get'],
        nonResourceURLs: [
          ...['/api', '/api/*', '/apis', '/apis/*', '/healthz', '/livez', '/openapi', '/openapi/*'],
          ...['/readyz', '/version', '/version/'],
        ],
      },
    ],
  },
  {
    name: 'system:public-info-viewer',
    groups: everybody,
    rules: () => [
      {
        verbs: ['get'],
        nonResourceURLs: ['/healthz', '/livez', '/readyz', '/version', '/version/'],
      },
    ],
  },
]

/** Who may what in a new cluster, besides what the node authorizer lets kubelets do. */
export function createBootstrapRoles(api: KubernetesApi, minor: number): void {
  for (const { name, groups, rules } of ofServer) {
    const metadata = {
      name,
      labels: { 'kubernetes.io/bootstrapping': 'rbac-defaults' },
      annotations: { 'rbac.authorization.kubernetes.io/autoupdate': 'true' },
    }
    const apiVersion = `${rbacGroup}/v1`
    const manager = 'kube-apiserver'
    api.create(
      clusterroles,
      undefined,
      { kind: 'ClusterRole', apiVersion, metadata, rules: rules(minor) },
      { manager },
    )
    const subjects = groups.map((group) => ({ kind: 'Group', apiGroup: rbacGroup, name: group }))
    const roleRef = { apiGroup: rbacGroup, kind: 'ClusterRole', name }
    api.create(
      clusterrolebindings,
      undefined,
      { kind: 'ClusterRoleBinding', apiVersion, metadata, subjects, roleRef },
      { manager },
    )
  }
  createClusterInfoRole(api)
}

/** kubeadm's: what nodes find the cluster by before they are known. */
function createClusterInfoRole(api: KubernetesApi): void {
  const name = 'kubeadm:bootstrap-signer-clusterinfo'
  const apiVersion = `${rbacGroup}/v1`
  const metadata = { name, namespace: 'kube-public' }
  api.create(roles, 'kube-public', {
    kind: 'Role',
    apiVersion,
    metadata,
    rules: [
      {
        verbs: ['get'],
        apiGroups: [''],
        resources: ['configmaps'],
        resourceNames: ['cluster-info'],
      },
    ],
  })
  api.create(rolebindings, 'kube-public', {
    kind: 'RoleBinding',
    apiVersion,
    metadata,
    subjects: [{ kind: 'User', apiGroup: rbacGroup, name: 'system:anonymous' }],
    roleRef: { apiGroup: rbacGroup, kind: 'Role', name },
  })
}
