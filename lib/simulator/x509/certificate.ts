import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'
import {
  bitString,
  contentOf,
  integer,
  numbered,
  objectId,
  partsOf,
  sequence,
  set,
  text,
  time,
} from './der'

/** PEM texts. */
export interface KeyPair {
  readonly certificate: string
  readonly key: string
}

/** A key on the curve P-256. */
export interface Keys {
  readonly privateKey: KeyObject
  /** DER of its SubjectPublicKeyInfo. */
  readonly publicKey: Buffer
}

export function newKeys(): Keys {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return { privateKey, publicKey: publicKey.export({ type: 'spki', format: 'der' }) }
}

export const keyPem = ({ privateKey }: Keys): string =>
  privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()

export interface CertificateContent {
  /** DER of a name. */
  readonly subject: Buffer
  readonly issuer: Buffer
  readonly publicKey: Buffer
  readonly notBefore: Date
  readonly notAfter: Date
  readonly extensions?: readonly Buffer[]
}

/** A certificate of version 3, as PEM, with a serial number by chance. */
export function certificate(content: CertificateContent, signer: KeyObject): string {
  const { subject, issuer, publicKey, notBefore, notAfter, extensions = [] } = content
  const signed = sequence(
    numbered(0, integer(Buffer.of(2))),
    integer(Buffer.concat([Buffer.of(0x10), randomBytes(7)])),
    algorithmOf(signer),
    issuer,
    sequence(time(notBefore), time(notAfter)),
    subject,
    publicKey,
    ...(extensions.length > 0 ? [numbered(3, sequence(...extensions))] : []),
  )
  return pem('CERTIFICATE', withSignature(signed, signer))
}

/** What is signed, how, and the signature: the form of certificates and of requests for them. */
export const withSignature = (signed: Buffer, signer: KeyObject): Buffer =>
  sequence(signed, algorithmOf(signer), bitString(sign('sha256', signed, signer)))

const ecdsaWithSha256 = sequence(objectId('1.2.840.10045.4.3.2'))
const rsaWithSha256 = sequence(objectId('1.2.840.113549.1.1.11'), Buffer.of(5, 0))

const algorithmOf = ({ asymmetricKeyType }: KeyObject): Buffer =>
  asymmetricKeyType === 'rsa' ? rsaWithSha256 : ecdsaWithSha256

const attributes: Readonly<Record<string, string>> = { CN: '2.5.4.3', O: '2.5.4.10' }

/** DER of a name such as `O=system:masters, CN=minikube`. */
export function distinguishedName(name: string): Buffer {
  const one = (attribute: string): Buffer => {
    const [type = '', value = ''] = attribute.split(/=(.*)/s)
    return set(sequence(objectId(attributes[type] ?? type), text(value)))
  }
  return sequence(...name.split(', ').map(one))
}

/** By which a key is recognised: the SHA-1 of its bits (RFC 5280, 4.2.1.2). */
export function keyIdentifier(publicKey: Buffer): Buffer {
  const [, bits = Buffer.of()] = partsOf(publicKey)
  return createHash('sha1').update(contentOf(bits).subarray(1)).digest()
}

export function pem(label: string, bytes: Buffer): string {
  const lines = bytes.toString('base64').match(/.{1,64}/g) ?? []
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n')
}
