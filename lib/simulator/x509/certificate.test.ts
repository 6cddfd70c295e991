import assert from 'node:assert/strict'
import { X509Certificate } from 'node:crypto'
import { test } from 'node:test'
import { certificate, distinguishedName, newKeys } from './certificate'
import {
  certificateRequest,
  isCertificateRequest,
  readCertificateRequest,
} from './certificate-request'
import { basicConstraints, keyUsage, subjectAlternativeNames } from './extensions'

const selfSigned = (
  name: string,
  { notAfter = new Date('2030-01-02T03:04:05Z'), extensions = [] as Buffer[] } = {},
): X509Certificate => {
  const [keys, subject] = [newKeys(), distinguishedName(name)]
  const { publicKey, privateKey } = keys
  const notBefore = new Date('2020-01-01')
  const content = { subject, issuer: subject, publicKey, notBefore, notAfter, extensions }
  const made = new X509Certificate(certificate(content, privateKey))
  assert.ok(made.verify(made.publicKey))
  return made
}

test('OpenSSL reads names of any length and alphabet, in their order', () => {
  for (const name of [
    'minikube',
    'vlab-01@1700000000',
    'Gerät_*',
    'x'.repeat(200),
    'y'.repeat(60_000),
  ])
    assert.equal(selfSigned(`O=system:masters, CN=${name}`).subject, `O=system:masters\nCN=${name}`)
})

test('it reads times before and after 2050', () => {
  assert.equal(selfSigned('CN=a').validTo, 'Jan  2 03:04:05 2030 GMT')
  const notAfter = new Date('2120-12-31T23:59:59Z')
  assert.equal(selfSigned('CN=a', { notAfter }).validTo, 'Dec 31 23:59:59 2120 GMT')
})

test('it reads what a certificate is for', () => {
  const names = ['localhost', '10.250.0.1', '::1', 'fd25::101', '1:2:3:4:5:6:7:8']
  const extensions = [
    basicConstraints(true),
    keyUsage('keyCertSign'),
    subjectAlternativeNames(names),
  ]
  const made = selfSigned('CN=a', { extensions })
  assert.ok(made.ca && made.checkIssued(made))
  assert.equal(
    made.subjectAltName,
    'DNS:localhost, IP Address:10.250.0.1, IP Address:0:0:0:0:0:0:0:1, IP Address:FD25:0:0:0:0:0:0:101, IP Address:1:2:3:4:5:6:7:8',
  )
})

test('a request is read as it was made; one that was cut short, or of another key, is none', () => {
  const keys = newKeys()
  const request = certificateRequest('O=system:nodes, CN=system:node:a', keys)
  const { subject, publicKey } = readCertificateRequest(request)
  assert.deepEqual(subject, distinguishedName('O=system:nodes, CN=system:node:a'))
  assert.deepEqual(publicKey, keys.publicKey)
  const [head = '', ...lines] = request.split('\n')
  assert.equal(isCertificateRequest(request), true)
  assert.equal(isCertificateRequest([head, ...lines.slice(1)].join('\n')), false)
  assert.equal(isCertificateRequest([head, lines[0], ...lines.slice(-2)].join('\n')), false)
  assert.equal(
    isCertificateRequest(request.replaceAll('CERTIFICATE REQUEST', 'CERTIFICATE')),
    false,
  )
})
