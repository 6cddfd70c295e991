import type { PeerCertificate } from 'node:tls'

/** What TLS came to. */
export interface Secured {
  /** `TLSv1.3`. */
  readonly protocol: string
  readonly cipher: string
  readonly certificate: PeerCertificate
  /** OpenSSL's number of what is wrong with the server's certificate; 0: it is good. */
  readonly verifyResult: number
}

/** The connection that an answer came over. */
export interface Connected {
  /** As it was asked for, and what that is. */
  readonly host: string
  readonly ip: string
  readonly port: number
  readonly localIp: string
  readonly secured: Secured | undefined
}

/** What a server, or a file, has answered. */
export interface Answer {
  readonly status: number
  /** `OK`; HTTP/2 has none. */
  readonly reason: string
  readonly version: '1.0' | '1.1' | '2'
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly body: string
  /** Bytes that were sent. */
  readonly uploaded: number
  readonly over?: Connected | undefined
}

/** What a web server beyond the testbed, or a file, answers. */
export const plainAnswer = (status: number, body: string): Answer => ({
  status,
  reason: status === 200 ? 'OK' : '',
  version: '1.1',
  headers: [],
  body,
  uploaded: 0,
})

/** The head as it comes over the wire, with the empty line behind it; empty for a file. */
export function headOf({ status, reason, version, headers }: Answer): string {
  if (status === 0) return ''
  const first = `HTTP/${version} ${status} ${version === '2' ? '' : reason}`
  return [first, ...headers.map(([name, value]) => `${name}: ${value}`), '', '']
    .map((line) => line.trimEnd() + (line === first && version === '2' ? ' ' : ''))
    .join('\r\n')
}

/** The value of the first header of that name. */
export const headerOf = ({ headers }: Answer, name: string): string | undefined =>
  headers.find(([each]) => each.toLowerCase() === name)?.[1]
