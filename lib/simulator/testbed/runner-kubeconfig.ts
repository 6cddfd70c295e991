import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { kubeconfigText } from '../kubernetes/credentials/admin-kubeconfig'
import type { Simulation } from '../simulation/simulation'

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
  const server = `https://127.0.0.1:${runnerPort}`
  vmhost.onCluster((cluster) =>
    writeFileSync(path, kubeconfigText(cluster.options.profile, server, cluster.kubernetes.pki), {
      mode: 0o600,
    }),
  )
  return path
}
