import { type KubernetesApi } from '../../api/kubernetes-api'
import { aggregated } from '../../controllers/role-aggregation'
import { type Binding, type Role } from '../../objects'
import {
  clusterrolebindings,
  clusterroles,
  rbacGroup,
  rolebindings,
  roles,
} from '../../resources/access'
import { createKubeadmRoles } from './kubeadm-roles'
import { OwnedCreation } from './owned-creation'
import { ownBindings, type OwnBinding } from './role-bindings'
import { type OwnRole, rolesIn } from './role-notation'
import { rolesForUsers } from './roles-for-users'
import { rolesOfComponents } from './roles-of-components'
import { rolesOfControllers } from './roles-of-controllers'
import { has } from '../../release/changes'

const apiVersion = `${rbacGroup}/v1`
const controllerPrefix = 'system:controller:'

/** Who may what in a new cluster, besides what the node authorizer lets kubelets do: what 1.20 and its kubeadm begin with. */
export function createBootstrapRoles(api: KubernetesApi, minor: number): void {
  const own = [rolesForUsers, rolesOfComponents, rolesOfControllers].flatMap(rolesIn)
  const creation = new OwnedCreation(api, 'kube-apiserver')
  for (const role of own)
    createRole(creation, has('APISelfSubjectReview', minor) ? withSelfReview(role) : role)
  // `edit` takes up what `view` has, and `admin` that.
  for (const role of api.list(clusterroles).toReversed()) if (role.aggregationRule) sumUp(api, role)
  const ofControllers = own
    .filter(({ name, namespace }) => name.startsWith(controllerPrefix) && !namespace)
    .map(({ name }): OwnBinding => {
      const account = name.slice(controllerPrefix.length)
      const subject = { kind: 'ServiceAccount', name: account, namespace: 'kube-system' }
      return { name, role: name, subjects: [subject] }
    })
  for (const binding of [...ownBindings(), ...ofControllers]) createBinding(creation, binding)
  createKubeadmRoles(api, minor)
}

const marks = {
  labels: { 'kubernetes.io/bootstrapping': 'rbac-defaults' },
  annotations: { 'rbac.authorization.kubernetes.io/autoupdate': 'true' },
}

const partLabel = (role: string): string => `${rbacGroup}/aggregate-to-${role}`

function createRole(
  creation: OwnedCreation,
  { name, namespace, partOf, madeOf, rules }: OwnRole,
): void {
  const labels = { ...marks.labels, ...(partOf && { [partLabel(partOf)]: 'true' }) }
  const metadata = { name, ...(namespace && { namespace }), ...marks, labels }
  const clusterRoleSelectors = madeOf.map((part) => ({
    matchLabels: { [partLabel(part)]: 'true' },
  }))
  const [kind, resource] = namespace
    ? (['Role', roles] as const)
    : (['ClusterRole', clusterroles] as const)
  const sum = madeOf.length > 0 ? { aggregationRule: { clusterRoleSelectors }, rules: null } : {}
  creation.create<Role>(resource, { kind, apiVersion, metadata, rules, ...sum })
}

/** As the controller for that would do at once. */
function sumUp(api: KubernetesApi, role: Role): void {
  api.modify(
    clusterroles,
    role.metadata,
    (draft) => {
      draft.rules = aggregated(role, api.list(clusterroles))
    },
    { manager: 'kube-controller-manager' },
  )
}

function createBinding(
  creation: OwnedCreation,
  { name, namespace, role, subjects }: OwnBinding,
): void {
  const metadata = { name, ...(namespace && { namespace }), ...marks }
  const [kind, roleKind, resource] = namespace
    ? (['RoleBinding', 'Role', rolebindings] as const)
    : (['ClusterRoleBinding', 'ClusterRole', clusterrolebindings] as const)
  const roleRef = { apiGroup: rbacGroup, kind: roleKind, name: role }
  const whom = subjects.length > 0 ? { subjects } : {}
  creation.create<Binding>(resource, { kind, apiVersion, metadata, roleRef, ...whom })
}

/** Since 1.28 everybody may ask who he is. */
function withSelfReview(role: OwnRole): OwnRole {
  if (role.name !== 'system:basic-user') return role
  const rule = {
    verbs: ['create'],
    apiGroups: ['authentication.k8s.io'],
    resources: ['selfsubjectreviews'],
  }
  return { ...role, rules: [...role.rules, rule] }
}
