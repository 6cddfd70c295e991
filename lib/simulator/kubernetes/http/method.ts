import { methodNotAllowed, StatusError, unknownPath } from '../api/status-error'
import { type ResourceRoute, type Route } from './route'
import { isTrue } from './query'

export function isWatch(method: string, route: Route, query: URLSearchParams): boolean {
  if (route.kind !== 'resource' || method !== 'GET') return false
  return route.watchPath || (isTrue(query, 'watch') && route.name === undefined)
}

/** Does the answer go on for as long as the client wants? */
export const isLasting = (method: string, route: Route, query: URLSearchParams): boolean =>
  isStream(route) || isWatch(method, route, query)

/** What goes to and fro between a client and a node. */
export const isStream = (route: Route): boolean =>
  route.kind === 'resource' && streams.includes(route.subresource ?? '')

const streams = ['attach', 'exec', 'log', 'portforward', 'proxy']

/** The API's verb for a request, as rules and refusals name it. */
export function verbOf(method: string, route: Route, query: URLSearchParams): string {
  if (route.kind === 'path') return method.toLowerCase()
  if (isWatch(method, route, query)) return 'watch'
  if (method === 'GET' || method === 'HEAD') return route.name ? 'get' : 'list'
  if (method === 'DELETE') return route.name ? 'delete' : 'deletecollection'
  return { POST: 'create', PUT: 'update', PATCH: 'patch' }[method] ?? method.toLowerCase()
}

/** Throws 404 for a path that the kind doesn't have, 405 for a method that isn't served there. */
export function insistOnMethod(method: string, route: ResourceRoute): void {
  const { served, subresource, name, namespace, watchPath } = route
  const everywhere = served.namespaced && namespace === undefined
  const unwatched = watchPath && !served.verbs.includes('watch')
  if (unwatched || (everywhere && name !== undefined)) throw unknownPath()
  const verbs = subresource ? verbsOf(route) : served.verbs
  const verb = method === 'HEAD' ? 'head' : verbOf(method, route, noQuery)
  const misplaced =
    !subresource && (verb === 'create' ? name !== undefined : changesOne(verb) && !name)
  if (misplaced || !verbs.includes(verb) || (everywhere && verb !== 'list' && verb !== 'watch'))
    throw methodNotAllowed()
}

/** Throws 405 for a kind that can't be watched. */
export function insistOnWatchable({ served }: ResourceRoute): void {
  if (served.verbs.includes('watch')) return
  throw new StatusError(
    405,
    'MethodNotAllowed',
    `watch is not supported on resources of kind ${JSON.stringify(served.plural)}`,
    { kind: served.plural },
  )
}

const noQuery = new URLSearchParams()

const changesOne = (verb: string): boolean => verb === 'update' || verb === 'patch'

function verbsOf({ served, subresource, name }: ResourceRoute): readonly string[] {
  const found = served.subresources.find((one) => one.name === subresource)
  if (!found || !name) throw unknownPath()
  return found.verbs
}
