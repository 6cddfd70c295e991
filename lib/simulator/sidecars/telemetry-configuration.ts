import type { SonicDatabase } from '../databases/databases'
import { isOn } from './sidecar-kinds'
import { clientTable as clients, type Environment, wantedClients } from './telemetry-clients'

const table = 'TELEMETRY'

export interface PatchOperation {
  readonly op: 'add' | 'remove'
  readonly path: string
  readonly value?: unknown
}

/**
 * The smallest patch (RFC 6902) that makes CONFIG_DB as telemetry's sidecar wants it: clients verified by certificate,
 * each with its roles; or, switched off, neither that nor any client at all, whoever entered it.
 */
export function wantedPatch(
  config: SonicDatabase,
  env: Environment,
  complain: (text: string) => void,
): PatchOperation[] {
  const current = config.hgetall(`${table}|gnmi`)
  if (!isOn(env['TELEMETRY_CLIENT_CERT_VERIFY_ENABLED'])) {
    const field = 'user_auth' in current ? [remove(table, 'gnmi', 'user_auth')] : []
    const isEmpty = config.keys(`${clients}|*`).length === 0
    return [...field, ...(isEmpty ? [] : [remove(clients)])]
  }
  const auth = current['user_auth'] === 'cert' ? [] : addUserAuth(config)
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

/** A patch adds to what is there: the table and the row come first. */
function addUserAuth(config: SonicDatabase): PatchOperation[] {
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
