import type * as ClientNode from '@kubernetes/client-node'
import { type ApiConnection } from './api-connection'

export type {
  CoreV1Event,
  V1ConfigMap,
  V1ContainerStatus,
  V1DaemonSet,
  V1Node,
  V1NodeSelectorTerm,
  V1Pod,
  V1Secret,
  VersionInfo,
} from '@kubernetes/client-node'

/** The generated, typed calls, over our own connection. */
export interface TypedApi {
  readonly core: ClientNode.CoreV1Api
  readonly apps: ClientNode.AppsV1Api
  readonly version: ClientNode.VersionApi
  /** Options of one call: what may end it, and how a patch is to be understood. */
  readonly options: (options: CallOptions) => ClientNode.ConfigurationOptions
  /** A plain object of the API as the library's type, with its dates as dates: `decode(json, 'V1Pod')`. */
  readonly decode: (object: unknown, type: string) => unknown
}

export interface CallOptions {
  readonly signal?: AbortSignal | undefined
  readonly contentType?: 'application/merge-patch+json'
}

/** A typed call was answered by a status that isn't a success: the library itself forgets some bodies. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly body: string,
  ) {
    super(`answered ${status}`)
  }
}

/** When first needed, or ahead of that: importing the library takes 0.4 s, which a dry run shouldn't pay. */
export const loadClientNode = (): Promise<typeof ClientNode> => import('@kubernetes/client-node')

/** The library's calls over that connection; loads the library. */
export async function typedApi(connection: ApiConnection): Promise<TypedApi> {
  const library = await loadClientNode()
  const { ObjectSerializer } = await import('@kubernetes/client-node/dist/serializer.js')
  const configuration = library.createConfiguration({
    baseServer: new library.ServerConfiguration(connection.server, {}),
    httpApi: library.wrapHttpLibrary({
      send: (request) => send(library, connection, request),
    }),
  })
  return {
    core: new library.CoreV1Api(configuration),
    apps: new library.AppsV1Api(configuration),
    version: new library.VersionApi(configuration),
    options: (options) => callOptions(library, options),
    decode: (object, type): unknown => ObjectSerializer.deserialize(object, type),
  }
}

async function send(
  library: typeof ClientNode,
  connection: ApiConnection,
  request: ClientNode.RequestContext,
): Promise<ClientNode.ResponseContext> {
  const { pathname, search } = new URL(request.getUrl())
  const body = request.getBody()
  const {
    status,
    headers,
    body: text,
  } = await connection.send({
    method: request.getHttpMethod(),
    path: pathname + search,
    headers: request.getHeaders(),
    body: typeof body === 'string' ? body : undefined,
    signal: request.getSignal(),
  })
  if (status >= 400) throw new Refusal(status, text)
  return new library.ResponseContext(status, headers, {
    text: async () => text,
    binary: async () => Buffer.from(text),
  })
}

/** Without a content type the library sends every patch as a JSON patch. */
function callOptions(
  library: typeof ClientNode,
  { signal, contentType }: CallOptions,
): ClientNode.ConfigurationOptions {
  const pre = (
    request: ClientNode.RequestContext,
  ): ClientNode.Observable<ClientNode.RequestContext> => {
    if (contentType) request.setHeaderParam('Content-Type', contentType)
    if (signal) request.setSignal(signal)
    return new library.Observable(Promise.resolve(request))
  }
  const post = (
    response: ClientNode.ResponseContext,
  ): ClientNode.Observable<ClientNode.ResponseContext> =>
    new library.Observable(Promise.resolve(response))
  return { middleware: [{ pre, post }], middlewareMergeStrategy: 'append' }
}
