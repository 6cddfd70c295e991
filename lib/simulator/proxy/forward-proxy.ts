import {
  createServer,
  type IncomingMessage,
  request,
  type Server,
  type ServerResponse,
} from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { dial } from '../network/dial'
import type { Machine } from '../machine/machine'
import type { LoopbackAddress, SimulatedNetwork } from '../network/simulated-network'
import { isInRange } from './ip-range'
import type { TinyproxyConfig } from './tinyproxy-config'

export interface ForwardProxyOptions {
  readonly network: SimulatedNetwork
  /** The machine that it runs on: names and routes are this machine's. */
  readonly machine: Machine
  readonly config: TinyproxyConfig
  /** A line of its log. */
  readonly log: (line: string) => void
}

const agent = 'tinyproxy/1.11.1'

/** A refusal: what tinyproxy puts in the place of an HTTP status. */
interface Refusal {
  readonly status: number
  readonly reason: string
}

/** An HTTP forward proxy that behaves as tinyproxy 1.11.1: CONNECT, and plain requests with a whole URL. */
export class ForwardProxy {
  readonly #server: Server
  readonly #sockets = new Set<Duplex>()
  #connections = 4

  constructor(private readonly options: ForwardProxyOptions) {
    this.#server = createServer((asked, answer) => this.#forward(asked, answer))
    this.#server.on('connect', (asked, client) => this.#connect(asked, client))
    this.#server.on('connection', (socket) => this.#keep(socket))
  }

  /** Resolves to the loopback port that it listens on. */
  async listen(): Promise<LoopbackAddress> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve))
    return { host: '127.0.0.1', port: (this.#server.address() as AddressInfo).port }
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  #connect(asked: IncomingMessage, client: Duplex): void {
    const { url = '' } = asked
    this.#logRequest(asked)
    const [, host = '', port = ''] = /^\[?(.*?)\]?:(\d+)$/.exec(url) ?? []
    const refusal = this.#refusal(asked.socket, Number(port))
    if (refusal) return void client.end(refusalText(refusal))
    const dialled = dial(this.options.network, this.options.machine, host, Number(port))
    if (dialled.outcome !== 'served') return void client.end(refusalText(unreachable))
    const upstream = connect(dialled.at)
    this.#keep(upstream)
    upstream.on('error', () => client.destroy())
    client.on('error', () => upstream.destroy())
    client.on('close', () => upstream.destroy())
    upstream.once('connect', () => {
      this.options.log(`Established connection to host "${host}" using file descriptor 6.`)
      client.write(`HTTP/1.0 200 Connection established\r\nProxy-agent: ${agent}\r\n\r\n`)
      upstream.pipe(client).pipe(upstream)
    })
  }

  #forward(asked: IncomingMessage, answer: ServerResponse): void {
    this.#logRequest(asked)
    const refusal = this.#refusal(asked.socket) ?? this.#plainRefusal(asked.url ?? '')
    if (refusal) return refuse(answer, refusal)
    const url = new URL(asked.url ?? '')
    const port = Number(url.port || 80)
    const dialled = dial(this.options.network, this.options.machine, url.hostname, port)
    if (dialled.outcome !== 'served') return refuse(answer, unreachable)
    const upstream = request(
      {
        ...dialled.at,
        agent: false,
        method: asked.method ?? 'GET',
        path: `${url.pathname}${url.search}`,
        headers: { ...withoutHopHeaders(asked.headers), via: `1.1 tinyproxy (${agent})` },
      },
      (incoming) => {
        answer.writeHead(incoming.statusCode ?? 502, incoming.headers)
        incoming.pipe(answer)
      },
    )
    upstream.on('error', () => answer.destroy())
    asked.pipe(upstream)
  }

  #plainRefusal(url: string): Refusal | undefined {
    return /^http:\/\//.test(url) ? undefined : { status: 400, reason: 'Bad Request' }
  }

  #refusal(client: Socket, connectPort?: number): Refusal | undefined {
    const { allow, connectPorts } = this.options.config
    const from = this.#addressOf(client)
    if (allow.length > 0 && !allow.some((range) => isInRange(from, range)))
      return { status: 403, reason: 'Access denied' }
    if (connectPort === undefined || connectPorts.length === 0) return undefined
    if (connectPorts.includes(connectPort)) return undefined
    this.options.log(`CONNECT method not allowed on port ${connectPort}`)
    return { status: 403, reason: 'Access violation' }
  }

  /** Of the simulated machine that has connected; others are on this machine. */
  #addressOf({ remotePort = 0 }: Socket): string {
    return this.options.network.sourceOf(remotePort) ?? '127.0.0.1'
  }

  #logRequest({ socket, method, url, httpVersion }: IncomingMessage): void {
    const fd = (this.#connections += 1)
    this.options.log(`Connect (file descriptor ${fd}): ${this.#addressOf(socket)}`)
    this.options.log(`Request (file descriptor ${fd}): ${method} ${url} HTTP/${httpVersion}`)
  }

  #keep(socket: Duplex): void {
    this.#sockets.add(socket)
    socket.on('close', () => this.#sockets.delete(socket))
    socket.on('error', () => socket.destroy())
  }
}

/** A name that does not resolve, no route, a refusal: tinyproxy words them alike. */
const unreachable: Refusal = { status: 500, reason: 'Unable to connect' }

/** What is between the client and the proxy alone. */
const withoutHopHeaders = (headers: IncomingMessage['headers']): IncomingMessage['headers'] =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => name !== 'proxy-connection'))

const page = ({ status, reason }: Refusal): string =>
  `<!DOCTYPE html>\n<html><head><title>${status} ${reason}</title></head>\n<body><h1>${reason}</h1>\n<p><em>Generated by ${agent}.</em></p></body></html>\n`

const refusalText = (refusal: Refusal): string =>
  `HTTP/1.1 ${refusal.status} ${refusal.reason}\r\nServer: ${agent}\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n${page(refusal)}`

function refuse(answer: ServerResponse, refusal: Refusal): void {
  answer.writeHead(refusal.status, refusal.reason, {
    Server: agent,
    'Content-Type': 'text/html',
    Connection: 'close',
  })
  answer.end(page(refusal))
}
