import type { SonicDatabase } from '../databases/databases'
import type { SidecarAge } from './sidecar-age'
import { isOn } from './sidecar-kinds'
import {
  asText,
  type Client,
  clientTable,
  type Environment,
  legacyClient,
  wantedClients,
} from './telemetry-clients'

interface Log {
  readonly note: (text: string) => void
  readonly complain: (text: string) => void
}

/**
 * What telemetry's sidecar did in CONFIG_DB until 2026-05: it wrote rows itself, made a client where there was none of that
 * name, whatever roles that one had, and, switched off, removed the clients of its environment and no others.
 */
export function reconcileAsBefore(
  config: SonicDatabase,
  env: Environment,
  { table, clients: known }: SidecarAge,
  log: Log,
): void {
  const clients: readonly Client[] =
    known === 'one' ? legacyClient(env) : wantedClients(env, log.complain, asText)
  const isWanted = isOn(env['TELEMETRY_CLIENT_CERT_VERIFY_ENABLED'])
  const was = config.hget(`${table}|gnmi`, 'user_auth')
  if (isWanted && was !== 'cert') {
    config.hset(`${table}|gnmi`, { user_auth: 'cert' })
    log.note(`Set ${table}|gnmi.user_auth=cert (was: ${was ?? '<unset>'})`)
  }
  for (const { cname, roles } of clients) {
    const key = `${clientTable}|${cname}`
    const role = roles.join()
    if (config.exists(key) === isWanted) continue
    if (isWanted) config.hset(key, { role })
    else config.del([key])
    log.note(isWanted ? `Created ${key} with role=${role}` : `Removed ${key}`)
  }
}
