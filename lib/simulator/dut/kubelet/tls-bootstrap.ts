import type { FileSystem } from '../../file-system/file-system'
import { askApi } from '../api-access'
import type { DutParts } from '../dut-parts'
import { kubeletKubeconfig, readKubeconfig } from '../kubeconfig'
import { nodeCertificateRequest, selfSigned } from './client-certificate'

export const bootstrapConf = '/etc/kubernetes/bootstrap-kubelet.conf'
export const kubeletConf = '/etc/kubernetes/kubelet.conf'
const pki = '/var/lib/kubelet/pki'
const serves = { certificate: `${pki}/kubelet.crt`, key: `${pki}/kubelet.key` }
const requests = '/apis/certificates.k8s.io/v1/certificatesigningrequests'

interface SigningRequest {
  readonly metadata: { readonly name: string }
  readonly status?: { readonly certificate?: string }
}

/** Gets the node a client certificate with the bootstrap credentials, and writes kubelet.conf of it. */
export async function bootstrapTls(
  parts: DutParts,
  node: string,
  signal: AbortSignal,
): Promise<void> {
  const { fs } = parts.machine
  const access = readKubeconfig(fs.readText(bootstrapConf), fs)
  const { clock } = parts
  const { request, key } = nodeCertificateRequest(node)
  const body = {
    apiVersion: 'certificates.k8s.io/v1',
    kind: 'CertificateSigningRequest',
    metadata: { generateName: 'csr-' },
    spec: {
      request: Buffer.from(request).toString('base64'),
      signerName: 'kubernetes.io/kube-apiserver-client-kubelet',
      usages: ['digital signature', 'key encipherment', 'client auth'],
    },
  }
  const created = await askApi<SigningRequest>(parts, access, requests, signal, {
    method: 'POST',
    body,
    userAgent: 'kubelet',
  })
  const certificate = await issued(parts, () =>
    askApi<SigningRequest>(parts, access, `${requests}/${created.metadata.name}`, signal),
  )
  const stamp = new Date(clock.now()).toISOString().slice(0, 19).replace(/[T:]/g, '-')
  fs.writeText(`${pki}/kubelet-client-${stamp}.pem`, `${certificate}${key}`, { mode: 0o600 })
  fs.remove(`${pki}/kubelet-client-current.pem`)
  fs.symlink(`${pki}/kubelet-client-${stamp}.pem`, `${pki}/kubelet-client-current.pem`)
  servingCertificate(fs, node)
  const current = `${pki}/kubelet-client-current.pem`
  fs.writeText(
    kubeletConf,
    kubeletKubeconfig(access, `    client-certificate: ${current}\n    client-key: ${current}\n`),
    { mode: 0o600 },
  )
}

/** What its own API shows: signed by itself, where there is none yet. */
export function servingCertificate(fs: FileSystem, node: string): { cert: string; key: string } {
  if (!fs.exists(serves.certificate) || !fs.exists(serves.key)) {
    const { certificate, key } = selfSigned(node)
    fs.writeText(serves.certificate, certificate)
    fs.writeText(serves.key, key, { mode: 0o600 })
  }
  return { cert: fs.readText(serves.certificate), key: fs.readText(serves.key) }
}

/** A real kubelet watches; this is how often it looks here. */
const lookMs = 200

async function issued(parts: DutParts, look: () => Promise<SigningRequest>): Promise<string> {
  for (;;) {
    const { status } = await look()
    if (status?.certificate) return Buffer.from(status.certificate, 'base64').toString('utf8')
    await parts.clock.delayInterval(lookMs)
  }
}
