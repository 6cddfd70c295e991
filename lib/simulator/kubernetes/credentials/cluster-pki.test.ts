import assert from 'node:assert/strict'
import { createPrivateKey, X509Certificate } from 'node:crypto'
import { before, test } from 'node:test'
import { isCertificateRequest } from '../../x509/certificate-request'
import { ClusterPki } from './cluster-pki'
import { nodeCertificateRequest } from '../testing/node-certificate-request'

let pki: ClusterPki
before(() => {
  pki = new ClusterPki({
    nodeName: 'kubesonic',
    addresses: ['192.168.49.2', '10.250.0.1'],
  })
})

test("the API server's certificate is for every name and address that clients use", () => {
  const certificate = new X509Certificate(pki.apiserver.certificate)
  for (const name of ['control-plane.minikube.internal', 'minikubeCA', 'localhost'])
    assert.ok(certificate.checkHost(name), name)
  for (const ip of ['10.250.0.1', '192.168.49.2', '127.0.0.1', '10.96.0.1'])
    assert.ok(certificate.checkIP(ip), ip)
})

test('its certificates are signed by its CA, valid since yesterday, and fit their keys', () => {
  const ca = new X509Certificate(pki.ca.certificate)
  assert.equal(ca.subject, 'CN=minikubeCA')
  for (const pair of [pki.apiserver, pki.apiserverKubeletClient]) {
    const certificate = new X509Certificate(pair.certificate)
    assert.ok(certificate.verify(ca.publicKey))
    assert.ok(certificate.checkPrivateKey(createPrivateKey(pair.key)))
    assert.match(certificate.subject, /O=system:masters/)
    assert.ok(Date.parse(certificate.validFrom) < Date.now() - 23 * 3600 * 1000)
  }
})

test('a request is signed with its own subject, as a client', async () => {
  const request = await nodeCertificateRequest('vlab-01')
  const certificate = new X509Certificate(pki.signRequest(request))
  assert.match(certificate.subject, /O=system:nodes\nCN=system:node:vlab-01/)
  assert.deepEqual(certificate.keyUsage, ['1.3.6.1.5.5.7.3.2'])
})

test('what is no certificate request is told apart', () => {
  assert.equal(isCertificateRequest('nonsense'), false)
})
