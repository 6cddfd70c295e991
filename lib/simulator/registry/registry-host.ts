import { createServer as createHttpServer, type Server as HttpServer } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { createAuthority, issue } from '../x509/authority'
import type { SimulatedNetwork } from '../network/simulated-network'
import { OciRegistry, type RegistryAuth } from './oci-registry'

export interface RegistryHostOptions {
  readonly network: SimulatedNetwork
  /** The hostname of the only machine that reaches it. */
  readonly gateway: string
  readonly ip: string
  readonly name: string
  readonly port: number
  readonly auth: RegistryAuth
  /** Without it, it speaks plain HTTP. */
  readonly tls: boolean
}

/**
 * The machine beyond the testbed that a registry runs on. It listens from the start, on a loopback port; its certificate is
 * made when the first one calls.
 */
export class RegistryHost {
  readonly registry: OciRegistry
  readonly #authority = createAuthority('CN=Lab registry CA')
  readonly #sockets = new Set<Socket>()
  #server: HttpServer | undefined
  #stopServing: (() => void) | undefined

  private constructor(
    private readonly options: RegistryHostOptions,
    private readonly listener: Server,
  ) {
    this.registry = new OciRegistry(`${options.ip}:${options.port}`, options.auth)
    listener.on('connection', (socket) => this.#take(socket))
  }

  static async open(options: RegistryHostOptions): Promise<RegistryHost> {
    const listener = createServer()
    await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve))
    const host = new RegistryHost(options, listener)
    options.network.addHostBeyond(options)
    host.#stopServing = options.network.serve(options.ip, options.port, {
      host: '127.0.0.1',
      port: host.port,
    })
    return host
  }

  /** The loopback port. */
  get port(): number {
    return (this.listener.address() as AddressInfo).port
  }

  /** PEM of the authority that has signed its certificate. */
  get ca(): string {
    return this.#authority.certificate
  }

  async close(): Promise<void> {
    this.#stopServing?.()
    for (const socket of this.#sockets) socket.destroy()
    await new Promise((resolve) => this.listener.close(resolve))
  }

  #take(socket: Socket): void {
    this.#sockets.add(socket)
    socket.on('close', () => this.#sockets.delete(socket))
    socket.on('error', () => socket.destroy())
    this.#server ??= this.#makeServer()
    this.#server.emit('connection', socket)
  }

  #makeServer(): HttpServer {
    const { listener } = this.registry
    if (!this.options.tls) return createHttpServer(listener)
    const names = [this.options.ip, this.options.name]
    const { certificate, key } = issue(this.#authority, 'CN=registry', names)
    return createTlsServer({ cert: certificate, key }, listener)
  }
}
