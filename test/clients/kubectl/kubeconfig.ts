import { stringify } from 'yaml'
import { type KubectlLab } from './lab'

/** The administrator's kubeconfig of a lab. */
export function kubeconfigOf({ port, cluster: { pki } }: KubectlLab): string {
  const base64 = (pem: string): string => Buffer.from(pem).toString('base64')
  const cluster = {
    server: `https://127.0.0.1:${port}`,
    'certificate-authority-data': base64(pki.ca.certificate),
  }
  const user = {
    'client-certificate-data': base64(pki.apiserver.certificate),
    'client-key-data': base64(pki.apiserver.key),
  }
  return stringify(
    {
      kind: 'Config',
      apiVersion: 'v1',
      'current-context': 'kubesonic',
      contexts: [{ name: 'kubesonic', context: { cluster: 'kubesonic', user: 'admin' } }],
      clusters: [{ name: 'kubesonic', cluster }],
      users: [{ name: 'admin', user }],
    },
    { lineWidth: 0 },
  )
}
