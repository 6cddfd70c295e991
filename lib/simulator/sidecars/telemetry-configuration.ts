import type { SonicDatabase } from '../dut/databases'
import { isOn } from './sidecar-kinds'
import type { SidecarGeneration } from './pod-control.sh'

export interface PatchOperation {
  readonly op: 'add' | 'remove'
  readonly path: string
  readonly value?: unknown
}

interface Client {
  readonly cname: string
  readonly roles: readonly string[]
}

const clients = 'GNMI_CLIENT_CERT'
type Environment = Readonly<Record<string, string>>

/**
 * The smallest patch (RFC 6902) that makes CONFIG_DB as telemetry's sidecar wants it: clients verified by certificate,
 * each with its roles; or, switched off, neither that nor any client at all, whoever entered it.
 */
export function wantedPatch(
  config: SonicDatabase,
  env: Environment,
  generation: SidecarGeneration,
  complain: (text: string) => void,
): PatchOperation[] {
  // Until 2026-03 it wrote the row of the gnmi container.
  const table = generation === 'docker' ? 'TELEMETRY' : 'GNMI'
  const current = config.hgetall(`${table}|gnmi`)
  if (!isOn(env['TELEMETRY_CLIENT_CERT_VERIFY_ENABLED'])) {
    const field = 'user_auth' in current ? [remove(table, 'gnmi', 'user_auth')] : []
    const isEmpty = config.keys(`${clients}|*`).length === 0
    return [...field, ...(isEmpty ? [] : [remove(clients)])]
  }
  const auth = current['user_auth'] === 'cert' ? [] : addUserAuth(config, table)
  if (generation === 'kubectl') return [...auth, ...firstClient(config, env)]
  const drifted = wantedClients(env, complain).filter(
    ({ cname, roles }) => config.hget(`${clients}|${cname}`, 'role@') !== roles.join(','),
  )
  const missing = drifted.length > 0 && config.keys(`${clients}|*`).length === 0
  return [
    ...auth,
    ...(missing ? [add([clients], {})] : []),
    ...drifted.map(({ cname, roles }) => add([clients, cname], { role: roles })),
  ]
}

/** Until 2026-03 there was one client, made where there is none of that name, with one text for a role. */
function firstClient(config: SonicDatabase, env: Environment): PatchOperation[] {
  const cname = env['TELEMETRY_CLIENT_CNAME']
  if (!cname || config.exists(`${clients}|${cname}`)) return []
  const client = { role: env['GNMI_CLIENT_ROLE'] ?? 'gnmi_show_readonly' }
  return config.keys(`${clients}|*`).length > 0
    ? [add([clients, cname], client)]
    : [add([clients], { [cname]: client })]
}

/** Whom the environment names; a text that can't be read counts for nothing. */
function wantedClients(env: Environment, complain: (text: string) => void): Client[] {
  const text = env['GNMI_CLIENT_CERTS']
  if (text) {
    try {
      const listed = JSON.parse(text) as { cname: string; role: string | string[] }[]
      return listed.map(({ cname, role }) => ({ cname, roles: [role].flat() }))
    } catch (error) {
      complain(`Bad GNMI_CLIENT_CERTS env var: ${(error as Error).message}; falling back to legacy`)
    }
  }
  const cname = env['TELEMETRY_CLIENT_CNAME']
  return cname ? [{ cname, roles: [env['GNMI_CLIENT_ROLE'] ?? 'gnmi_show_readonly'] }] : []
}

/** A patch adds to what is there: the table and the row come first. */
function addUserAuth(config: SonicDatabase, table: string): PatchOperation[] {
  if (config.exists(`${table}|gnmi`)) return [add([table, 'gnmi', 'user_auth'], 'cert')]
  const row = { user_auth: 'cert' }
  return config.keys(`${table}|*`).length > 0
    ? [add([table, 'gnmi'], row)]
    : [add([table], { gnmi: row })]
}

const pointer = (parts: readonly string[]): string =>
  parts.map((part) => `/${part.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
const add = (path: readonly string[], value: unknown): PatchOperation => ({
  op: 'add',
  path: pointer(path),
  value,
})
const remove = (...path: readonly string[]): PatchOperation => ({
  op: 'remove',
  path: pointer(path),
})
