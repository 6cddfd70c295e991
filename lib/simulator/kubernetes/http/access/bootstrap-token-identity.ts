import { leftMs, said } from '../../control-plane/bootstrap-token'
import { secrets } from '../../resources/core'
import { type Identity } from './identity'
import { type TokenLookups } from './token-identity'

const tokenForm = /^([a-z0-9]{6})\.([a-z0-9]{16})$/
const groupForm = /^system:bootstrappers:[a-z0-9:-]{0,255}[a-z0-9]$/

/**
 * Who joins a cluster with a bootstrap token, as long as kube-system keeps it and it is meant for that; undefined for any other token
 * (kubernetes/plugin/pkg/auth/authenticator/token/bootstrap, 1.20).
 */
export function bootstrapTokenIdentity(
  token: string,
  { api, clock }: TokenLookups,
): Identity | undefined {
  const [, id = '', secret] = tokenForm.exec(token) ?? []
  if (secret === undefined) return undefined
  const found = api.find(secrets, { namespace: 'kube-system', name: `bootstrap-token-${id}` })
  if (!found || found.metadata.deletionTimestamp) return undefined
  const has = (key: string): string => said(found, key)
  const holds =
    found.type === 'bootstrap.kubernetes.io/token' &&
    has('token-secret') === secret &&
    has('token-id') === id &&
    has('usage-bootstrap-authentication') === 'true' &&
    leftMs(found, clock.now()) > 0
  const groups = has('auth-extra-groups').split(',').filter(Boolean)
  if (!holds || !groups.every((group) => groupForm.test(group))) return undefined
  return {
    user: `system:bootstrap:${id}`,
    groups: [...new Set(['system:bootstrappers', ...groups])].sort().concat('system:authenticated'),
  }
}
