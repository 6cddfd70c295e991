import { durations } from '../../chance/durations'
import { leftMs, said, signatureOf, signaturePrefix } from '../control-plane/bootstrap-token'
import { isSame } from '../json/json'
import { type ConfigMap, type Secret } from '../objects'
import { configmaps, secrets } from '../resources/core'
import { type Controller, type ControllerContext, reconcile, tolerant } from './controller'

const clusterInfo = { namespace: 'kube-public', name: 'cluster-info' }
/** No timer waits for longer. */
const longestMs = 24 * 3600 * 1000

/**
 * Removes bootstrap tokens that have run out, and lets cluster-info be signed by those that are there
 * (kubernetes/pkg/controller/bootstrap, 1.20).
 */
export const bootstrapTokens: Controller = (context) => {
  let cancel: (() => void) | undefined
  const sync = (): void => {
    cancel?.()
    const next = removeExpired(context)
    cancel =
      next === undefined
        ? undefined
        : context.clock.afterWallTime(Math.min(next, longestMs), () => tolerant(sync))
    sign(context)
  }
  const stop = reconcile(
    context,
    [secrets, configmaps],
    durations.syncBootstrapTokens,
    sync,
    ({ resource, object: { metadata, ...object } }) =>
      resource === secrets.plural
        ? isToken({ metadata, ...object })
        : metadata.namespace === clusterInfo.namespace && metadata.name === clusterInfo.name,
  )
  return () => {
    stop()
    cancel?.()
  }
}

const isToken = ({ type, metadata }: Secret): boolean =>
  type === 'bootstrap.kubernetes.io/token' && metadata.namespace === 'kube-system'

/** Answers in how many milliseconds the next one runs out. */
function removeExpired({ client, clock }: ControllerContext): number | undefined {
  const tokens = client.list(secrets, 'kube-system').filter(isToken)
  const left = tokens.map((token) => ({ token, ms: leftMs(token, clock.now()) }))
  for (const { token, ms } of left) if (ms <= 0) client.delete(secrets, token.metadata)
  const soonest = Math.min(...left.map(({ ms }) => ms).filter((ms) => ms > 0))
  return Number.isFinite(soonest) ? soonest : undefined
}

function sign({ client, clock }: ControllerContext): void {
  const info: ConfigMap | undefined = client.find(configmaps, clusterInfo)
  const kubeconfig = info?.data?.kubeconfig
  if (!info || kubeconfig === undefined) return
  const signatures = client
    .list(secrets, 'kube-system')
    .filter(isToken)
    .filter((token) => said(token, 'usage-bootstrap-signing') === 'true')
    .filter((token) => leftMs(token, clock.now()) > 0)
    .map((token) => ({ id: said(token, 'token-id'), secret: said(token, 'token-secret') }))
    .map((token) => [`${signaturePrefix}${token.id}`, signatureOf(kubeconfig, token)] as const)
  const others = Object.entries(info.data ?? {}).filter(([key]) => !key.startsWith(signaturePrefix))
  const data = Object.fromEntries([...signatures, ...others])
  if (!isSame(data, info.data))
    client.modify(configmaps, clusterInfo, (draft) => {
      draft.data = data
    })
}
