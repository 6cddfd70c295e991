/** What went wrong on the way to a registry, in the words of Go's net/http; who asked adds `Get "URL": `. */
export class GoError extends Error {}

const authorities =
  /SELF_SIGNED|UNABLE_TO_VERIFY_LEAF|UNABLE_TO_GET_ISSUER|CERT_UNTRUSTED|CERT_SIGNATURE/

/** Of a TLS handshake with `host` that failed. */
export function goWordsOf(
  error: NodeJS.ErrnoException & { cert?: { subjectaltname?: string } },
  host: string,
  prefix: string,
): GoError {
  if (error instanceof GoError) return new GoError(`${prefix}${error.message}`)
  const code = error.code ?? ''
  if (authorities.test(code))
    return new GoError(`${prefix}x509: certificate signed by unknown authority`)
  if (/CERT_HAS_EXPIRED|CERT_NOT_YET_VALID/.test(code))
    return new GoError(`${prefix}x509: certificate has expired or is not yet valid`)
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') {
    const names = [...(error.cert?.subjectaltname ?? '').matchAll(/:([^,]+)/g)].map(
      ([, name]) => name,
    )
    return new GoError(`${prefix}x509: certificate is valid for ${names.join(', ')}, not ${host}`)
  }
  if (/WRONG_VERSION|PACKET_LENGTH|EPROTO|HTTP_REQUEST/.test(code))
    return new GoError('http: server gave HTTP response to HTTPS client')
  return new GoError('EOF')
}
