import {
  certificate,
  distinguishedName,
  keyPem,
  type KeyPair,
  type Keys,
  newKeys,
} from './certificate'
import { type CertificateRequest } from './certificate-request'
import {
  authorityKeyIdentifier,
  basicConstraints,
  extendedKeyUsage,
  keyUsage,
  subjectAlternativeNames,
  subjectKeyIdentifier,
} from './extensions'

const day = 24 * 3600 * 1000

/** A certificate authority that can sign. */
export interface Authority {
  readonly subject: Buffer
  readonly certificate: string
  readonly keys: Keys
}

/** A new authority under that name, valid for ten years. */
export function createAuthority(name: string): Authority {
  const [subject, keys] = [distinguishedName(name), newKeys()]
  const { publicKey, privateKey } = keys
  const extensions = [
    basicConstraints(true),
    keyUsage('keyCertSign', 'digitalSignature'),
    subjectKeyIdentifier(publicKey),
  ]
  const content = { subject, issuer: subject, publicKey, ...validity(3650), extensions }
  return { subject, keys, certificate: certificate(content, privateKey) }
}

/** A fresh key with a certificate; with names it is a server's, too. */
export function issue(
  authority: Authority,
  subject: string,
  names: readonly string[] = [],
  validDays = 365,
): KeyPair {
  const keys = newKeys()
  const request = { subject: distinguishedName(subject), publicKey: keys.publicKey }
  return { certificate: sign(authority, request, names, validDays), key: keyPem(keys) }
}

/** A certificate for somebody's key; with names it is a server's, too. Valid from a day ago, so that skewed clocks do no harm. */
export function sign(
  { subject: issuer, keys }: Authority,
  { subject, publicKey }: CertificateRequest,
  names: readonly string[] = [],
  validDays = 365,
): string {
  const serves = names.length > 0
  const extensions = [
    keyUsage('digitalSignature', 'keyEncipherment'),
    serves ? extendedKeyUsage('serverAuth', 'clientAuth') : extendedKeyUsage('clientAuth'),
    basicConstraints(false),
    authorityKeyIdentifier(keys.publicKey),
    ...(serves ? [subjectAlternativeNames(names)] : []),
  ]
  const content = { subject, issuer, publicKey, ...validity(validDays), extensions }
  return certificate(content, keys.privateKey)
}

const validity = (days: number): { notBefore: Date; notAfter: Date } => ({
  notBefore: new Date(Date.now() - day),
  notAfter: new Date(Date.now() + days * day),
})
