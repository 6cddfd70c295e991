/** A token, and when it runs out: milliseconds since the epoch, where it says so. */
export interface GivenToken {
  readonly token: string
  readonly until: number | undefined
}

/** The names under which programs print a token: `az acr login --expose-token`, OAuth 2, `docker` helpers. */
const names = ['accessToken', 'refreshToken', 'access_token', 'refresh_token', 'token', 'Secret']

/** Finds the token in what a command has printed: a single word, or JSON with one. Undefined where there is none. */
export function tokenIn(output: string): GivenToken | undefined {
  const text = output.trim()
  const fields = objectIn(text)
  if (!fields) return /^\S+$/.test(text) ? { token: text, until: endOf(text) } : undefined
  const token = names.map((name) => fields[name]).find((value) => typeof value === 'string')
  if (typeof token !== 'string' || token === '') return undefined
  const said = fields['expiresOn'] ?? fields['expires_on']
  const until = typeof said === 'string' ? Date.parse(said) : NaN
  return { token, until: Number.isNaN(until) ? endOf(token) : until }
}

/** Of a JSON Web Token: its `exp`. */
function endOf(token: string): number | undefined {
  const body = Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()
  const exp = objectIn(body)?.['exp']
  return typeof exp === 'number' ? exp * 1000 : undefined
}

function objectIn(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? { ...value } : undefined
  } catch {
    return undefined
  }
}
