import { said } from '../../kubernetes/control-plane/bootstrap-token'
import type { Secret } from '../../kubernetes/objects'

/** A bootstrap token, as kubeadm takes and shows it. */
export interface TokenDescription {
  readonly id: string
  readonly secret: string
  readonly description: string
  /** RFC 3339; undefined: it is good for ever. */
  readonly expires: string | undefined
  readonly usages: readonly string[]
  readonly groups: readonly string[]
}

const bytes = (text: string): string => Buffer.from(text).toString('base64')

/** The Secret that a token is to the cluster. */
export function secretOf(token: TokenDescription): object {
  const { id, secret, description, expires, usages, groups } = token
  const data = {
    ...(groups.length > 0 && { 'auth-extra-groups': bytes(groups.join(',')) }),
    ...(description !== '' && { description: bytes(description) }),
    ...(expires !== undefined && { expiration: bytes(expires) }),
    'token-id': bytes(id),
    'token-secret': bytes(secret),
    ...Object.fromEntries(usages.map((usage) => [`usage-bootstrap-${usage}`, bytes('true')])),
  }
  return {
    apiVersion: 'v1',
    data,
    kind: 'Secret',
    metadata: { creationTimestamp: null, name: `bootstrap-token-${id}`, namespace: 'kube-system' },
    type: 'bootstrap.kubernetes.io/token',
  }
}

/** The token that a Secret of the cluster is. */
export function tokenIn(secret: Pick<Secret, 'data'>): TokenDescription {
  const value = (key: string): string => said(secret as Secret, key) ?? ''
  const groups = value('auth-extra-groups')
  return {
    id: value('token-id'),
    secret: value('token-secret'),
    description: value('description'),
    expires: value('expiration') || undefined,
    usages: ['authentication', 'signing'].filter(
      (usage) => value(`usage-bootstrap-${usage}`) === 'true',
    ),
    groups: groups === '' ? [] : groups.split(','),
  }
}
