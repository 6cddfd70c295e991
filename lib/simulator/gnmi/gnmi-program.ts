import { once } from 'node:events'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { createServer as createTlsServer, type TlsOptions } from 'node:tls'
import { durations } from '../chance/durations'
import type { ContainerProgram, ContainerSelf } from '../docker/container/container-program'
import { redisSocket, type SonicDatabases } from '../databases/databases'
import { ClusterPki } from '../kubernetes/credentials/cluster-pki'
import { GnoiFailure } from './gnoi-failure'
import { type GnmiConfiguration, gnmiConfiguration } from './gnmi-configuration'
import { gnoiHandlers } from './gnoi-handlers'
import { answers, type GnoiCall, unimplemented } from './gnoi-versions'
import type { Fields } from './gnoi-wire'
import { grpcServer } from './grpc-server'
import { hostServicesSocket } from './host-services'

/** gnmi-native: the server of the gnmi container, as the images of a branch have it. It serves gNOI; gNMI is not simulated. */
export const gnmiProgram = (branch: string): ContainerProgram => ({
  start: (self) => void new GnmiNative(self, branch).run(),
})

class GnmiNative {
  constructor(
    private readonly self: ContainerSelf,
    private readonly branch: string,
  ) {}

  async run(): Promise<void> {
    const { self } = this
    await self.sleep(self.random.within(durations.listen))
    const databases = self.connect(redisSocket)
    if (!databases)
      return self.log('gnmi-native: Unable to connect to redis: /var/run/redis is not mounted\n')
    try {
      await this.#listen(gnmiConfiguration(databases), databases)
    } catch (error) {
      self.log(`gnmi-native: ${(error as Error).message}\n`)
    }
  }

  async #listen(configuration: GnmiConfiguration, databases: SonicDatabases): Promise<void> {
    const { signal } = this.self
    const tls = configuration.tls && (await this.#certificates(configuration))
    const answer = (call: GnoiCall, request: Fields, client: string | undefined): Promise<Buffer> =>
      this.#answer(call, request, () => authenticate(configuration, databases, client))
    let serve: ((socket: Socket) => void) | undefined
    const welcome = (socket: Socket): void => {
      signal.addEventListener('abort', () => socket.destroy(), { once: true })
      socket.on('error', () => socket.destroy())
      serve ??= grpcServer(answer)
      serve(socket)
    }
    const listener: Server = tls
      ? createTlsServer(tls, welcome)
      : createServer({ noDelay: true }, welcome)
    listener.listen(0, '127.0.0.1').unref()
    await once(listener, 'listening')
    if (signal.aborted) return void listener.close()
    signal.addEventListener('abort', () => listener.close(), { once: true })
    const { port } = listener.address() as AddressInfo
    const reach = tls ? 'everywhere' : 'loopback'
    this.self.listen(configuration.port, { host: '127.0.0.1', port }, reach)
  }

  /** A client that shows no certificate is let in and recognised as nobody, unless `client_auth` is on. */
  async #certificates({ tls, clientAuth }: GnmiConfiguration): Promise<TlsOptions> {
    const { files, authority } = tls ?? {}
    const own = files
      ? { certificate: await this.#read(files.certificate), key: await this.#read(files.key) }
      : new ClusterPki({ nodeName: 'gnmi', addresses: [] }).apiserver
    return {
      cert: own.certificate,
      key: own.key,
      ...(authority && { ca: await this.#read(authority) }),
      requestCert: true,
      rejectUnauthorized: clientAuth,
      ALPNProtocols: ['h2'],
    }
  }

  async #read(path: string): Promise<string> {
    const { stdout, stderr, exitCode } = await this.self.run(['cat', path])
    if (exitCode !== 0) throw new Error(`could not load server key pair: ${String(stderr).trim()}`)
    return String(stdout)
  }

  async #answer(call: GnoiCall, request: Fields, authenticate: () => void): Promise<Buffer> {
    const { branch, self } = this
    if (!answers(branch, call)) throw new GnoiFailure('UNIMPLEMENTED', unimplemented(branch, call))
    authenticate()
    const host = self.connect(hostServicesSocket)
    if (!host)
      throw new GnoiFailure(
        'INTERNAL',
        'DBus client init failed: dial unix /var/run/dbus/system_bus_socket: connect: no such file or directory',
      )
    return gnoiHandlers[call](request, host, branch)
  }
}

/** By certificate and role where there is TLS; whoever reaches the loopback in plaintext may do all. */
function authenticate(
  { tls, userAuth }: GnmiConfiguration,
  { config }: SonicDatabases,
  client: string | undefined,
): void {
  if (!tls || userAuth !== 'cert') return
  if (client === undefined)
    throw new GnoiFailure('UNAUTHENTICATED', 'could not verify peer certificate')
  const { 'role@': roles, role } = config.hgetall(`GNMI_CLIENT_CERT|${client}`)
  if (!roles && !role)
    throw new GnoiFailure(
      'UNAUTHENTICATED',
      `Invalid cert cname:'${client}', not a trusted cert common name.`,
    )
}
