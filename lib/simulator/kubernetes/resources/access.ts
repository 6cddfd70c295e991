import { type FieldError } from '../api/field-error'
import { type Binding, type Role } from '../objects'
import { bindingColumns, nameAndCreated } from '../table/cluster-columns'
import { type Resource } from './resource'
import { invalidInGo } from '../api/validation/go-values'

export const rbacGroup = 'rbac.authorization.k8s.io'

const ofRoles = {
  group: rbacGroup,
  version: 'v1',
  nameForm: 'any',
  columns: nameAndCreated,
} as const

const ofBindings = {
  group: rbacGroup,
  version: 'v1',
  nameForm: 'any',
  columns: bindingColumns,
  setDefaults(draft: Binding): void {
    if (draft.roleRef) draft.roleRef.apiGroup ||= rbacGroup
    for (const subject of draft.subjects ?? [])
      if (subject.kind !== 'ServiceAccount') subject.apiGroup ??= rbacGroup
  },
  /** Who may what is to be seen from the beginning: a binding is never turned to another role. */
  validateUpdate({ roleRef: now }: Binding, { roleRef: before }: Binding): FieldError[] {
    if (now?.kind === before?.kind && now?.name === before?.name) return []
    return [
      invalidInGo(
        'roleRef',
        `rbac.RoleRef{APIGroup:"${rbacGroup}", Kind:"${now?.kind}", Name:"${now?.name}"}`,
        'cannot change roleRef',
      ),
    ]
  },
} as const

export const roles: Resource<Role> = {
  ...ofRoles,
  plural: 'roles',
  kind: 'Role',
  namespaced: true,
}

export const clusterroles: Resource<Role> = {
  ...ofRoles,
  plural: 'clusterroles',
  kind: 'ClusterRole',
  namespaced: false,
}

export const rolebindings: Resource<Binding> = {
  ...ofBindings,
  plural: 'rolebindings',
  kind: 'RoleBinding',
  namespaced: true,
}

export const clusterrolebindings: Resource<Binding> = {
  ...ofBindings,
  plural: 'clusterrolebindings',
  kind: 'ClusterRoleBinding',
  namespaced: false,
}
