import { StatusError } from '../api/status-error'
import { nodeOf } from '../api/node-restriction'
import { type Identity } from './identity'
import { nodeRefusal, type PodsOf } from './node-authorizer'
import { type Route } from './route'

/** What is to be done: the API's verb, and on what. */
export interface Attempt {
  readonly verb: string
  readonly route: Route
}

/** What the roles system:public-info-viewer and system:discovery allow, to anybody and to who is known. */
const publicPaths = ['/version', '/version/', '/healthz', '/livez', '/readyz']
const discoveryPaths = /^\/(api|apis|openapi)(\/.*)?$/

/** A 403 of the server's door: one that admission gives looks otherwise on the wire. */
export class NotAuthorized extends StatusError {}

/** Throws 403 in the server's words where RBAC as kubeadm sets it up has no rule for this. */
export function authorize(
  { user, groups }: Identity,
  attempt: Attempt,
  podsOf: PodsOf = () => [],
): void {
  const why = groups.includes('system:nodes') ? kubeletRefusal(user, attempt, podsOf) : undefined
  if (why !== undefined || !isAllowed({ groups }, attempt)) throw refusal(user, attempt, why)
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

export function isAllowed({ groups }: Pick<Identity, 'groups'>, { verb, route }: Attempt): boolean {
  if (groups.includes('system:masters')) return true
  if (route.kind === 'path') {
    if (verb !== 'get') return false
    if (publicPaths.includes(route.path)) return true
    return groups.includes('system:authenticated') && discoveryPaths.test(route.path)
  }

  const { resource, namespace, name, subresource = '' } = route
  if (resource.plural === 'selfsubjectaccessreviews') return groups.includes('system:authenticated')
  if (resource.plural === 'configmaps' && namespace === 'kube-public')
    return name === 'cluster-info' && verb === 'get'
  if (!groups.includes('system:nodes')) return false
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
