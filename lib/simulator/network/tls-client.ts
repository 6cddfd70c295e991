import { createSecureContext, type PeerCertificate, type SecureContext } from 'node:tls'
import { Recent } from '../cache/recent'

/** PEM, all of it. */
export interface TlsIdentity {
  /** Who may sign the server's certificate; without one, those that Node trusts. */
  readonly ca?: string | undefined
  readonly cert?: string | undefined
  readonly key?: string | undefined
}

const contexts = new Recent<string, SecureContext>(32)

/**
 * What a TLS client is and trusts, read once: a kubectl is a process of its own each time and connects anew, but to read
 * the same three files again is a third of what a connection costs. Throws as `createSecureContext` does.
 */
export function secureContextOf({ ca, cert, key }: TlsIdentity): SecureContext {
  const texts = JSON.stringify([ca, cert, key])
  return contexts.get(texts) ?? contexts.keep(texts, createSecureContext({ ca, cert, key }))
}

/** What a client says in SNI: a name, or nothing where it dials an address. */
export const serverNameFor = (host: string): string => (/^[\d.]+$|:/.test(host) ? '' : host)

/** By the machine's own clock, which may be wrong. */
export const isValidAt = (
  now: number,
  { valid_from: from, valid_to: to }: Pick<PeerCertificate, 'valid_from' | 'valid_to'>,
): boolean => Date.parse(from) <= now && now <= Date.parse(to)
