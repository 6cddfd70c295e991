import { ApiFailure } from '../api-access'
import type { ClusterAccess } from '../kubeconfig'
import { configMap } from './discovery'
import { JoinError } from './join-error'
import type { JoinRun } from './join-run'

/** How long kubeadm asks for a cluster-info that its token has signed. */
const patienceMs = 300_000

/**
 * `kubeadm join HOST:PORT --token …`: asks the server for cluster-info as nobody in particular, for five minutes. Always ends
 * in JoinError: what a token of the cluster's own would let a node do is not simulated.
 */
export async function discoverByToken(
  run: JoinRun,
  endpoint: string,
  token: string,
): Promise<ClusterAccess> {
  const { clock, machine } = run.parts
  const [id = ''] = token.split('.')
  const why = await lookAtClusterInfo(run, endpoint, id)
  if (why === undefined) {
    machine.reportUnknown('kubeadm join with a bootstrap token', `kubeadm join ${endpoint}`)
    throw new JoinError('preflight', 'joining with a bootstrap token is not simulated')
  }
  await clock.delay(patienceMs, run.signal)
  throw new JoinError('preflight', `couldn't validate the identity of the API Server: ${why}`)
}

/** What is wrong with the cluster-info that is published there; undefined: the token has signed it. */
async function lookAtClusterInfo(
  run: JoinRun,
  endpoint: string,
  id: string,
): Promise<string | undefined> {
  const at = endpoint.lastIndexOf(':')
  const host = endpoint.slice(0, at).replace(/^\[|\]$/g, '')
  const nobody = { host, port: Number(endpoint.slice(at + 1)), ca: null }
  try {
    const data = await configMap(run, nobody, 'cluster-info', 'kube-public')
    if (data[`jws-kubeconfig-${id}`] !== undefined) return undefined
    return `could not find a JWS signature in the cluster-info ConfigMap for token ID "${id}"`
  } catch (error) {
    if (error instanceof ApiFailure) return error.message
    throw error
  }
}
