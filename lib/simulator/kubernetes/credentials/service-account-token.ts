import { sign, verify } from 'node:crypto'
import { accountUser } from './service-account-name'

/** Whose token it is. */
export interface TokenAccount {
  readonly namespace: string
  readonly name: string
  readonly uid: string
}

const year = 365 * 24 * 3600
/** What pods' own volumes ask for; such tokens hold for a year, and say from when on that is too long. */
const asksForLonger = 3607

/** The token that is kept in a secret: good for as long as that is there (kubernetes/pkg/serviceaccount, legacy). */
export const secretToken = (account: TokenAccount, secret: string): string =>
  signed({
    iss: 'kubernetes/serviceaccount',
    'kubernetes.io/serviceaccount/namespace': account.namespace,
    'kubernetes.io/serviceaccount/secret.name': secret,
    'kubernetes.io/serviceaccount/service-account.name': account.name,
    'kubernetes.io/serviceaccount/service-account.uid': account.uid,
    sub: subjectOf(account),
  })

/** A token for one pod, and for a time. */
export function podToken(
  account: TokenAccount,
  pod: { readonly name: string; readonly uid: string },
  {
    audience = apiServer,
    expirationSeconds = 3600,
    nowMs,
  }: { audience?: string; expirationSeconds?: number; nowMs: number },
): string {
  const now = Math.floor(nowMs / 1000)
  const isLonger = expirationSeconds === asksForLonger
  const { namespace, name, uid } = account
  return signed({
    aud: [audience],
    exp: now + (isLonger ? year : expirationSeconds),
    iat: now,
    iss: apiServer,
    'kubernetes.io': {
      namespace,
      pod: { name: pod.name, uid: pod.uid },
      serviceaccount: { name, uid },
      ...(isLonger && { warnafter: now + expirationSeconds }),
    },
    nbf: now,
    sub: subjectOf(account),
  })
}

const apiServer = 'https://kubernetes.default.svc.cluster.local'

const subjectOf = ({ namespace, name }: TokenAccount): string => accountUser(namespace, name)

/** A JSON Web Token, by RS256. */
function signed(claims: object): string {
  const { serviceAccountKey, serviceAccountKeyId } =
    require('./service-account-key') as typeof import('./service-account-key')
  const encoded = [{ alg: 'RS256', kid: serviceAccountKeyId }, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.')
  return `${encoded}.${sign('sha256', Buffer.from(encoded), serviceAccountKey).toString('base64url')}`
}

/** What a token says, as far as it is one of the two kinds that a cluster gives out. */
export type TokenClaims = SecretClaims | PodClaims

export interface SecretClaims {
  readonly account: TokenAccount
  readonly secret: string
}

export interface PodClaims {
  readonly account: TokenAccount
  readonly pod: { readonly name: string; readonly uid: string }
  /** Seconds since the epoch. */
  readonly validFrom: number
  readonly validUntil: number
  readonly isForApiServer: boolean
}

/** Undefined for what is no token, or was not signed by the cluster. */
export function claimsOf(token: string): TokenClaims | undefined {
  const [header = '', body = '', signature, ...more] = token.split('.')
  if (!signature || more.length > 0) return undefined
  const { serviceAccountPublicKey } =
    require('./service-account-key') as typeof import('./service-account-key')
  const signed = Buffer.from(`${header}.${body}`)
  if (!verify('sha256', signed, serviceAccountPublicKey, Buffer.from(signature, 'base64url')))
    return undefined
  return readClaims(JSON.parse(Buffer.from(body, 'base64url').toString()) as WrittenClaims)
}

interface WrittenClaims extends Readonly<Record<string, unknown>> {
  readonly aud: readonly string[]
  readonly exp: number
  readonly nbf: number
  readonly 'kubernetes.io'?: {
    readonly namespace: string
    readonly pod: { readonly name: string; readonly uid: string }
    readonly serviceaccount: { readonly name: string; readonly uid: string }
  }
}

function readClaims(claims: WrittenClaims): TokenClaims {
  const own = claims['kubernetes.io']
  if (own) {
    const { namespace, pod, serviceaccount } = own
    return {
      account: { namespace, ...serviceaccount },
      pod,
      validFrom: claims.nbf,
      validUntil: claims.exp,
      isForApiServer: claims.aud.includes(apiServer),
    }
  }
  const of = (what: string): string => claims[`kubernetes.io/serviceaccount/${what}`] as string
  return {
    account: {
      namespace: of('namespace'),
      name: of('service-account.name'),
      uid: of('service-account.uid'),
    },
    secret: of('secret.name'),
  }
}
