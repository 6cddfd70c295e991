import * as http from 'node:http'
import * as https from 'node:https'
import { limitHandshake, tlsOptions } from './handshake'
import type { Connection } from './kubeconfig'

/** In plain text, as to localhost:8080, which kubectl takes where nobody names a server. */
const isPlain = ({ server }: Connection): boolean => server.protocol === 'http:'

/** One connection for the requests of a call. */
export const agentFor = (to: Connection): http.Agent =>
  new (isPlain(to) ? http : https).Agent({ keepAlive: true })

/** Begins a request to the server, by TLS unless its address says `http:`. */
export function requestTo(
  to: Connection,
  options: http.RequestOptions,
  receive?: (incoming: http.IncomingMessage) => void,
): http.ClientRequest {
  if (isPlain(to)) return http.request(options, receive)
  const outgoing = https.request({ ...options, ...tlsOptions(to) }, receive)
  limitHandshake(outgoing)
  return outgoing
}
