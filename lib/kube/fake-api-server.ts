import { once } from 'node:events'
import { type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import { createServer, type Server } from 'node:https'
import { type AddressInfo, type Socket } from 'node:net'
import { Secret } from '../testbed/testbed'
import { type ApiAccess } from './api-access'
import { fakeAuthority } from './fake-certificates'

export interface FakeRequest {
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

type Answer = (request: FakeRequest, response: ServerResponse) => void

const NAME = 'control-plane.minikube.internal'

/** An HTTPS server on a port of its own that answers what a test tells it to; the test sees what was asked. */
export class FakeApiServer implements AsyncDisposable {
  readonly requests: FakeRequest[] = []
  readonly #sockets = new Set<Socket>()
  /** TLS connections made so far. */
  connections = 0

  static async start(
    answer: Answer,
    { name = NAME, notAfter }: { name?: string; notAfter?: Date } = {},
  ): Promise<FakeApiServer> {
    const authority = await fakeAuthority('minikubeCA')
    const [server, client] = await Promise.all([
      authority.issue({ subject: 'CN=minikube', dnsName: name, ...(notAfter && { notAfter }) }),
      authority.issue({ subject: 'CN=minikube-user, O=system:masters' }),
    ])
    const listening = createServer({
      cert: server.certificate,
      key: server.key,
      ca: authority.certificate,
      requestCert: true,
      rejectUnauthorized: false,
    })
    listening.listen(0, '127.0.0.1')
    await once(listening, 'listening')
    const { port } = listening.address() as AddressInfo
    return new FakeApiServer(listening, answer, {
      server: `https://127.0.0.1:${port}`,
      ca: authority.certificate,
      certificate: client.certificate,
      key: new Secret(client.key),
      tlsServerName: NAME,
    })
  }

  private constructor(
    private readonly server: Server,
    answer: Answer,
    readonly access: ApiAccess,
  ) {
    server.on('secureConnection', () => (this.connections += 1))
    server.on('connection', (socket: Socket) => {
      this.#sockets.add(socket)
      socket.once('close', () => this.#sockets.delete(socket))
    })
    server.on('request', (request, response) => {
      let body = ''
      request.setEncoding('utf8')
      request.on('data', (chunk: string) => (body += chunk))
      request.on('end', () => {
        const { pathname: path, searchParams: query } = new URL(request.url ?? '', 'https://fake')
        const { method = '', headers } = request
        const asked = { method, path, query, headers, body }
        this.requests.push(asked)
        answer(asked, response)
      })
    })
  }

  /** Resets every connection. */
  dropConnections(): void {
    for (const socket of this.#sockets) socket.resetAndDestroy()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.server.close()
    this.server.closeAllConnections()
    if (this.server.listening) await once(this.server, 'close')
  }
}

export const answerJson = (response: ServerResponse, status: number, body: object): void => {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

/** The API's own way of saying no. */
export const answerStatus = (
  response: ServerResponse,
  code: number,
  reason: string,
  message: string,
): void => answerJson(response, code, { kind: 'Status', apiVersion: 'v1', code, reason, message })
