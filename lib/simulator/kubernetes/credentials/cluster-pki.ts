import { isIP } from 'node:net'
import { createAuthority, issue, sign } from '../../x509/authority'
import { keyPem, type KeyPair } from '../../x509/certificate'
import { readCertificateRequest } from '../../x509/certificate-request'

export interface PkiOptions {
  readonly nodeName: string
  /** Addresses under which clients reach the API server, besides those that every cluster has. */
  readonly addresses: readonly string[]
}

const apiserverSubject = 'O=system:masters, CN=minikube'

/**
 * The cluster's certificates, as minikube makes them: the API server's own certificate also serves as a client
 * certificate of `system:masters`. All are valid from a day ago, so that skewed clocks do no harm.
 */
export class ClusterPki {
  readonly #authority = createAuthority('CN=minikubeCA')
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
