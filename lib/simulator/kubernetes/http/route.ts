import { findResource } from '../resources/catalogue'
import { type Resource } from '../resources/resource'

/** What a URL's path asks for. */
export type Route =
  | { readonly kind: 'path'; readonly path: string }
  | {
      readonly kind: 'unknownResource'
      readonly path: string
      readonly plural: string
      readonly group: string
    }
  | ResourceRoute

export interface ResourceRoute {
  readonly kind: 'resource'
  readonly resource: Resource
  readonly namespace: string | undefined
  readonly name: string | undefined
  readonly subresource: string | undefined
  /** The old form `/api/v1/watch/…`. */
  readonly watchPath: boolean
}

/** Takes a path apart: `/api/v1/…` and `/apis/<group>/<version>/…`, with or without a namespace. */
export function routeOf(path: string): Route {
  const [root, ...rest] = path.split('/').filter(Boolean).map(decodeURIComponent)
  const [group, version, ...segments] = root === 'api' ? ['', ...rest] : root === 'apis' ? rest : []
  if (group === undefined || version === undefined || segments.length === 0)
    return { kind: 'path', path }

  const watchPath = segments[0] === 'watch'
  const { namespace, plural, name, subresource } = withNamespace(
    watchPath ? segments.slice(1) : segments,
  )
  const resource = plural && findResource(group, version, plural)
  if (!resource) return { kind: 'unknownResource', path, plural: plural ?? '', group }
  return { kind: 'resource', resource, namespace, name, subresource, watchPath }
}

function withNamespace(
  segments: readonly string[],
): Record<'namespace' | 'plural' | 'name' | 'subresource', string | undefined> {
  const [first, namespace, plural, name, subresource] = segments
  const ofNamespaceItself = plural === undefined || plural === 'status' || plural === 'finalize'
  if (first === 'namespaces' && !ofNamespaceItself) return { namespace, plural, name, subresource }
  return { namespace: undefined, plural: first, name: namespace, subresource: plural }
}
