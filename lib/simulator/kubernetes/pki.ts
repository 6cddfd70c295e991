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
const crypto = webcrypto as Crypto

/**
 * The cluster's certificates, as minikube makes them: the API server's own certificate also serves as a client
 * certificate of `system:masters`. All are valid from a day ago, so that skewed clocks do no harm.
 */
export class ClusterPki {
  readonly #issued = new Date()

  private constructor(
    private readonly authority: { certificate: x509.X509Certificate; keys: CryptoKeyPair },
    readonly ca: KeyPair,
  ) {}

  apiserver!: KeyPair
  apiserverKubeletClient!: KeyPair

  static async create({ nodeName, addresses }: PkiOptions): Promise<ClusterPki> {
    x509.cryptoProvider.set(crypto)
    const keys = await generateKeys()
    const certificate = await x509.X509CertificateGenerator.createSelfSigned({
      serialNumber: '01',
      name: 'CN=minikubeCA',
      notBefore: new Date(Date.now() - day),
      notAfter: new Date(Date.now() + 3650 * day),
      signingAlgorithm: algorithm,
      keys,
      extensions: [
        new x509.BasicConstraintsExtension(true, undefined, true),
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.digitalSignature, true),
        await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
      ],
    })
    const pki = new ClusterPki(
      { certificate, keys },
      { certificate: pem(certificate), key: await keyPem(keys.privateKey) },
    )
    pki.apiserver = await pki.issue('O=system:masters, CN=minikube', sans(nodeName, addresses))
    pki.apiserverKubeletClient = await pki.issue('O=system:masters, CN=kube-apiserver-kubelet-client')
    return pki
  }

  /** A fresh key and its certificate for a subject such as `O=system:masters, CN=admin`. */
  async issue(subject: string, names: x509.JsonGeneralNames = [], validDays = 365): Promise<KeyPair> {
    const keys = await generateKeys()
    const certificate = await this.#sign(subject, keys.publicKey, names, validDays)
    return { certificate, key: await keyPem(keys.privateKey) }
  }

  /** The certificate for a PEM certificate request: its subject and key, for a year, as a client. */
  async signRequest(request: string): Promise<string> {
    const csr = new x509.Pkcs10CertificateRequest(request)
    return this.#sign(csr.subject, csr.publicKey, [], 365)
  }

  async #sign(
    subject: string,
    publicKey: x509.PublicKeyType,
    names: x509.JsonGeneralNames,
    validDays: number,
  ): Promise<string> {
    const { certificate: issuer, keys } = this.authority
    const usages = [x509.ExtendedKeyUsage.clientAuth, ...(names.length > 0 ? [x509.ExtendedKeyUsage.serverAuth] : [])]
    const certificate = await x509.X509CertificateGenerator.create({
      serialNumber: randomBytes(8).toString('hex').replace(/^[89a-f]/, '1'),
      subject,
      issuer: issuer.subject,
      notBefore: new Date(this.#issued.getTime() - day),
      notAfter: new Date(this.#issued.getTime() + validDays * day),
      signingAlgorithm: algorithm,
      publicKey,
      signingKey: keys.privateKey,
      extensions: [
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature | x509.KeyUsageFlags.keyEncipherment, true),
        new x509.ExtendedKeyUsageExtension(usages),
        new x509.BasicConstraintsExtension(false, undefined, true),
        await x509.AuthorityKeyIdentifierExtension.create(issuer.publicKey),
        ...(names.length > 0 ? [new x509.SubjectAlternativeNameExtension(names)] : []),
      ],
    })
    return pem(certificate)
  }
}

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
  const ips = new Set(['10.96.0.1', '127.0.0.1', '10.0.0.1', '::1', ...addresses.filter((address) => isIP(address))])
  const names = addresses.filter((address) => !isIP(address))
  return [
    ...[...dns, ...names].map((value) => ({ type: 'dns' as const, value })),
    ...[...ips].map((value) => ({ type: 'ip' as const, value })),
  ]
}

const generateKeys = (): Promise<CryptoKeyPair> =>
  crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']) as Promise<CryptoKeyPair>

const pem = (certificate: x509.X509Certificate): string => `${certificate.toString('pem')}\n`

async function keyPem(key: CryptoKey): Promise<string> {
  const der = Buffer.from(await crypto.subtle.exportKey('pkcs8', key))
  const lines = der.toString('base64').match(/.{1,64}/g) ?? []
  return `-----BEGIN PRIVATE KEY-----\n${lines.join('\n')}\n-----END PRIVATE KEY-----\n`
}
