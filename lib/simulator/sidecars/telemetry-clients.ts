/** A sidecar's, as its pod gives it. */
export type Environment = Readonly<Record<string, string>>

/** Who may use telemetry's server. */
export interface Client {
  readonly cname: string
  readonly roles: readonly string[]
}

export const clientTable = 'GNMI_CLIENT_CERT'

interface Listed {
  readonly cname: string
  readonly role: string | readonly string[]
}

/** Whom the environment names; a text that can't be read counts for nothing. */
export function wantedClients(
  env: Environment,
  complain: (text: string) => void,
  rolesOf = (role: Listed['role']): readonly string[] => [role].flat(),
): Client[] {
  const text = env['GNMI_CLIENT_CERTS']
  if (text) {
    try {
      const listed = JSON.parse(text) as Listed[]
      return listed.map(({ cname, role }) => ({ cname, roles: rolesOf(role) }))
    } catch (error) {
      complain(`Bad GNMI_CLIENT_CERTS env var: ${(error as Error).message}; falling back to legacy`)
    }
  }
  return legacyClient(env)
}

/** The one of the days before there was a list. */
export function legacyClient(env: Environment): Client[] {
  const cname = env['TELEMETRY_CLIENT_CNAME']
  return cname ? [{ cname, roles: [env['GNMI_CLIENT_ROLE'] ?? 'gnmi_show_readonly'] }] : []
}

/** Python's str() of what JSON had: until 2026-05 that was a client's role. */
export const asText = (role: Listed['role']): readonly string[] =>
  typeof role === 'string' ? [role] : [`[${role.map((each) => `'${each}'`).join(', ')}]`]
