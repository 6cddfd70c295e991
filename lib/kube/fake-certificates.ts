import 'reflect-metadata'
import { webcrypto } from 'node:crypto'
import * as x509 from '@peculiar/x509'

/** A certificate authority for tests. */
export interface FakeAuthority {
  /** PEM. */
  readonly certificate: string
  issue(options: FakeCertificate): Promise<{ certificate: string; key: string }>
}

export interface FakeCertificate {
  /** `CN=admin, O=system:masters` */
  readonly subject: string
  readonly dnsName?: string
  readonly notAfter?: Date
}

type KeyPair = webcrypto.CryptoKeyPair

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }

export async function fakeAuthority(name: string): Promise<FakeAuthority> {
  x509.cryptoProvider.set(webcrypto)
  const keys = await keyPair()
  const root = await x509.X509CertificateGenerator.createSelfSigned({
    name: `CN=${name}`,
    keys,
    signingAlgorithm: algorithm,
    extensions: [new x509.BasicConstraintsExtension(true)],
  })
  return {
    certificate: root.toString('pem'),
    async issue({ subject, dnsName, notAfter }) {
      const own = await keyPair()
      const leaf = await x509.X509CertificateGenerator.create({
        subject,
        issuer: root.subject,
        publicKey: own.publicKey,
        signingKey: keys.privateKey,
        signingAlgorithm: algorithm,
        notBefore: new Date('2020-01-01'),
        notAfter: notAfter ?? new Date('2120-01-01'),
        extensions: dnsName
          ? [new x509.SubjectAlternativeNameExtension([{ type: 'dns', value: dnsName }])]
          : [],
      })
      return { certificate: leaf.toString('pem'), key: await privateKey(own) }
    },
  }
}

const keyPair = (): Promise<KeyPair> =>
  webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])

const privateKey = async ({ privateKey: key }: KeyPair): Promise<string> => {
  const der = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', key)).toString('base64')
  return `-----BEGIN PRIVATE KEY-----\n${der}\n-----END PRIVATE KEY-----\n`
}
