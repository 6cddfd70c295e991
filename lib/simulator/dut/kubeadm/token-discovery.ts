import { ApiFailure } from '../api-access'
import { type ClusterAccess, readKubeconfig } from '../kubeconfig'
import { configMap } from './discovery'
import { JoinError } from './join-error'
import type { JoinRun } from './join-run'
import { publicKeyHash } from './public-key-hash'

/** How long kubeadm asks for a cluster-info that its token has signed. */
const patienceMs = 300_000

/**
 * `kubeadm join HOST:PORT --token …`: asks the server for cluster-info as nobody in particular, for five minutes, and goes on
 * with the token to the server that is named there. Throws JoinError.
 */
export async function discoverByToken(
  run: JoinRun,
  endpoint: string,
  token: string,
  pins: readonly string[],
): Promise<ClusterAccess> {
  for (const pin of pins) insistOnForm(pin)
  const { clock } = run.parts
  const [id = ''] = token.split('.')
  const found = await lookAtClusterInfo(run, endpoint, id)
  if (found.kubeconfig !== undefined) {
    insistOnKey(pins, found.kubeconfig, run)
    return { ...readKubeconfig(found.kubeconfig, run.fs), token }
  }
  await clock.delay(patienceMs, run.signal)
  throw notValid(found.why)
}

const notValid = (why: string): JoinError =>
  new JoinError('preflight', `couldn't validate the identity of the API Server: ${why}`)

/** Throws JoinError for what is no hash of a public key. */
function insistOnForm(pin: string): void {
  const [format = '', value, more] = pin.split(':')
  if (value === undefined || more !== undefined)
    throw notValid('invalid public key hash, expected "format:value"')
  if (format.toLowerCase() !== 'sha256')
    throw notValid(`unknown hash format ${JSON.stringify(format)}`)
  const bytes = Math.floor(value.length / 2)
  if (bytes !== 32) throw notValid(`expected a 32 byte SHA-256 hash, found ${bytes} bytes`)
  const odd = /[^0-9a-f]/i.exec(value)?.[0]
  if (odd !== undefined) throw notValid(`encoding/hex: invalid byte: ${codePoint(odd)} '${odd}'`)
}

const codePoint = (character: string): string =>
  `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`

/** Throws JoinError where the published CA has none of these public keys. */
function insistOnKey(pins: readonly string[], kubeconfig: string, { fs }: JoinRun): void {
  const hash = publicKeyHash(readKubeconfig(kubeconfig, fs).ca)
  if (pins.length > 0 && !pins.map((pin) => pin.toLowerCase()).includes(hash))
    throw notValid(
      `cluster CA found in cluster-info ConfigMap is invalid: none of the public keys ${JSON.stringify(hash)} are pinned`,
    )
}

/** The cluster-info that is published there and that the token has signed, or what is wrong with it. */
async function lookAtClusterInfo(
  run: JoinRun,
  endpoint: string,
  id: string,
): Promise<{ readonly why: string; readonly kubeconfig?: string }> {
  const at = endpoint.lastIndexOf(':')
  const host = endpoint.slice(0, at).replace(/^\[|\]$/g, '')
  const nobody = { host, port: Number(endpoint.slice(at + 1)), ca: null }
  try {
    const data = await configMap(run, nobody, 'cluster-info', 'kube-public')
    if (data[`jws-kubeconfig-${id}`] !== undefined)
      return { why: '', kubeconfig: data['kubeconfig'] ?? '' }
    return {
      why: `could not find a JWS signature in the cluster-info ConfigMap for token ID "${id}"`,
    }
  } catch (error) {
    if (error instanceof ApiFailure) return { why: error.message }
    throw error
  }
}
