import { StatusError } from '../api/status-error'
import { type Identity } from './identity'
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
export function authorize({ user, groups }: Identity, attempt: Attempt): void {
  if (!isAllowed({ user, groups }, attempt)) throw refusal(user, attempt)
}

export function isAllowed({ user, groups }: Identity, { verb, route }: Attempt): boolean {
  if (groups.includes('system:masters')) return true
  if (route.kind === 'path') {
    if (verb !== 'get') return false
    if (publicPaths.includes(route.path)) return true
    return groups.includes('system:authenticated') && discoveryPaths.test(route.path)
  }

  const { resource, namespace, name } = route
  if (resource.plural === 'selfsubjectaccessreviews') return groups.includes('system:authenticated')
  if (resource.plural === 'configmaps' && namespace === 'kube-public')
    return name === 'cluster-info' && verb === 'get'
  if (!groups.includes('system:nodes')) return false
  return (
    nodeRules[resource.plural]?.includes(verb) === true &&
    ownNodeOnly(user, resource.plural, verb, name)
  )
}

const read = ['get', 'list', 'watch']
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

const ownNodeOnly = (
  user: string,
  plural: string,
  verb: string,
  name: string | undefined,
): boolean =>
  plural !== 'nodes' || read.includes(verb) || name === undefined || user === `system:node:${name}`

function refusal(user: string, { verb, route }: Attempt): StatusError {
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
  const where = namespace ? `in the namespace "${namespace}"` : 'at the cluster scope'
  const subject = resource.group ? `${resource.plural}.${resource.group}` : resource.plural
  return new NotAuthorized(
    403,
    'Forbidden',
    `${subject}${name ? ` "${name}"` : ''} is forbidden: User "${user}" cannot ${verb} resource "${what}" in API group "${resource.group}" ${where}`,
    {
      ...(name && { name }),
      ...(resource.group && { group: resource.group }),
      kind: resource.plural,
    },
  )
}
