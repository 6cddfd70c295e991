import { type Discovery } from '../discovery/discovery'
import { type ServedKind } from '../discovery/served-kinds'
import { resourceOf } from '../resources/catalogue'
import { type Resource } from '../resources/resource'

/** What a URL's path asks for. */
export type Route = { readonly kind: 'path'; readonly path: string } | UnknownRoute | ResourceRoute

/** The form is that of a resource, but no server of this version has it. */
export interface UnknownRoute extends Whereabouts {
  readonly kind: 'unknownResource'
  readonly resource: Pick<Resource, 'plural' | 'kind' | 'group'>
}

export interface ResourceRoute extends Whereabouts {
  readonly kind: 'resource'
  readonly served: ServedKind
  readonly resource: Resource
  /** The old form `/api/v1/watch/…`. */
  readonly watchPath: boolean
}

interface Whereabouts {
  readonly namespace: string | undefined
  readonly name: string | undefined
  readonly subresource: string | undefined
}

/** Takes a path apart: `/api/v1/…` and `/apis/<group>/<version>/…`, with or without a namespace. */
export function routeOf(path: string, discovery: Discovery): Route {
  const [root, ...rest] = segmentsOf(path).map(decoded)
  const [group, version, ...segments] = root === 'api' ? ['', ...rest] : root === 'apis' ? rest : []
  if (group === undefined || version === undefined || segments.length === 0)
    return { kind: 'path', path }

  const watchPath = segments[0] === 'watch'
  const { plural = '', ...where } = withNamespace(watchPath ? segments.slice(1) : segments)
  const served = discovery.find(group, version, plural)
  const fits = served && (served.namespaced || where.namespace === undefined)
  if (!fits) return { kind: 'unknownResource', resource: { plural, kind: '', group }, ...where }
  return { kind: 'resource', served, resource: resourceOf(served), watchPath, ...where }
}

function withNamespace(segments: readonly string[]): Whereabouts & { plural: string | undefined } {
  const [first, namespace, plural, name, subresource] = segments
  const ofNamespaceItself = plural === undefined || plural === 'status' || plural === 'finalize'
  if (first === 'namespaces' && !ofNamespaceItself)
    return { namespace: namespace || undefined, plural, name, subresource }
  return { namespace: undefined, plural: first, name: namespace, subresource: plural }
}

/** One slash may end a path; another one too many names nothing. */
const segmentsOf = (path: string): string[] => path.slice(1).replace(/\/$/, '').split('/')

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}
