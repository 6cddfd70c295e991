import {
  certificate,
  distinguishedName,
  keyPem,
  type KeyPair,
  newKeys,
} from '../../x509/certificate'
import { certificateRequest } from '../../x509/certificate-request'

/** A new key, and a request for a node's client certificate, as O=system:nodes, CN=system:node:NAME. */
export function nodeCertificateRequest(nodeName: string): { request: string; key: string } {
  const keys = newKeys()
  const request = certificateRequest(`O=system:nodes, CN=system:node:${nodeName}`, keys)
  return { request, key: keyPem(keys) }
}

/** The serving certificate that a kubelet signs for itself. */
export function selfSigned(nodeName: string): KeyPair {
  const keys = newKeys()
  const subject = distinguishedName(`CN=${nodeName}@${Math.floor(Date.now() / 1000)}`)
  const [notBefore, notAfter] = [new Date(), new Date(Date.now() + 365 * 86_400_000)]
  const { publicKey, privateKey } = keys
  const content = { subject, issuer: subject, publicKey, notBefore, notAfter }
  return { certificate: certificate(content, privateKey), key: keyPem(keys) }
}
