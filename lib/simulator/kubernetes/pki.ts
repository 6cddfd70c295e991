import 'reflect-metadata'
import { randomBytes, webcrypto } from 'node:crypto'
import { isIP } from 'node:net'
import * as x509 from '@peculiar/x509'

/** PEM texts. */
export interface KeyPair {
  readonly certificate: string
  readonly key: string
}

export interface PkiOptions {
  readonly nodeName: string
  /** Addresses under which clients reach the API server, besides those that every cluster has. */
  readonly addresses: readonly string[]
}

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
const day = 24 * 3600 * 1000
const apiserverSubject = 'O=system:masters, CN=minikube'

/** Can this PEM text be read as a certificate request? */
export function isCertificateRequest(text: string): boolean {
  try {
    return Boolean(new x509.Pkcs10CertificateRequest(text).subject)
  } catch {
    return false
  }
}

/** A certificate authority that can sign. */
export interface Authority {
  readonly certificate: x509.X509Certificate
  readonly keys: webcrypto.CryptoKeyPair
}

/**
 * The cluster's certificates, as minikube makes them: the API server's own certificate also serves as a client
 * certificate of `system:masters`. All are valid from a day ago, so that skewed clocks do no harm.
 */
export class ClusterPki {
  private constructor(
    private readonly authority: Authority,
    private readonly names: x509.JsonGeneralNames,
    readonly ca: KeyPair,
    readonly apiserver: KeyPair,
    readonly apiserverKubeletClient: KeyPair,
    /** Signs for aggregated API servers, of which there are none. */
    readonly frontProxyCa: string,
  ) {}

  static async create({ nodeName, addresses }: PkiOptions): Promise<ClusterPki> {
    const authority = await createAuthority()
    const names = sans(nodeName, addresses)
    return new ClusterPki(
      authority,
      names,
      { certificate: pem(authority.certificate), key: await keyPem(authority.keys.privateKey) },
      await issue(authority, apiserverSubject, names),
      await issue(authority, 'O=system:masters, CN=kube-apiserver-kubelet-client'),
      pem((await createAuthority('CN=front-proxy-ca')).certificate),
    )
  }

  /** A fresh key and its client certificate for a subject such as `O=system:masters, CN=admin`. */
  issue(subject: string, validDays = 365): Promise<KeyPair> {
    return issue(this.authority, subject, [], validDays)
  }

  /** Another certificate for the API server, which ran out an hour ago. */
  expiredApiserver(): Promise<KeyPair> {
    return issue(this.authority, apiserverSubject, this.names, -1 / 24)
  }

  /** The certificate for a PEM certificate request: its subject and key, for a year, as a client. */
  signRequest(request: string): Promise<string> {
    const { subject, publicKey } = new x509.Pkcs10CertificateRequest(request)
    return sign(this.authority, { subject, publicKey })
  }
}

/** A new authority under that name, valid for ten years. */
export async function createAuthority(name = 'CN=minikubeCA'): Promise<Authority> {
  x509.cryptoProvider.set(webcrypto as never)
  const keys = await generateKeys()
  const usage = x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.digitalSignature
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: '01',
    name,
    ...validity(3650),
    signingAlgorithm: algorithm,
    keys,
    extensions: [
      new x509.BasicConstraintsExtension(true, undefined, true),
      new x509.KeyUsagesExtension(usage, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  })
  return { certificate, keys }
}

/** A fresh key with a certificate; with names it is a server's, too. */
export async function issue(
  authority: Authority,
  subject: string,
  names: x509.JsonGeneralNames = [],
  validDays = 365,
): Promise<KeyPair> {
  const { publicKey, privateKey } = await generateKeys()
  const certificate = await sign(authority, { subject, publicKey, names, validDays })
  return { certificate, key: await keyPem(privateKey) }
}

async function sign(
  { certificate: issuer, keys }: Authority,
  {
    subject,
    publicKey,
    names = [],
    validDays = 365,
  }: {
    subject: string
    publicKey: webcrypto.CryptoKey | x509.PublicKey
    names?: x509.JsonGeneralNames
    validDays?: number
  },
): Promise<string> {
  const { keyEncipherment, digitalSignature } = x509.KeyUsageFlags
  const serves = names.length > 0
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: `1${randomBytes(8).toString('hex').slice(1)}`,
    subject,
    issuer: issuer.subject,
    ...validity(validDays),
    signingAlgorithm: algorithm,
    publicKey,
    signingKey: keys.privateKey,
    extensions: [
      new x509.KeyUsagesExtension(digitalSignature | keyEncipherment, true),
      new x509.ExtendedKeyUsageExtension([
        ...(serves ? [x509.ExtendedKeyUsage.serverAuth] : []),
        x509.ExtendedKeyUsage.clientAuth,
      ]),
      new x509.BasicConstraintsExtension(false, undefined, true),
      await x509.AuthorityKeyIdentifierExtension.create(issuer.publicKey),
      ...(serves ? [new x509.SubjectAlternativeNameExtension(names)] : []),
    ],
  })
  return pem(certificate)
}

const validity = (days: number): { notBefore: Date; notAfter: Date } => ({
  notBefore: new Date(Date.now() - day),
  notAfter: new Date(Date.now() + days * day),
})

function sans(nodeName: string, addresses: readonly string[]): x509.JsonGeneralNames {
  const dns = [
    'minikubeCA',
    'control-plane.minikube.internal',
    'kubernetes.default.svc.cluster.local',
    'kubernetes.default.svc',
    'kubernetes.default',
    'kubernetes',
    'localhost',
    nodeName,
  ]
  const ips = new Set([
    '10.96.0.1',
    '127.0.0.1',
    '10.0.0.1',
    '::1',
    ...addresses.filter((address) => isIP(address)),
  ])
  const names = addresses.filter((address) => !isIP(address))
  return [
    ...[...dns, ...names].map((value) => ({ type: 'dns' as const, value })),
    ...[...ips].map((value) => ({ type: 'ip' as const, value })),
  ]
}

const generateKeys = (): Promise<webcrypto.CryptoKeyPair> =>
  webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])

/** As files hold it. */
export const pem = (certificate: x509.X509Certificate): string => `${certificate.toString('pem')}\n`

async function keyPem(key: webcrypto.CryptoKey): Promise<string> {
  const der = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', key))
  const lines = der.toString('base64').match(/.{1,64}/g) ?? []
  return `-----BEGIN PRIVATE KEY-----\n${lines.join('\n')}\n-----END PRIVATE KEY-----\n`
}
