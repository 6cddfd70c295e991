import { yaml } from '../../go/yaml'
import type { FileSystem } from '../../file-system/file-system'
import { type ApiAccess, ApiFailure, askApi } from '../api-access'
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
  const given = accessIn(fs.readText(discoveryFile), discoveryFile, fs)
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

/** What the file gives; it may be no kubeconfig at all. */
function accessIn(text: string, path: string, fs: FileSystem): ClusterAccess {
  const wrong = (why: string): JoinError =>
    new JoinError('preflight', `couldn't validate the identity of the API Server: ${why}`)
  try {
    const config = (yaml().parse(text) ?? {}) as { clusters?: unknown[] } | string
    if (typeof config === 'string')
      throw wrong(`error loading config file "${path}": couldn't get version/kind; json parse error: json: cannot unmarshal string into Go value of type struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" }`)
    if (!config.clusters?.length)
      throw wrong('the provided kubeconfig must have an unnamed Cluster or a CurrentContext that specifies a non-nil Cluster')
    return readKubeconfig(text, fs)
  } catch (error) {
    if (error instanceof JoinError) throw error
    throw wrong(`error loading config file "${path}": yaml: ${(error as Error).message.split('\n')[0]}`)
  } // prettier-ignore
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
  access: ApiAccess,
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
