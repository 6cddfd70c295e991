import { yaml } from '../../go/yaml'
import type { ClusterPki } from './cluster-pki'

/** A kubeconfig that holds all it needs: one cluster, reached at `server`, one context and minikube's admin, of one name. */
export function kubeconfigText(
  name: string,
  server: string,
  { ca, apiserver }: Pick<ClusterPki, 'ca' | 'apiserver'>,
): string {
  const base64 = (pem: string): string => Buffer.from(pem).toString('base64')
  const cluster = { server, 'certificate-authority-data': base64(ca.certificate) }
  const user = {
    'client-certificate-data': base64(apiserver.certificate),
    'client-key-data': base64(apiserver.key),
  }
  return yaml().stringify({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': name,
    clusters: [{ name, cluster }],
    contexts: [{ name, context: { cluster: name, user: name } }],
    users: [{ name, user }],
  })
}
