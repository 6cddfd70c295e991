import type { Agent, IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { text } from 'node:stream/consumers'
import { dial } from '../network/dial'
import type { CommandContext } from '../machine/types'
import type { SimulatedNetwork } from '../network/simulated-network'
import { SpdyConnection } from '../spdy/spdy-connection'
import { ApiRefusal } from './api-refusal'
import { connectionFailure, refused, timedOut } from './connection-failures'
import { KubectlFailure } from './failure'
import type { Connection } from './kubeconfig'
import { agentFor, requestTo } from './request-to'

export interface ApiRequest {
  readonly accept?: string
  readonly body?: unknown
  readonly contentType?: string
}

export interface ApiAnswer {
  readonly status: number
  readonly text: string
}

/** Speaks to the API server that the kubeconfig names, through the testbed's network; one connection a call. */
export class ApiConnection implements Disposable {
  readonly #agent: Agent
  readonly #warned = new Set<string>()

  constructor(
    private readonly to: Connection,
    private readonly network: SimulatedNetwork,
    private readonly context: CommandContext,
    private readonly timeoutMs: number | undefined,
    /** Is told once what the server warns of. */
    private readonly warn: (line: string) => void,
    /** Whose the fields are that it writes. */
    private readonly fieldManager?: string,
  ) {
    this.#agent = agentFor(to)
  }

  /** Where the server is, as the kubeconfig says it. */
  get server(): URL {
    return this.to.server
  }

  [Symbol.dispose](): void {
    this.#agent.destroy()
  }

  /** The answer as an object; an answer other than 2xx throws ApiRefusal. */
  async json<T>(method: string, path: string, options: ApiRequest = {}): Promise<T> {
    return JSON.parse((await this.send(method, path, options)).text) as T
  }

  async send(method: string, path: string, options: ApiRequest = {}): Promise<ApiAnswer> {
    let text = ''
    const status = await this.#outside(
      this.#roundTrip(method, path, options, (chunk) => (text += chunk)),
    )
    if (status < 300) return { status, text }
    throw ApiRefusal.of(status, text, this.to.server.host)
  }

  /** Passes the text of the answer on as it comes, until it ends. Throws ApiRefusal. */
  async chunks(path: string, accept: string, each: (chunk: string) => void): Promise<void> {
    let refusal = ''
    const take = (chunk: string, status: number): void =>
      status < 300 ? each(chunk) : void (refusal += chunk)
    const status = await this.#outside(this.#roundTrip('GET', path, { accept }, take))
    if (status >= 300) throw ApiRefusal.of(status, refusal, this.to.server.host)
  }

  /** The same, line by line. */
  async lines(path: string, accept: string, each: (line: string) => void): Promise<void> {
    let begun = ''
    await this.chunks(path, accept, (chunk) => {
      const lines = `${begun}${chunk}`.split('\n')
      begun = lines.pop() ?? ''
      lines.forEach(each)
    })
  }

  /** Talks SPDY by one of Kubernetes' protocols; resolves to what that gives. Throws ApiRefusal and KubectlFailure. */
  talk<T>(
    path: string,
    protocol: string,
    talking: (spdy: SpdyConnection) => Promise<T>,
  ): Promise<T> {
    const talk = async (): Promise<T> => {
      using socket = await this.#upgraded(path, protocol)
      return await talking(new SpdyConnection(socket))
    }
    return this.#outside(talk())
  }

  async #upgraded(path: string, protocol: string): Promise<Duplex & Disposable> {
    const { to } = this
    const headers = {
      ...this.#headers({}, undefined),
      Connection: 'Upgrade',
      Upgrade: 'SPDY/3.1',
      'X-Stream-Protocol-Version': protocol,
    }
    const target = await this.#locate()
    const { signal } = this.context
    return new Promise((resolve, reject) => {
      const outgoing = requestTo(to, { ...target, method: 'POST', path, headers, signal })
      outgoing.on('error', (error) => reject(connectionFailure(error, to)))
      outgoing.on('response', (refused) => void this.#whyNot(refused).then(reject, reject))
      outgoing.on('upgrade', (_, socket, head) => {
        socket.unshift(head)
        resolve(Object.assign(socket, { [Symbol.dispose]: () => void socket.destroy() }))
      })
      outgoing.end()
    })
  }

  async #whyNot(refused: IncomingMessage): Promise<KubectlFailure> {
    const body = await text(refused)
    return body.startsWith('{')
      ? ApiRefusal.of(refused.statusCode ?? 0, body, this.to.server.host)
      : new KubectlFailure(`error: unable to upgrade connection: ${body}`)
  }

  /** Resolves to the status when the answer has ended. */
  async #roundTrip(
    method: string,
    path: string,
    options: ApiRequest,
    take: (chunk: string, status: number) => void,
  ): Promise<number> {
    const { to } = this
    const body = options.body === undefined ? undefined : JSON.stringify(options.body)
    const target = await this.#locate()
    return new Promise<number>((resolve, reject) => {
      const fail = (error: Error): void => reject(connectionFailure(error, to))
      const receive = (incoming: IncomingMessage): void => {
        const { statusCode = 0 } = incoming
        this.#passOnWarnings(incoming)
        incoming.setEncoding('utf8')
        incoming.on('data', (chunk: string) => take(chunk, statusCode))
        incoming.on('end', () => resolve(statusCode))
        incoming.on('error', fail)
      }
      const headers = this.#headers(options, body)
      const { signal } = this.context
      const outgoing = requestTo(
        to,
        {
          ...target,
          method,
          path: this.#ownPath(method, path),
          agent: this.#agent,
          headers,
          signal,
        },
        receive,
      )
      if (this.timeoutMs) outgoing.setTimeout(this.timeoutMs, () => outgoing.destroy(timedOut(to)))
      outgoing.on('error', fail)
      outgoing.end(body)
    })
  }

  #passOnWarnings({ headers }: IncomingMessage): void {
    for (const [, quoted = ''] of (headers.warning ?? '').matchAll(/299 - ("(?:[^"\\]|\\.)*")/g)) {
      if (this.#warned.has(quoted)) continue
      this.#warned.add(quoted)
      this.warn(`Warning: ${JSON.parse(quoted) as string}`)
    }
  }

  #ownPath(method: string, path: string): string {
    if (this.fieldManager === undefined || method === 'GET' || method === 'DELETE') return path
    return `${path}${path.includes('?') ? '&' : '?'}fieldManager=${encodeURIComponent(this.fieldManager)}`
  }

  #headers({ accept, contentType }: ApiRequest, body: string | undefined): Record<string, string> {
    return {
      Accept: accept ?? 'application/json',
      'User-Agent': 'kubectl',
      ...(this.to.token ? { Authorization: `Bearer ${this.to.token}` } : {}),
      ...(body !== undefined && {
        'Content-Type': contentType ?? 'application/json',
        'Content-Length': String(Buffer.byteLength(body)),
      }),
    }
  }

  #outside<T>(answer: Promise<T>): Promise<T> {
    return this.context.machine.clock.outside(answer)
  }

  async #locate(): Promise<{ host: string; port: number }> {
    const { hostname, port: portText, protocol } = this.to.server
    const host = hostname.replace(/^\[|\]$/g, '')
    const port = Number(portText) || (protocol === 'http:' ? 80 : 443)
    const dialled = dial(this.network, this.context.machine, host, port)
    if (dialled.outcome === 'served') return { host: dialled.at.host, port: dialled.at.port }
    if (dialled.outcome === 'refused') throw refused(host, port)
    if (dialled.outcome === 'dropped') {
      // Go's own patience with a connection, where --request-timeout is not shorter.
      await this.context.machine.clock.delay(Math.min(30_000, this.timeoutMs ?? 30_000))
      throw new KubectlFailure(
        `Unable to connect to the server: ${this.timeoutMs ? 'net/http: request canceled while waiting for connection (Client.Timeout exceeded while awaiting headers)' : `dial tcp ${dialled.ip}:${port}: i/o timeout`}`,
      )
    }
    throw new KubectlFailure(
      dialled.outcome === 'no-route'
        ? `Unable to connect to the server: dial tcp ${dialled.ip}:${port}: connect: no route to host`
        : `Unable to connect to the server: dial tcp: lookup ${host}: no such host`,
    )
  }
}
