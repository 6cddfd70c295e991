import { randomBytes } from 'node:crypto'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ClusterPki } from '../../../lib/simulator/kubernetes/credentials/cluster-pki'
import { kubeconfigOf } from './kubeconfig'
import { type KubectlLab } from './lab'
import { manifests } from './manifests'

/** A new directory with the files that the script names, and kubeconfigs with something wrong in them. */
export async function workspace(lab: KubectlLab): Promise<string> {
  const { ca, apiserver } = new ClusterPki({ nodeName: 'other', addresses: ['127.0.0.1'] })
  const base64 = (pem: string): string => Buffer.from(pem).toString('base64')
  const directory = mkdtempSync(join(tmpdir(), 'kubectl-'))
  const text = kubeconfigOf(lab)
  const files: Record<string, string | Buffer> = {
    ...manifests,
    config: text,
    'other-ca': text.replace(
      /certificate-authority-data: .*/,
      `certificate-authority-data: ${base64(ca.certificate)}`,
    ),
    stranger: text
      .replace(
        /client-certificate-data: .*/,
        `client-certificate-data: ${base64(apiserver.certificate)}`,
      )
      .replace(/client-key-data: .*/, `client-key-data: ${base64(apiserver.key)}`),
    blob: Buffer.concat([Buffer.from([0, 0xff, 0xfe]), randomBytes(2000)]),
  }
  for (const [name, content] of Object.entries(files))
    writeFileSync(join(directory, name), content, { mode: 0o600 })
  return directory
}
