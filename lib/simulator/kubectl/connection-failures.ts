import { KubectlFailure } from './failure'
import type { Connection } from './kubeconfig'

export const refused = (host: string, port: number): KubectlFailure =>
  new KubectlFailure(
    `The connection to the server ${host}:${port} was refused - did you specify the right host or port?`,
  )

export const timedOut = ({ server }: Connection): KubectlFailure =>
  new KubectlFailure(
    `Unable to connect to the server: net/http: request canceled (Client.Timeout exceeded while awaiting headers) (${server.host})`,
  )

/** An error of node's on the way to the server, in kubectl's words. */
export function connectionFailure(
  error: NodeJS.ErrnoException,
  { server }: Connection,
): KubectlFailure {
  if (error instanceof KubectlFailure) return error
  if (error.code === 'ECONNREFUSED') return refused(server.hostname, Number(server.port) || 443)
  return new KubectlFailure(`Unable to connect to the server: ${goWords(error)}`)
}

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
    case 'HPE_INVALID_CONSTANT':
      return `net/http: HTTP/1.x transport connection broken: malformed HTTP response ${settingsOfGrpc}`
    case 'ABORT_ERR':
      return 'context canceled'
    default:
      return error.message
  }
}

/** What speaks no HTTP/1 in plain text on a DUT is gnmi's gRPC server: its first frame, as Go quotes it. */
const settingsOfGrpc = String.raw`"\x00\x00\x06\x04\x00\x00\x00\x00\x00\x00\x05\x00\x00@\x00"`
