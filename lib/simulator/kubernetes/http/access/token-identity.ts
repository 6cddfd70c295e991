import { type SimulatedClock } from '../../../time/clock'
import { type KubernetesApi } from '../../api/kubernetes-api'
import { accountGroups, accountUser } from '../../credentials/service-account-name'
import {
  claimsOf,
  type PodClaims,
  type SecretClaims,
  type TokenAccount,
} from '../../credentials/service-account-token'
import { secrets, serviceaccounts } from '../../resources/core'
import { pods } from '../../resources/pods'
import { type Identity } from './identity'

/** Where it is looked up whether a token's account, secret or pod is still there. */
export interface TokenLookups {
  readonly api: KubernetesApi
  readonly clock: SimulatedClock
}

/**
 * The service account that a token stands for; undefined for one that is no cluster's, has run out, or whose account, secret
 * or pod is gone (kubernetes/pkg/serviceaccount: legacy.go, claims.go).
 */
export function tokenIdentity(token: string, lookups: TokenLookups): Identity | undefined {
  const claims = claimsOf(token)
  if (!claims || !isThere(claims.account, lookups)) return undefined
  const holds = 'secret' in claims ? isKept(token, claims, lookups) : isOfPod(claims, lookups)
  if (!holds) return undefined
  const { namespace, name } = claims.account
  return {
    user: accountUser(namespace, name),
    groups: [...accountGroups(namespace), 'system:authenticated'],
  }
}

const isThere = ({ uid, ...place }: TokenAccount, { api }: TokenLookups): boolean =>
  api.find(serviceaccounts, place)?.metadata.uid === uid

function isKept(token: string, { account, secret }: SecretClaims, { api }: TokenLookups): boolean {
  const kept = api.find(secrets, { namespace: account.namespace, name: secret })
  return (
    kept !== undefined &&
    !kept.metadata.deletionTimestamp &&
    kept.data?.['token'] === Buffer.from(token).toString('base64')
  )
}

function isOfPod(claims: PodClaims, { api, clock }: TokenLookups): boolean {
  const { account, pod, validFrom, validUntil, isForApiServer } = claims
  const now = clock.now() / 1000
  const found = api.find(pods, { namespace: account.namespace, name: pod.name })
  const isLive = found?.metadata.uid === pod.uid && !found.metadata.deletionTimestamp
  return isForApiServer && isLive && validFrom <= now + 1 && now < validUntil
}
