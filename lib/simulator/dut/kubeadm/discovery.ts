import { ApiFailure, askApi } from '../api-access'
import { type ClusterAccess, readKubeconfig } from '../kubeconfig'
import { minorOf } from '../../kubernetes/release/kubernetes-release'
import { JoinError } from './join-error'
import { inPhase, type JoinRun } from './join-run'
import { klog } from './klog'

/** From this minor version of kubeadm on the discovery file's server stays (kubernetes#113998). */
const keepsServer = 27
const clusterInfoName = 'cluster-info'

/** The access that the discovery file gives: up to kubeadm 1.26 to the server that cluster-info names. */
export async function discover(run: JoinRun, discoveryFile: string): Promise<ClusterAccess> {
  const { fs } = run
  if (!fs.exists(discoveryFile))
    throw new JoinError(
      'preflight',
      `couldn't validate the identity of the API Server: failed to read ${discoveryFile}: open ${discoveryFile}: no such file or directory`,
    )
  const given = readKubeconfig(fs.readText(discoveryFile), fs)
  const info = await inPhase(
    'preflight',
    "couldn't validate the identity of the API Server: ",
    () => configMap(run, given, clusterInfoName, 'kube-public'),
  )
  const published = readKubeconfig(info['kubeconfig'] ?? '', fs)
  if (minorOf(run.parts.variant.kubernetes) < keepsServer)
    return { ...given, host: published.host, port: published.port }
  if (urlOf(given) !== urlOf(published)) run.err.push(differs(run, given, published))
  return given
}

const urlOf = ({ host, port }: ClusterAccess): string => `https://${host}:${port}`

const differs = ({ pid }: JoinRun, given: ClusterAccess, published: ClusterAccess): string =>
  klog(
    'W',
    pid,
    'file.go:134',
    `[discovery] the API Server endpoint "${urlOf(given)}" in use is different from the endpoint "${urlOf(published)}" which defined in the ${clusterInfoName} ConfigMap`,
  )

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

/** The first of these ConfigMaps that there is; rejects with the last one's refusal. */
export async function firstConfigMap(
  run: JoinRun,
  access: ClusterAccess,
  [name = '', ...others]: readonly string[],
): Promise<Record<string, string>> {
  try {
    return await configMap(run, access, name)
  } catch (error) {
    if (others.length === 0 || !(error instanceof ApiFailure) || error.status !== 404) throw error
    return firstConfigMap(run, access, others)
  }
}
