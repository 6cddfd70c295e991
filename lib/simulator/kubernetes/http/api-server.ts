import { once } from 'node:events'
import { type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createHttpsServer, type Server as HttpsServer } from 'node:https'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { type Duplex } from 'node:stream'
import { pageNotFound, StatusError, unknownPath } from '../api/status-error'
import { type ClusterPki } from '../credentials/cluster-pki'
import { type KeyPair } from '../../x509/certificate'
import { type Answer, send, sendError, warnOf } from './answer'
import { type ApiContext } from './api-context'
import { authorize } from './access/authorize'
import { identityOf } from './access/identity'
import { deprecationOf } from '../discovery/deprecations'
import { actingAs } from './access/impersonation'
import { LineStream } from './line-stream'
import { insistOnMethod, insistOnWatchable, isWatch, verbOf } from './method'
import { dressFor, insistOnStreamable } from './negotiation'
import { answerPath } from './path-request'
import { filterFor, integerIn, isTrue, revisionIn, rowObjectIn } from './query'
import { RequestMarks } from './request-marks'
import { insistOnTimeout } from './request-timeout'
import { answerResource, type ResourceRequest } from './resource-request'
import { urlOf } from './request-url'
import { type ResourceRoute, routeOf } from './route'
import { hasSubresource } from './subresources'
import { responseToUpgrade } from './upgrade'
import { insistOnWatchOptions } from './watch-options'
import { streamWatch, type WatchOptions } from './watch-stream'
import { has } from '../release/changes'

/** How the API server treats requests: normally, never answering, cutting connections, or failing them all. */
export type ApiMode = 'serve' | 'hang' | 'reset' | { readonly status: number }

/** Stands between a request and its answer: it may wait, answer itself, or change how `response` is written. */
export type RequestFilter = (
  request: IncomingMessage,
  response: ServerResponse,
  answer: () => Promise<void>,
) => Promise<void> | void

export interface UnknownRequest {
  readonly method: string
  readonly path: string
}

/** The HTTPS front of the API: TLS with client certificates, Kubernetes' URLs, answers and refusals. */
export class ApiServer {
  mode: ApiMode = 'serve'
  /** Called for what a real server would know and this one doesn't. */
  onUnknown: (request: UnknownRequest) => void = () => undefined
  /** What requests pass on their way, the latest first: for faults and mutants. */
  readonly filters = new Set<RequestFilter>()
  /** The watches that are open. */
  readonly watches = new Set<LineStream>()

  readonly #https: HttpsServer
  readonly #marks: RequestMarks
  readonly #sockets = new Set<Socket>()
  #listener: Server | undefined

