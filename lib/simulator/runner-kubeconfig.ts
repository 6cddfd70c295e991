import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { stringify } from 'yaml'
import type { Simulation } from './simulation'
import type { MinikubeCluster } from './vmhost/minikube/minikube-cluster'

/**
 * Keeps a kubeconfig of the newest cluster in `directory`, for a person's kubectl on this machine; answers its
 * path. There is no such file until a cluster is started.
 */
export function keepKubeconfig(
  { vmhost }: Simulation,
  directory: string,
  runnerPort: number,
): string {
  const path = join(directory, 'kubeconfig')
  vmhost.onCluster((cluster) =>
    writeFileSync(path, kubeconfigOf(cluster, runnerPort), { mode: 0o600 }),
  )
  return path
}

function kubeconfigOf({ kubernetes, options }: MinikubeCluster, port: number): string {
  const base64 = (pem: string): string => Buffer.from(pem).toString('base64')
  const { ca, apiserver } = kubernetes.pki
  const name = options.profile
  return stringify({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': name,
    clusters: [
      {
        name,
        cluster: {
          server: `https://127.0.0.1:${port}`,
          'certificate-authority-data': base64(ca.certificate),
        },
      },
    ],
    contexts: [{ name, context: { cluster: name, user: name } }],
    users: [
      {
        name,
        user: {
          'client-certificate-data': base64(apiserver.certificate),
          'client-key-data': base64(apiserver.key),
        },
      },
    ],
  })
}
