import { cannotConnect, CurlFailure } from './failure'

/** How OpenSSL words and numbers what is wrong with a certificate, by Node's name of it. */
const verification: Readonly<Record<string, readonly [number: number, words: string]>> = {
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: [20, 'unable to get local issuer certificate'],
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: [20, 'unable to get local issuer certificate'],
  UNABLE_TO_GET_ISSUER_CERT: [20, 'unable to get local issuer certificate'],
  DEPTH_ZERO_SELF_SIGNED_CERT: [18, 'self-signed certificate'],
  // Node's servers send the authority's certificate along; Go's, which they stand for, send their own alone.
  SELF_SIGNED_CERT_IN_CHAIN: [20, 'unable to get local issuer certificate'],
  CERT_HAS_EXPIRED: [10, 'certificate has expired'],
  CERT_NOT_YET_VALID: [9, 'certificate is not yet valid'],
  CERT_SIGNATURE_FAILURE: [7, 'certificate signature failure'],
}

/** The numbers alone. */
export const verifyResults: Readonly<Record<string, number>> = Object.fromEntries(
  Object.entries(verification).map(([name, [number]]) => [name, number]),
)

/** OpenSSL's words for one of its numbers. */
export const verifyWords = (result: number): string =>
  Object.values(verification).find(([number]) => number === result)?.[1] ?? 'ok'

/** What went wrong with a connection, as curl tells it. */
export function reworded(
  error: NodeJS.ErrnoException,
  host: string,
  port: number,
  named: string,
): CurlFailure {
  if (error instanceof CurlFailure) return error
  const code = error.code ?? ''
  if (code === 'ECONNREFUSED') return cannotConnect(host, port)
  if (code.startsWith('HPE_')) return new CurlFailure(1, 'Received HTTP/0.9 when not allowed')
  // What answers is no TLS at all.
  if (code === 'EPROTO' || code === 'ERR_SSL_WRONG_VERSION_NUMBER')
    return new CurlFailure(35, 'OpenSSL/3.0.20: error:0A00010B:SSL routines::wrong version number')
  if (code === 'ECONNRESET' && /socket hang up/.test(error.message))
    return new CurlFailure(52, 'Empty reply from server')
  if (code === 'ECONNRESET') return new CurlFailure(35, 'Recv failure: Connection reset by peer')
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID')
    return new CurlFailure(
      60,
      `SSL: no alternative certificate subject name matches target host name '${named}'`,
    )
  const [, words] = verification[code] ?? verification.UNABLE_TO_GET_ISSUER_CERT ?? []
  return new CurlFailure(60, `SSL certificate problem: ${words}`)
}