  constructor(
    private readonly context: ApiContext,
    private readonly pki: ClusterPki,
  ) {
    this.#marks = new RequestMarks(pki.ca.certificate, context.release.minor)
    this.#https = createHttpsServer(
      { requestCert: true, rejectUnauthorized: false },
      (request, response) => void this.#handle(request, response),
    )
    this.#https.on(
      'upgrade',
      (request: IncomingMessage, socket: Duplex, head: Buffer) =>
        void this.#handle(request, responseToUpgrade(request, socket, head)),
    )
    this.present(pki.apiserver)
    this.#https.on('tlsClientError', (_, socket) => socket.destroy())
    this.#https.keepAliveTimeout = 120_000
  }

  async listen(host: string, port: number): Promise<{ host: string; port: number }> {
    const listener = createServer((socket) => this.#accept(socket))
    this.#listener = listener
    listener.listen(port, host)
    await once(listener, 'listening')
    return { host, port: (listener.address() as AddressInfo).port }
  }

  /** Shows this certificate to clients that connect from now on. */
  present({ certificate, key }: KeyPair): void {
    this.#https.setSecureContext({ ca: this.pki.ca.certificate, cert: certificate, key })
  }

  /** Cuts the connections that are open, in the middle of a watch too. */
  cutConnections(): void {
    for (const socket of this.#sockets) socket.destroy()
  }

  /** Refuses connections from now on and cuts those that are open. */
  async close(): Promise<void> {
    const listener = this.#listener
    this.#listener = undefined
    this.cutConnections()
    if (!listener) return
    listener.close()
    await once(listener, 'close')
  }

  #accept(socket: Socket): void {
    this.#sockets.add(socket)
    socket.setNoDelay(true)
    socket.on('close', () => this.#sockets.delete(socket))
    socket.on('error', () => socket.destroy())
    if (this.mode === 'reset') return void socket.resetAndDestroy()
    if (this.mode === 'hang') return
    socket.once('data', (first) => {
      socket.pause()
      const handshake = first[0] === 0x16
      if (!handshake) return void socket.end(plainHttpRefused)
      socket.unshift(first)
      this.#https.emit('connection', socket)
    })
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (this.mode === 'hang') return
    if (this.mode === 'reset') return void request.socket.destroy()
    const respond = (): Promise<void> => this.#respond(request, response)
    const filtered = [...this.filters].reduce<() => Promise<void>>(
      (next, filter) => async () => filter(request, response, next),
      respond,
    )
    await filtered()
  }

  async #respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.#marks.audit(request, response)
    try {
      const answer = await this.#answer(request, response)
      if (answer) send(request, response, answer, this.context.release.minor)
    } catch (error) {
      if (!response.headersSent) sendError(request, response, error, this.context.release.minor)
    }
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<Answer | undefined> {
    if (typeof this.mode === 'object') throw failing(this.mode.status)
    const { access } = this.context
    const { pathname, searchParams: query } = urlOf(request)
    const route = routeOf(pathname, this.context.discovery)
    const method = request.method ?? 'GET'
    insistOnTimeout(method, route, query, this.context.release.minor)
    const identity = actingAs(identityOf(request, this.context), request, access)
    this.#marks.flow(request, response, identity, route)
    authorize(identity, { verb: verbOf(method, route, query), route }, access)

    if (route.kind === 'path') return answerPath(this.context, request)
    if (route.kind === 'unknownResource')
      throw this.context.discovery.isGroup(route.resource.group) ? unknownPath() : pageNotFound()
    warnOf(deprecationOf(route.served, this.context.release.minor), response)
    insistOnMethod(method, route)
    if (!isSimulated(method, route)) throw this.#unknown(method, pathname, route)
    const warn = (text: string): void => warnOf(text, response)
    const asked = { context: this.context, identity, route, request, query, warn }
    if (!isWatch(method, route, query)) return answerResource(asked)
    this.#watch(asked, response)
    return undefined
  }

  #watch({ context, route, request, query }: ResourceRequest, response: ServerResponse): void {
    insistOnWatchable(route)
    insistOnStreamable(request, context.release.minor)
    insistOnWatchOptions(query, context.release.minor)
    const dress = dressFor(request)
    const options: WatchOptions = {
      resource: route.resource,
      filter: filterFor(route.resource, route, query, context.release.minor),
      revision: revisionIn(query),
      bookmarks: isTrue(query, 'allowWatchBookmarks'),
      hearsProgress: has('watchesHearProgress', context.release.minor),
      timeoutSeconds: integerIn(query, 'timeoutSeconds') || defaultWatchSeconds,
      dress,
      rowObject: dress.form === 'table' ? rowObjectIn(query) : 'Metadata',
      minor: context.release.minor,
    }
    const lines = new LineStream(response)
    this.watches.add(lines)
    lines.onClosed(() => this.watches.delete(lines))
    streamWatch(context.api.store, context.clock, lines, options)
  }

  #unknown(method: string, path: string, { served, subresource }: ResourceRoute): StatusError {
    this.onUnknown({ method, path })
    const what = [served.plural, subresource].filter(Boolean).join('/')
    return new StatusError(
      404,
      'NotFound',
      `the server could not find the requested resource (the simulated API server does not know how to ${method} ${what}${served.group && `.${served.group}`}: describe it in lib/simulator/kubernetes/resources)`,
      {},
    )
  }
}

/** What a real server would do and this one can't: write kinds without life, proxy to pods. */
const isSimulated = (method: string, { resource, subresource }: ResourceRoute): boolean =>
  subresource === undefined
    ? !resource.lifeless || method === 'GET' || method === 'DELETE'
    : hasSubresource(resource, subresource)

const defaultWatchSeconds = 45 * 60

const plainHttpRefused =
  'HTTP/1.0 400 Bad Request\r\n\r\nClient sent an HTTP request to an HTTPS server.\n'

/** As a server whose etcd does not answer. */
const failing = (status: number): StatusError =>
  new StatusError(status, undefined, 'etcdserver: request timed out')
