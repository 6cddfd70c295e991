import { StatusError } from '../../api/status-error'
import { nodeOf } from '../../api/node-restriction'
import { type Identity } from './identity'
import { nodeRefusal, type PodsOf } from './node-authorizer'
import { allows, type RulesOf } from './role-rules'
import { type Route } from '../route'

/** What is to be done: the API's verb, and on what. */
export interface Attempt {
  readonly verb: string
  readonly route: Route
}

/** What is looked up in the cluster to say who may what. */
export interface Lookups {
  readonly podsOf: PodsOf
  readonly rulesOf: RulesOf
}

/** A 403 of the server's door: one that admission gives looks otherwise on the wire. */
export class NotAuthorized extends StatusError {}

/** Throws 403 in the server's words where neither the node authorizer nor a role has a rule for this. */
export function authorize(identity: Identity, attempt: Attempt, lookups: Lookups): void {
  const { user, groups } = identity
  const why = groups.includes('system:nodes')
    ? kubeletRefusal(user, attempt, lookups.podsOf)
    : undefined
  if (why !== undefined || !isAllowed(identity, attempt, lookups)) throw refusal(user, attempt, why)
}

function kubeletRefusal(
  user: string,
  { verb, route }: Attempt,
  podsOf: PodsOf,
): string | undefined {
  const node = nodeOf(user)
  if (node === undefined || route.kind === 'path') return undefined
  const { resource, namespace, name } = route
  if (namespace === 'kube-public' && name === 'cluster-info') return undefined
  return nodeRefusal(node, { verb, plural: resource.plural, namespace, name }, podsOf)
}

export function isAllowed(
  identity: Identity,
  attempt: Attempt,
  { rulesOf }: Pick<Lookups, 'rulesOf'>,
): boolean {
  // They may all that there is, whatever becomes of the roles.
  if (identity.groups.includes('system:masters')) return true
  if (identity.groups.includes('system:nodes') && isForNodes(attempt)) return true
  const namespace = attempt.route.kind === 'path' ? undefined : attempt.route.namespace
  return rulesOf(identity, namespace).some((rule) => allows(rule, attempt))
}

function isForNodes({ verb, route }: Attempt): boolean {
  if (route.kind === 'path') return false
  const { resource, namespace, name, subresource = '' } = route
  if (resource.plural === 'configmaps' && namespace === 'kube-public')
    return name === 'cluster-info' && verb === 'get'
  if (resource.plural === 'pods' && !ofNodesPods.includes(subresource)) return false
  return nodeRules[resource.plural]?.includes(verb) === true
}

const read = ['get', 'list', 'watch']
/** What of a pod a kubelet may touch: it streams its containers, and is not to ask for them. */
const ofNodesPods = ['', 'status', 'eviction']
const nodeRules: Readonly<Record<string, readonly string[]>> = {
  nodes: [...read, 'create', 'update', 'patch'],
  pods: [...read, 'create', 'delete', 'update', 'patch'],
  configmaps: read,
  secrets: read,
  services: read,
  events: ['create', 'update', 'patch'],
  leases: ['get', 'create', 'update', 'patch', 'delete'],
  certificatesigningrequests: ['create', ...read],
  csidrivers: read,
  csinodes: ['get', 'create', 'update', 'patch', 'delete'],
  runtimeclasses: read,
}

function refusal(user: string, { verb, route }: Attempt, why?: string): StatusError {
  if (route.kind === 'path') {
    return new NotAuthorized(
      403,
      'Forbidden',
      `forbidden: User "${user}" cannot ${verb} path "${route.path}"`,
      {},
    )
  }
  const { resource, namespace, name, subresource } = route
  const what = subresource ? `${resource.plural}/${subresource}` : resource.plural
  const place = namespace ?? (resource.plural === 'namespaces' ? name : undefined)
  const where = place ? `in the namespace "${place}"` : 'at the cluster scope'
  const subject = resource.group ? `${resource.plural}.${resource.group}` : resource.plural
  return new NotAuthorized(
    403,
    'Forbidden',
    `${subject}${name ? ` "${name}"` : ''} is forbidden: User "${user}" cannot ${verb} resource "${what}" in API group "${resource.group}" ${where}${why ? `: ${why}` : ''}`,
    {
      ...(name && { name }),
      ...(resource.group && { group: resource.group }),
      kind: resource.plural,
    },
  )
}
