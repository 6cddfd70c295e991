import { type IncomingMessage } from 'node:http'
import { Agent, request as httpsRequest } from 'node:https'
import { createSecureContext } from 'node:tls'
import { type Milliseconds, seconds } from '../../wait/duration'
import { AnswerLimit } from './answer-limit'
import { type ApiAccess } from './api-access'

export interface ApiRequest {
  readonly method: string
  /** With the query string. */
  readonly path: string
  readonly headers?: Record<string, string>
  readonly body?: string | undefined
  readonly signal?: AbortSignal | undefined
}

export interface ApiAnswer {
  readonly status: number
  readonly headers: Record<string, string>
  readonly body: string
}

export interface ApiLimits {
  /** From a request to the last byte of its answer; of a stream, to its first. */
  readonly answerWithin: Milliseconds
}

/** Below the 90 s after which an API server closes idle connections, so that ours are closed by us. */
const IDLE_CONNECTION = seconds(60)

/** A merge patch is repeatable: the second one finds what the first one wrote. */
const repeatable = new Set(['GET', 'PATCH'])

/**
 * HTTPS to one API server: connections are kept and used again, the server must prove itself by the cluster's
 * CA and name, the environment (proxies, NODE_TLS_REJECT_UNAUTHORIZED) has no say. Rejects with Node's own
 * errors; `reworded` turns those into ours. The constructor throws on unusable certificates.
 */
export class ApiConnection {
  readonly server: string
  readonly counters = { requests: 0, connections: 0 }
  readonly #base: URL
  readonly #agent: Agent

  constructor(
    access: ApiAccess,
    private readonly limits: ApiLimits = { answerWithin: seconds(15) },
  ) {
    this.server = access.server
    this.#base = new URL(access.server)
    this.#agent = new Agent({
      keepAlive: true,
      timeout: IDLE_CONNECTION,
      secureContext: createSecureContext({
        ca: access.ca,
        cert: access.certificate,
        key: access.key.reveal(),
      }),
      servername: access.tlsServerName,
      rejectUnauthorized: true,
    })
  }

  /** One request and its whole answer, whatever its status. */
  send(request: ApiRequest): Promise<ApiAnswer> {
    return this.#inTime(request, async (response) => ({
      status: response.statusCode ?? 0,
      headers: flat(response.headers),
      body: await text(response),
    }))
  }

  /** One request, and its answer's body as it arrives: the caller reads it, or destroys it. */
  stream(request: ApiRequest): Promise<IncomingMessage> {
    return this.#inTime(request, async (response) => response)
  }

  /** Closes every connection, those of open streams too. */
  close(): void {
    this.#agent.destroy()
  }

  async #inTime<T>(
    request: ApiRequest,
    read: (response: IncomingMessage) => Promise<T>,
  ): Promise<T> {
    const limit = new AnswerLimit(this.limits.answerWithin, request.signal)
    try {
      return await read(await this.#response({ ...request, signal: limit.signal }))
    } catch (error) {
      throw limit.signal.aborted ? limit.signal.reason : error
    } finally {
      limit.end()
    }
  }

  /** A kept connection may be closed by the server just as we use it: what can be repeated is, once. */
  async #response(request: ApiRequest): Promise<IncomingMessage> {
    try {
      return await this.#attempt(request)
    } catch (error) {
      if (error instanceof StaleConnection && repeatable.has(request.method)) {
        return this.#attempt(request)
      }
      throw error
    }
  }

  #attempt({ method, path, headers, body, signal }: ApiRequest): Promise<IncomingMessage> {
    this.counters.requests += 1
    return new Promise((resolve, reject) => {
      const sent = httpsRequest({
        host: this.#base.hostname.replaceAll(/[[\]]/g, ''),
        port: this.#base.port || 443,
        agent: this.#agent,
        method,
        path,
        headers: { accept: 'application/json', ...headers },
        ...(signal && { signal }),
      })
      sent.once('socket', () => {
        if (!sent.reusedSocket) this.counters.connections += 1
      })
      sent.once('response', resolve)
      sent.once('error', (error: NodeJS.ErrnoException) => {
        const stale = sent.reusedSocket && error.code === 'ECONNRESET'
        reject(stale ? new StaleConnection(error) : error)
      })
      sent.end(body)
    })
  }
}

class StaleConnection extends Error {
  readonly code = 'ECONNRESET'
  constructor(cause: Error) {
    super(cause.message, { cause })
  }
}

const flat = (headers: IncomingMessage['headers']): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]))

/** To iterate over a small answer takes longer than all else that is done with it here. */
const text = (response: IncomingMessage): Promise<string> =>
  new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    response.on('data', (chunk: Buffer) => chunks.push(chunk))
    response.once('end', () => resolve(Buffer.concat(chunks).toString('utf8')))
    response.once('error', reject)
  })
