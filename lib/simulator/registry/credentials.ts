import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

/** The user name that goes with a short-lived token (Azure Container Registry's convention). */
export const tokenUser = '00000000-0000-0000-0000-000000000000'

/** Who may pull from a registry: people with a password, and whoever has a token that has not run out. */
export class RegistryCredentials {
  /** Signs tokens; whoever has it can make some. */
  readonly key = randomBytes(32).toString('hex')
  /** By user name. */
  readonly passwords = new Map<string, string>()
  /** So many milliseconds are added to the registry's clock when it looks at a token's end. */
  ahead = 0

  /** A signed token (a JWT) that is good for so many seconds. */
  issue(seconds: number, claims: object = {}): string {
    const exp = Math.floor(Date.now() / 1000) + seconds
    const body = `${encoded({ alg: 'HS256', typ: 'JWT' })}.${encoded({ ...claims, exp })}`
    return `${body}.${this.#signature(body)}`
  }

  /** Whether a login is right at this moment. */
  accepts(user: string, password: string): boolean {
    if (user === tokenUser) return this.claimsOf(password) !== undefined
    const known = this.passwords.get(user)
    return known !== undefined && known === password
  }

  /** What a token says; undefined when it isn't ours or has run out. */
  claimsOf(token: string): Readonly<Record<string, unknown>> | undefined {
    const [head = '', body = '', signature = ''] = token.split('.')
    const expected = this.#signature(`${head}.${body}`)
    if (signature.length !== expected.length) return undefined
    if (!timingSafeEqual(Buffer.from(signature), Buffer.from(expected))) return undefined
    const claims = JSON.parse(Buffer.from(body, 'base64url').toString()) as { exp: number }
    return claims.exp * 1000 > Date.now() + this.ahead ? { ...claims } : undefined
  }

  #signature(text: string): string {
    return createHmac('sha256', this.key).update(text).digest('base64url')
  }
}

const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')

/** User and password of an Authorization header; undefined where it has none. */
export function basicLogin(
  header: string | undefined,
): [user: string, password: string] | undefined {
  const [, text] = /^Basic (\S+)$/i.exec(header ?? '') ?? []
  if (text === undefined) return undefined
  const login = Buffer.from(text, 'base64').toString()
  const colon = login.indexOf(':')
  return colon < 0 ? undefined : [login.slice(0, colon), login.slice(colon + 1)]
}
