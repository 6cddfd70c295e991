import { createPublicKey } from 'node:crypto'
import { distinguishedName, type Keys, pem, withSignature } from './certificate'
import { integer, numbered, partsOf, sequence } from './der'

/** What a request asks to be certified; both DER. */
export interface CertificateRequest {
  readonly subject: Buffer
  readonly publicKey: Buffer
}

const label = 'CERTIFICATE REQUEST'

/** A request (PKCS #10) as PEM. */
export function certificateRequest(subject: string, { publicKey, privateKey }: Keys): string {
  const version = integer(Buffer.of(0))
  const asked = sequence(version, distinguishedName(subject), publicKey, numbered(0, Buffer.of()))
  return pem(label, withSignature(asked, privateKey))
}

/** Reads one. Throws for anything else. */
export function readCertificateRequest(request: string): CertificateRequest {
  const base64 = new RegExp(`-----BEGIN ${label}-----([^-]+)-----END ${label}-----`).exec(request)
  if (!base64?.[1]) throw new Error('This is no PEM text of a certificate request.')
  const [asked = Buffer.of()] = partsOf(Buffer.from(base64[1], 'base64'))
  const [, subject = Buffer.of(), publicKey = Buffer.of()] = partsOf(asked)
  createPublicKey({ key: publicKey, format: 'der', type: 'spki' })
  return { subject, publicKey }
}

/** Can this PEM text be read as one? */
export function isCertificateRequest(text: string): boolean {
  try {
    return Boolean(readCertificateRequest(text))
  } catch {
    return false
  }
}
