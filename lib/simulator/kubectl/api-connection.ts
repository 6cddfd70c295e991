import type { ClientRequest } from 'node:http'
import { Agent, request } from 'node:https'
import { checkServerIdentity, type PeerCertificate } from 'node:tls'
import { dial } from '../dial'
import type { CommandContext } from '../machine/types'
import type { SimulatedNetwork } from '../network'
import { secureContextOf } from '../secure-contexts'
import { KubectlFailure } from './failure'
import type { Connection } from './kubeconfig'

export interface ApiRequest {
  readonly accept?: string
  readonly body?: unknown
  readonly contentType?: string
}

export interface ApiAnswer {
  readonly status: number
  readonly text: string
}

/** The part of a Status body that becomes kubectl's message. */
export interface ApiStatus {
  readonly kind?: string
  readonly reason?: string
  readonly message?: string
  readonly details?: {
    readonly name?: string
    readonly kind?: string
    readonly causes?: readonly { field?: string; message?: string }[]
  }
}

/** An answer other than 2xx, with the server's own Status. */
export class ApiRefusal extends KubectlFailure {
  constructor(
    readonly httpStatus: number,
    readonly status: ApiStatus,
    server: string,
  ) {
    super(refusalText(httpStatus, status, server))
  }
}

/** Speaks HTTPS to the API server that the kubeconfig names, through the testbed's network; one TLS connection a call. */
export class ApiConnection implements Disposable {
  readonly #agent: Agent

  constructor(
    private readonly to: Connection,
    private readonly network: SimulatedNetwork,
    private readonly context: CommandContext,
    private readonly timeoutMs: number | undefined,
  ) {
    this.#agent = new Agent({ keepAlive: true })
  }

  [Symbol.dispose](): void {
    this.#agent.destroy()
  }

  /** The answer as an object; an answer other than 2xx throws ApiRefusal. */
  async json<T>(method: string, path: string, options: ApiRequest = {}): Promise<T> {
    return JSON.parse((await this.send(method, path, options)).text) as T
  }

  async send(method: string, path: string, options: ApiRequest = {}): Promise<ApiAnswer> {
    const answer = await this.#roundTrip(method, path, options)
    if (answer.status < 300) return answer
    throw new ApiRefusal(answer.status, parseStatus(answer.text), this.to.server.host)
  }

