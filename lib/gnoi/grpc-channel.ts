import { type ChannelCredentials, type Client, type ServiceError } from '@grpc/grpc-js'
import { X509Certificate } from 'node:crypto'
import { type Forward } from '../host/connection/forward'
import { type Milliseconds } from '../wait/duration'
import { GnoiError } from './gnoi-error'
import { type GnoiTls } from './gnoi-listener'
import { type Rpc } from './messages'

/** A client's own certificate and key, PEM. */
export interface ClientCertificate {
  readonly certificate: string
  readonly key: string
}

/** Loaded when first called: gRPC takes 80 ms to load, and few runs use it. */
const grpc = (): typeof import('@grpc/grpc-js') => require('@grpc/grpc-js') as never

/** gRPC to one server, through a forward. */
export class GrpcChannel {
  readonly #client: Client

  constructor(
    private readonly machine: string,
    forward: Forward,
    tls: GnoiTls | undefined,
    own?: ClientCertificate,
  ) {
    const { Client, credentials } = grpc()
    const security = tls ? secured(tls, own) : credentials.createInsecure()
    this.#client = new Client(`unix:${forward.socket}`, security)
  }

  /** Sends one message, on calls that take a stream of them as well. @throws GnoiError */
  call(
    name: string,
    { path, write, read, streams }: Rpc,
    message: object,
    within: Milliseconds,
  ): Promise<Readonly<Record<string, unknown>>> {
    const deadline = Date.now() + within
    return new Promise((resolve, reject) => {
      const answered = (
        error: ServiceError | null,
        answer?: Readonly<Record<string, unknown>>,
      ): void => {
        if (error) reject(this.#error(name, error))
        else resolve(answer ?? {})
      }
      if (!streams) {
        this.#client.makeUnaryRequest(path, write, read, message, { deadline }, answered)
        return
      }
      this.#client.makeClientStreamRequest(path, write, read, { deadline }, answered).end(message)
    })
  }

  close(): void {
    this.#client.close()
  }

  #error(name: string, error: ServiceError): GnoiError {
    const status = grpc().status[error.code] ?? 'UNKNOWN'
    return new GnoiError(name, this.machine, status, error.details, { cause: error })
  }
}

/** The server must show the very certificate that CONFIG_DB names: its name says nothing, as we dial by a socket. */
function secured({ certificate, authority }: GnoiTls, own?: ClientCertificate): ChannelCredentials {
  const [key, chain] = own ? [Buffer.from(own.key), Buffer.from(own.certificate)] : [null, null]
  const { credentials } = grpc()
  if (!certificate) return credentials.createSsl(null, key, chain, { rejectUnauthorized: false })
  const expected = new X509Certificate(certificate).fingerprint256
  return credentials.createSsl(Buffer.from(authority ?? certificate), key, chain, {
    checkServerIdentity: (_, { fingerprint256 }) =>
      fingerprint256 === expected
        ? undefined
        : new Error('the server shows another certificate than the one that CONFIG_DB names'),
  })
}
