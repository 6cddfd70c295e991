import { askApi } from '../api-access'
import { type ClusterAccess, readKubeconfig } from '../kubeconfig'
import { JoinError } from './join-error'
import { inPhase, type JoinRun } from './join-run'

/** The access that the discovery file gives, but to the server that cluster-info names. */
export async function discover(run: JoinRun, discoveryFile: string): Promise<ClusterAccess> {
  const { fs } = run.parts.machine
  if (!fs.exists(discoveryFile))
    throw new JoinError(
      'preflight',
      `couldn't validate the identity of the API Server: failed to read ${discoveryFile}: open ${discoveryFile}: no such file or directory`,
    )
  const given = readKubeconfig(fs.readText(discoveryFile), fs)
  const info = await inPhase(
    'preflight',
    "couldn't validate the identity of the API Server: ",
    () => configMap(run, given, 'cluster-info', 'kube-public'),
  )
  const { host, port } = readKubeconfig(info['kubeconfig'] ?? '', fs)
  return { ...given, host, port }
}

/** The data of a ConfigMap of the cluster. */
export async function configMap(
  { parts, signal }: JoinRun,
  access: ClusterAccess,
  name: string,
  namespace = 'kube-system',
): Promise<Record<string, string>> {
  const found = await askApi<{ data?: Record<string, string> }>(
    parts,
    access,
    `/api/v1/namespaces/${namespace}/configmaps/${name}`,
    signal,
  )
  return found.data ?? {}
}
