import { isIP } from 'node:net'
import {
  certificate,
  distinguishedName,
  keyPem,
  type KeyPair,
  type Keys,
  newKeys,
} from '../../x509/certificate'
import { type CertificateRequest, readCertificateRequest } from '../../x509/certificate-request'
import {
  authorityKeyIdentifier,
  basicConstraints,
  extendedKeyUsage,
  keyUsage,
  subjectAlternativeNames,
  subjectKeyIdentifier,
} from '../../x509/extensions'

export type { KeyPair } from '../../x509/certificate'

export interface PkiOptions {
  readonly nodeName: string
  /** Addresses under which clients reach the API server, besides those that every cluster has. */
  readonly addresses: readonly string[]
}

const day = 24 * 3600 * 1000
const apiserverSubject = 'O=system:masters, CN=minikube'

/** A certificate authority that can sign. */
export interface Authority {
  readonly subject: Buffer
  readonly certificate: string
  readonly keys: Keys
}

/**
 * The cluster's certificates, as minikube makes them: the API server's own certificate also serves as a client
 * certificate of `system:masters`. All are valid from a day ago, so that skewed clocks do no harm.
 */
export class ClusterPki {
  readonly #authority = createAuthority()
  readonly #names: readonly string[]
  readonly ca: KeyPair = {
    certificate: this.#authority.certificate,
    key: keyPem(this.#authority.keys),
  }
  readonly apiserver: KeyPair
  readonly apiserverKubeletClient = issue(
    this.#authority,
    'O=system:masters, CN=kube-apiserver-kubelet-client',
  )
  /** Signs for aggregated API servers, of which there are none. */
  readonly frontProxyCa = createAuthority('CN=front-proxy-ca').certificate

  constructor({ nodeName, addresses }: PkiOptions) {
    this.#names = namesOfApiServer(nodeName, addresses)
    this.apiserver = issue(this.#authority, apiserverSubject, this.#names)
  }

  /** A fresh key and its client certificate for a subject such as `O=system:masters, CN=admin`. */
  issue(subject: string, validDays = 365): KeyPair {
    return issue(this.#authority, subject, [], validDays)
  }

  /** Another certificate for the API server, which ran out an hour ago. */
  expiredApiserver(): KeyPair {
    return issue(this.#authority, apiserverSubject, this.#names, -1 / 24)
  }

  /** The certificate for a PEM certificate request: its subject and key, for a year, as a client. */
  signRequest(request: string): string {
    return sign(this.#authority, readCertificateRequest(request))
  }
}

/** A new authority under that name, valid for ten years. */
export function createAuthority(name = 'CN=minikubeCA'): Authority {
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

function sign(
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

function namesOfApiServer(nodeName: string, addresses: readonly string[]): string[] {
  const names = [
    'minikubeCA',
    'control-plane.minikube.internal',
    'kubernetes.default.svc.cluster.local',
    'kubernetes.default.svc',
    'kubernetes.default',
    'kubernetes',
    'localhost',
    nodeName,
    ...addresses.filter((address) => !isIP(address)),
  ]
  const ips = ['10.96.0.1', '127.0.0.1', '10.0.0.1', '::1']
  return [...names, ...new Set([...ips, ...addresses.filter((address) => isIP(address))])]
}