  #roundTrip(method: string, path: string, options: ApiRequest): Promise<ApiAnswer> {
    const { to, context } = this
    const body = options.body === undefined ? undefined : JSON.stringify(options.body)
    const target = this.#locate()
    const answer = new Promise<ApiAnswer>((resolve, reject) => {
      const outgoing = request(
        {
          ...target,
          ...tlsOptions(to),
          method,
          path,
          agent: this.#agent,
          headers: {
            Accept: options.accept ?? 'application/json',
            'User-Agent': 'kubectl',
            ...(to.token ? { Authorization: `Bearer ${to.token}` } : {}),
            ...(body === undefined
              ? {}
              : {
                  'Content-Type': options.contentType ?? 'application/json',
                  'Content-Length': Buffer.byteLength(body),
                }),
          },
          signal: context.signal,
        },
        (incoming) => {
          let text = ''
          incoming.setEncoding('utf8')
          incoming.on('data', (chunk: string) => (text += chunk))
          incoming.on('end', () => resolve({ status: incoming.statusCode ?? 0, text }))
          incoming.on('error', (error) => reject(this.#reword(error)))
        },
      )
      limitHandshake(outgoing)
      if (this.timeoutMs)
        outgoing.setTimeout(this.timeoutMs, () => outgoing.destroy(timedOut(this.to)))
      outgoing.on('error', (error) => reject(this.#reword(error)))
      outgoing.end(body)
    })
    return context.machine.clock.outside(answer)
  }

  #locate(): { host: string; port: number } {
    const { hostname, port: portText, protocol } = this.to.server
    const host = hostname.replace(/^\[|\]$/g, '')
    const port = Number(portText) || (protocol === 'http:' ? 80 : 443)
    const dialled = dial(this.network, this.context.machine, host, port)
    if (dialled.outcome === 'served') return { host: dialled.at.host, port: dialled.at.port }
    if (dialled.outcome === 'refused') throw refused(host, port)
    throw new KubectlFailure(
      dialled.outcome === 'no-route'
        ? `Unable to connect to the server: dial tcp ${dialled.ip}:${port}: connect: no route to host`
        : `Unable to connect to the server: dial tcp: lookup ${host}: no such host`,
    )
  }

  #reword(error: NodeJS.ErrnoException): KubectlFailure {
    if (error instanceof KubectlFailure) return error
    const { hostname, port } = this.to.server
    if (error.code === 'ECONNREFUSED') return refused(hostname, Number(port) || 443)
    return new KubectlFailure(`Unable to connect to the server: ${goWords(error)}`)
  }
}

/** Go's net/http gives a TLS handshake ten seconds; on a connection that is there already there is none. */
function limitHandshake(outgoing: ClientRequest): void {
  const failure = new KubectlFailure(
    'Unable to connect to the server: net/http: TLS handshake timeout',
  )
  const timer = setTimeout(() => outgoing.destroy(failure), 10_000)
  const stop = (): void => clearTimeout(timer)
  outgoing.once('close', stop).once('socket', (socket) => {
    if (outgoing.reusedSocket) stop()
    else socket.once('secureConnect', stop)
  })
}

function tlsOptions(to: Connection): object {
  const name = to.tlsServerName ?? to.server.hostname
  return {
    servername: /^[\d.]+$|:/.test(name) ? '' : name,
    rejectUnauthorized: !to.insecure,
    checkServerIdentity: (_: string, certificate: PeerCertificate) =>
      checkServerIdentity(name, certificate),
    secureContext: secureContextOf({ ca: to.ca, cert: to.certificate, key: to.key }),
  }
}

const refused = (host: string, port: number): KubectlFailure =>
  new KubectlFailure(
    `The connection to the server ${host}:${port} was refused - did you specify the right host or port?`,
  )

const timedOut = ({ server }: Connection): KubectlFailure =>
  new KubectlFailure(
    `Unable to connect to the server: net/http: request canceled (Client.Timeout exceeded while awaiting headers) (${server.host})`,
  )

/** Node's TLS and socket errors in the words of Go's. */
function goWords(error: NodeJS.ErrnoException): string {
  switch (error.code) {
    case 'UNABLE_TO_VERIFY_LEAF_SIGNATURE':
    case 'SELF_SIGNED_CERT_IN_CHAIN':
    case 'DEPTH_ZERO_SELF_SIGNED_CERT':
    case 'CERT_SIGNATURE_FAILURE':
      return 'x509: certificate signed by unknown authority'
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return `x509: certificate is not valid for the name asked for (${error.message})`
    case 'CERT_HAS_EXPIRED':
      return 'x509: certificate has expired or is not yet valid'
    case 'ECONNRESET':
      return 'EOF'
    case 'ABORT_ERR':
      return 'context canceled'
    default:
      return error.message
  }
}

function parseStatus(text: string): ApiStatus {
  try {
    return JSON.parse(text) as ApiStatus
  } catch {
    return { message: text.trim() }
  }
}

function refusalText(httpStatus: number, status: ApiStatus, server: string): string {
  if (httpStatus === 401) return 'error: You must be logged in to the server (Unauthorized)'
  if (status.reason === 'Invalid') return invalidText(status)
  if (status.reason) return `Error from server (${status.reason}): ${status.message ?? ''}`
  return `Error from server (InternalError): an error on the server ("${status.message ?? server}") has prevented the request from succeeding`
}

function invalidText({ details, message }: ApiStatus): string {
  const causes = (details?.causes ?? []).map(({ field, message }) => `${field}: ${message}`)
  if (causes.length === 0) return `Error from server (Invalid): ${message ?? ''}`
  const list =
    causes.length === 1 ? causes[0] : `\n${causes.map((cause) => `* ${cause}`).join('\n')}`
  return `The ${details?.kind} "${details?.name}" is invalid: ${list}`
}
