import { createHmac } from 'node:crypto'
import { type SeededRandom } from '../../chance/seeded-random'
import { type Secret } from '../objects'
import { timestamp } from '../../time/timestamp'

/** The token with which `kubeadm init` lets others join. */
export interface BootstrapToken {
  readonly id: string
  readonly secret: string
}

const characters = 'abcdefghijklmnopqrstuvwxyz0123456789'

export const newBootstrapToken = (random: SeededRandom): BootstrapToken => ({
  id: random.text(6, characters),
  secret: random.text(16, characters),
})

/** As kube-system keeps it. */
export function tokenSecret({ id, secret }: BootstrapToken, now: number): Secret {
  return {
    kind: 'Secret',
    apiVersion: 'v1',
    metadata: { name: `bootstrap-token-${id}`, namespace: 'kube-system' },
    type: 'bootstrap.kubernetes.io/token',
    stringData: {
      'auth-extra-groups': 'system:bootstrappers:kubeadm:default-node-token',
      expiration: timestamp(now + 24 * 3600 * 1000),
      'token-id': id,
      'token-secret': secret,
      'usage-bootstrap-authentication': 'true',
      'usage-bootstrap-signing': 'true',
    },
  }
}

/** What a token's secret has under a key; nothing is as empty. */
export const said = ({ data = {} }: Secret, key: string): string =>
  Buffer.from(data[key] ?? '', 'base64').toString()

/** Milliseconds that a token is still good for: for ever without an end, not at all with one that is no time. */
export function leftMs(token: Secret, now: number): number {
  const expiration = said(token, 'expiration')
  if (expiration === '') return Infinity
  const end = Date.parse(expiration)
  return Number.isNaN(end) ? 0 : end - now
}

/** The detached signature by which a joining node that knows the token trusts cluster-info. */
export const signed = (kubeconfig: string, token: BootstrapToken): Record<string, string> => ({
  [`${signaturePrefix}${token.id}`]: signatureOf(kubeconfig, token),
  kubeconfig,
})

/** What such signatures are kept under, beside the token's id. */
export const signaturePrefix = 'jws-kubeconfig-'

export function signatureOf(kubeconfig: string, { id, secret }: BootstrapToken): string {
  const base64 = (text: string): string => Buffer.from(text).toString('base64url')
  const header = base64(JSON.stringify({ alg: 'HS256', kid: id }))
  const signature = createHmac('sha256', secret)
    .update(`${header}.${base64(kubeconfig)}`)
    .digest('base64url')
  return `${header}..${signature}`
}
