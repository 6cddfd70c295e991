import { createHash, X509Certificate } from 'node:crypto'

/** How `--discovery-token-ca-cert-hash` names a CA: by its public key. */
export function publicKeyHash(certificate: string): string {
  const { publicKey } = new X509Certificate(certificate)
  const spki = publicKey.export({ type: 'spki', format: 'der' })
  return `sha256:${createHash('sha256').update(spki).digest('hex')}`
}
