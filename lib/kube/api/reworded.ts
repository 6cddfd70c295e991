import { STATUS_CODES } from 'node:http'
import { ApiNotTrusted, ApiUnreachable, KubeError } from './kube-error'

/** The `KubeError` for an answer that isn't a success; its body is a Status object, or whatever came. */
export function refusal(asked: string, status: number, body: unknown): KubeError {
  const told = statusObject(body)
  const reason = told?.reason ?? (STATUS_CODES[status] ?? 'Unknown').replaceAll(' ', '')
  const plain = typeof body === 'string' ? body.trim().slice(0, 200) : ''
  return new KubeError(status, reason, asked, told?.message ?? (plain || 'no explanation given'))
}

/**
 * The error of a failed request in our words: what was asked, what the API server did, what to do next.
 * Errors that are ours already, and aborts, are left as they are.
 */
export function reworded(asked: string, server: string, error: unknown): unknown {
  const { code, message } = (error ?? {}) as { code?: unknown; message?: string }
  if (typeof code !== 'string') return error
  const silent = unreachable[code]
  if (silent) return new ApiUnreachable(asked, server, `${silent} (${code})`, error)
  if (!tlsCodes.test(code)) return error
  const why = untrusted[code] ?? `is not trusted: ${message}`
  return new ApiNotTrusted(asked, server, `${why} (${code})`, error)
}

const unreachable: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'refused the connection, nothing listens there',
  ECONNRESET: 'closed the connection before it had answered',
  EPIPE: 'closed the connection before it had answered',
  ERR_STREAM_PREMATURE_CLOSE: 'closed the connection in mid-answer',
  ETIMEDOUT: 'did not answer in time',
  EHOSTUNREACH: 'cannot be reached, there is no route to it',
  ENETUNREACH: 'cannot be reached, there is no route to it',
  ENOTFOUND: 'has a name that does not resolve',
  EAI_AGAIN: 'has a name that cannot be looked up now',
}

const tlsCodes =
  /^(CERT_|ERR_TLS_|ERR_SSL_|ERR_OSSL_|EPROTO|UNABLE_TO_|DEPTH_ZERO|SELF_SIGNED|INVALID_CA)/

const foreign = "shows a certificate that the cluster's CA did not sign"

const untrusted: Readonly<Record<string, string>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: foreign,
  SELF_SIGNED_CERT_IN_CHAIN: foreign,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: foreign,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: foreign,
  CERT_SIGNATURE_FAILURE: foreign,
  CERT_HAS_EXPIRED: 'shows an expired certificate',
  CERT_NOT_YET_VALID: "shows a certificate that is not valid yet: compare the machines' clocks",
  ERR_TLS_CERT_ALTNAME_INVALID: "shows a certificate that does not carry the API server's name",
  ERR_SSL_WRONG_VERSION_NUMBER: 'does not speak TLS',
  ERR_SSL_PACKET_LENGTH_TOO_LONG: 'does not speak TLS',
}

const statusObject = (body: unknown): { reason?: string; message?: string } | undefined => {
  try {
    const parsed: unknown = typeof body === 'string' ? JSON.parse(body) : body
    return typeof parsed === 'object' && parsed !== null ? parsed : undefined
  } catch {
    return undefined
  }
}
