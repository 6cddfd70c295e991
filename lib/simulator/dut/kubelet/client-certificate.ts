import 'reflect-metadata'
import {
  cryptoProvider,
  Pkcs10CertificateRequestGenerator,
  X509CertificateGenerator,
} from '@peculiar/x509'
import { webcrypto } from 'node:crypto'

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }

export interface CertificateRequest {
  /** PEM. */
  readonly request: string
  readonly key: string
}

/** A new key, and a request for a node's client certificate: CN=system:node:NAME, O=system:nodes. */
export async function nodeCertificateRequest(nodeName: string): Promise<CertificateRequest> {
  cryptoProvider.set(webcrypto as never)
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
  const name = `CN=system:node:${nodeName}, O=system:nodes`
  const request = await Pkcs10CertificateRequestGenerator.create({
    name,
    keys,
    signingAlgorithm: algorithm,
  })
  return { request: `${request.toString('pem')}\n`, key: await privatePem(keys.privateKey) }
}

/** The serving certificate that a kubelet signs for itself. */
export async function selfSigned(nodeName: string): Promise<{ certificate: string; key: string }> {
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
  const certificate = await X509CertificateGenerator.createSelfSigned({
    name: `CN=${nodeName}@${Math.floor(Date.now() / 1000)}`,
    keys,
    signingAlgorithm: algorithm,
    notBefore: new Date(),
    notAfter: new Date(Date.now() + 365 * 86_400_000),
  })
  return { certificate: `${certificate.toString('pem')}\n`, key: await privatePem(keys.privateKey) }
}

async function privatePem(key: webcrypto.CryptoKey): Promise<string> {
  const bytes = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', key))
  const lines = bytes.toString('base64').match(/.{1,64}/g) ?? []
  return `-----BEGIN PRIVATE KEY-----\n${lines.join('\n')}\n-----END PRIVATE KEY-----\n`
}
