import { type KubernetesApi } from '../../api/kubernetes-api'
import { accountUser } from '../../credentials/service-account-name'
import { type Binding, type PolicyRule, type Subject } from '../../objects'
import { clusterrolebindings, clusterroles, rolebindings, roles } from '../../resources/access'
import { type Attempt } from './authorize'
import { type Identity } from './identity'

/** What roles allow somebody: in a namespace, or with none in all of them and beside them. */
export type RulesOf = (identity: Identity, namespace: string | undefined) => readonly PolicyRule[]

/** By the roles and bindings that there are now. */
export const rulesIn =
  (api: KubernetesApi): RulesOf =>
  (identity, namespace) => {
    const ofAll = api.list(clusterrolebindings).filter((binding) => binds(binding, identity))
    const ofOne =
      namespace === undefined
        ? []
        : api.list(rolebindings, namespace).filter((binding) => binds(binding, identity))
    return [...ofAll, ...ofOne].flatMap(({ roleRef }) => {
      const { kind, name = '' } = roleRef ?? {}
      const role =
        kind === 'Role' ? api.find(roles, { namespace, name }) : api.find(clusterroles, { name })
      return role?.rules ?? []
    })
  }

const binds = ({ subjects = [], metadata }: Binding, identity: Identity): boolean =>
  subjects.some((subject) => isMeant(subject, identity, metadata.namespace))

const isMeant = (
  { kind, name, namespace }: Subject,
  { user, groups }: Identity,
  own = '',
): boolean => {
  if (kind === 'Group') return groups.includes(name)
  const account = accountUser(namespace ?? own, name)
  return user === (kind === 'ServiceAccount' ? account : name)
}

export function allows(rule: PolicyRule, { verb, route }: Attempt): boolean {
  const has = (list: readonly string[] = [], value: string): boolean =>
    list.includes(value) || list.includes('*')
  if (!has(rule.verbs, verb)) return false
  if (route.kind === 'path')
    return (rule.nonResourceURLs ?? []).some(
      (url) => url === route.path || (url.endsWith('*') && route.path.startsWith(url.slice(0, -1))),
    )
  const { resource, subresource, name } = route
  const what = subresource ? `${resource.plural}/${subresource}` : resource.plural
  const isResource =
    has(rule.resources, what) ||
    (subresource !== undefined && rule.resources?.includes(`*/${subresource}`) === true)
  const names = rule.resourceNames ?? []
  const isNamed = names.length === 0 || (name !== undefined && names.includes(name))
  return isResource && has(rule.apiGroups, resource.group) && isNamed
}
