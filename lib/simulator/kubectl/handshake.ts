import type { ClientRequest } from 'node:http'
import { checkServerIdentity, type PeerCertificate } from 'node:tls'
import { secureContextOf, serverNameFor } from '../network/tls-client'
import { KubectlFailure } from './failure'
import type { Connection } from './kubeconfig'

/** Go's net/http gives a TLS handshake ten seconds; on a connection that is there already there is none. */
export function limitHandshake(outgoing: ClientRequest): void {
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

/** Whom the server's certificate must be of, and who asks. */
export function tlsOptions(to: Connection): object {
  const name = to.tlsServerName ?? to.server.hostname
  return {
    servername: serverNameFor(name),
    rejectUnauthorized: !to.insecure,
    checkServerIdentity: (_: string, certificate: PeerCertificate) =>
      checkServerIdentity(name, certificate),
    secureContext: secureContextOf({ ca: to.ca, cert: to.certificate, key: to.key }),
  }
}
