import { GoError } from './go-errors'
import { encodedLogin, type RegistryLogin } from './registry-login'
import { type Answer, type Call, type Origin, roundTrip } from './transport'

type Way = Pick<Call, 'proxies' | 'trust' | 'signal' | 'progress'>

/** What a registry wants: nothing, user and password with each request, or a token from somewhere. */
type Challenge = { readonly kind: 'none' } | { readonly kind: 'basic' } | BearerChallenge

interface BearerChallenge {
  readonly kind: 'bearer'
  readonly realm: string
  readonly service: string
}

/** One client's dealings with one registry. Every error is a GoError that begins with `Get "URL": ` as Go's do. */
export class RegistrySession {
  readonly #tokens = new Map<string, string>()

  private constructor(
    private readonly origin: Origin,
    private readonly way: Way,
    readonly base: string,
    private readonly challenge: Challenge,
    private readonly login: RegistryLogin | undefined,
  ) {}

  /** Asks the registry at `https://host:port` how it wants to be asked. */
  static async open(
    origin: Origin,
    way: Way,
    base: string,
    login: RegistryLogin | undefined,
  ): Promise<RegistrySession> {
    const { status, headers } = await send(origin, way, 'GET', new URL(`${base}/v2/`), {})
    const challenge =
      status === 401 ? challengeOf(headers['www-authenticate'] ?? '') : { kind: 'none' as const }
    return new RegistrySession(origin, way, base, challenge, login)
  }

  /** A request with what the registry wants to see; `repository` is what a token is for. */
  async ask(
    method: 'GET' | 'HEAD',
    path: string,
    repository: string,
    accept = '',
  ): Promise<Answer> {
    const url = new URL(`${this.base}${path}`)
    const authorization = await this.#authorization(method, url, repository)
    return send(this.origin, this.way, method, url, {
      ...(accept ? { Accept: accept } : {}),
      ...(authorization ? { Authorization: authorization } : {}),
    })
  }

  async #authorization(method: string, url: URL, repository: string): Promise<string | undefined> {
    const { challenge, login } = this
    if (challenge.kind === 'none') return undefined
    const asked = `${capitalized(method)} "${url.href}"`
    if (challenge.kind === 'basic') {
      if (!login) throw new GoError(`${asked}: no basic auth credentials`)
      return `Basic ${encodedLogin(login)}`
    }
    const known = this.#tokens.get(repository)
    if (known !== undefined) return `Bearer ${known}`
    const token = await this.#fetchToken(challenge, repository, asked)
    this.#tokens.set(repository, token)
    return `Bearer ${token}`
  }

  async #fetchToken(
    { realm, service }: BearerChallenge,
    repository: string,
    asked: string,
  ): Promise<string> {
    const url = new URL(realm)
    if (this.login) url.searchParams.set('account', this.login.username)
    if (repository !== '') url.searchParams.set('scope', `repository:${repository}:pull`)
    url.searchParams.set('service', service)
    const authorization = this.login && { Authorization: `Basic ${encodedLogin(this.login)}` }
    const { status, body } = await send(this.origin, this.way, 'GET', url, { ...authorization })
    if (status !== 200) throw new GoError(`${asked}: unauthorized: ${messageOf(body)}`)
    const { token } = JSON.parse(body.toString()) as { token: string }
    return token
  }
}

async function send(
  origin: Origin,
  way: Way,
  method: 'GET' | 'HEAD',
  url: URL,
  headers: Readonly<Record<string, string>>,
): Promise<Answer> {
  try {
    return await roundTrip(origin, { ...way, method, url, headers })
  } catch (error) {
    if (!(error instanceof GoError)) throw error
    throw new GoError(`${capitalized(method)} "${url.href}": ${error.message}`)
  }
}

function challengeOf(header: string): Challenge {
  const value = (name: string): string => new RegExp(`${name}="([^"]*)"`).exec(header)?.[1] ?? ''
  if (/^bearer /i.test(header))
    return { kind: 'bearer', realm: value('realm'), service: value('service') }
  return { kind: 'basic' }
}

/** What a registry says about its refusal. */
function messageOf(body: Buffer): string {
  try {
    const { errors } = JSON.parse(body.toString()) as { errors?: { message: string }[] }
    return errors?.[0]?.message ?? 'authentication required'
  } catch {
    return 'authentication required'
  }
}

const capitalized = (method: string): string => `${method[0]}${method.slice(1).toLowerCase()}`
