import { type ApiConnection } from '../api/api-connection'
import { type KubeCalls } from '../api/kube-calls'
import { type Query, selectors } from '../api/queries'
import { refusal, reworded } from '../api/reworded'
import { type StreamLimits, watchStream } from './watch-stream'

/** A kind of object: its folder in the API, its plural there, and the library's type for it. */
export interface Resource {
  readonly folder: '/api/v1' | '/apis/apps/v1'
  readonly plural: string
  readonly type: string
}

/** One change of one object; a BOOKMARK only moves the resource version on. */
export interface ListEvent<T> {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK'
  readonly object: T
}

/** How a list begins and how it goes on: what `WatchedList` needs of the API. */
export interface ListSource<T> {
  list(signal: AbortSignal): Promise<{ items: readonly T[]; resourceVersion: string }>
  /** From that version on, until the server ends the stream. Throws `KubeError`, also for an ERROR event. */
  watch(resourceVersion: string, signal: AbortSignal): AsyncIterable<ListEvent<T>>
}

/** The source for all objects of a kind that fit the query. */
export function listSource<T>(
  calls: KubeCalls,
  resource: Resource,
  query: Query,
  limits?: StreamLimits,
): ListSource<T> {
  const { connection } = calls
  const path = listPath(resource, query)
  return {
    async list(signal) {
      const { decode } = await calls.api()
      const { items, metadata } = await listed(connection, path, signal)
      return {
        items: items.map((item) => decode(item, resource.type) as T),
        resourceVersion: metadata.resourceVersion,
      }
    },
    async *watch(resourceVersion, signal) {
      const { decode } = await calls.api()
      const from = `${path}&resourceVersion=${encodeURIComponent(resourceVersion)}`
      for await (const { type, object } of watchStream(connection, from, signal, limits)) {
        if (type === 'ERROR') throw refusal(`watch ${path}`, codeOf(object), object)
        yield { type, object: decode(object, resource.type) as T }
      }
    },
  }
}

/** Ends in a query string, so that more can be added with `&`. */
export function listPath({ folder, plural }: Resource, query: Query): string {
  const scope = query.namespace === undefined ? '' : `namespaces/${query.namespace}/`
  return `${folder}/${scope}${plural}?${new URLSearchParams(selectors(query)).toString()}`
}

interface ListBody {
  readonly items: readonly unknown[]
  readonly metadata: { readonly resourceVersion: string }
}

async function listed(
  connection: ApiConnection,
  path: string,
  signal: AbortSignal,
): Promise<ListBody> {
  const asked = `list ${path}`
  try {
    const { status, body } = await connection.send({ method: 'GET', path, signal })
    if (status !== 200) throw refusal(asked, status, body)
    return JSON.parse(body) as ListBody
  } catch (error) {
    throw reworded(asked, connection.server, error)
  }
}

const codeOf = (status: unknown): number => (status as { code?: number }).code ?? 500
