import { parseDatabaseRow } from '../dut/databases/database-row'
import { root } from '../host/command'
import { type Host } from '../host/host'
import { type Condition, met, notYet } from '../wait/condition'
import { milliseconds } from '../wait/duration'
import { type ClientRecords } from './sidecar-traits'

/** Who may use telemetry's server, and for what. */
export interface CertificateClient {
  readonly cname: string
  readonly roles: readonly string[]
}

/**
 * The environment by which telemetry's sidecar is told to keep these clients, and no others, in CONFIG_DB. Until 2026-03 it
 * knew no list, but one client with one text for a role: that is the first.
 */
export const verifying = (
  clients: readonly CertificateClient[],
): Readonly<Record<string, string>> => ({
  TELEMETRY_CLIENT_CERT_VERIFY_ENABLED: 'true',
  GNMI_CLIENT_CERTS: JSON.stringify(clients.map(({ cname, roles }) => ({ cname, role: roles }))),
  ...(clients[0] && {
    TELEMETRY_CLIENT_CNAME: clients[0].cname,
    GNMI_CLIENT_ROLE: clients[0].roles.join(','),
  }),
})

/** CONFIG_DB verifies telemetry's clients by certificate, in the sidecar's row; each of these has its roles. */
export const clientsInConfigDb = (
  dut: Host,
  clients: readonly CertificateClient[],
  { table, field, roles: written }: ClientRecords = today,
): Condition<void> => ({
  description: `CONFIG_DB to have ${clients.map(({ cname }) => cname).join(', ')} as clients of telemetry`,
  // Why it is not so, such as a patch that was refused, says the sidecar alone.
  hint: `journalctl -t systemd_stub.py -n 50   (on ${dut.name})`,
  everyMs: milliseconds(250),
  async check() {
    const row = `${table}|gnmi`
    const keys = [row, ...clients.map(({ cname }) => `GNMI_CLIENT_CERT|${cname}`)]
    const { stdout } = await dut.run(
      root`for key in ${keys}; do sonic-db-cli CONFIG_DB HGETALL "$key"; done`,
    )
    const [telemetry = {}, ...rows] = stdout.trim().split('\n').map(parseDatabaseRow)
    if (telemetry['user_auth'] !== 'cert')
      return notYet(`${row} has user_auth ${telemetry['user_auth'] ?? '(none)'}`)
    const text = ({ roles }: CertificateClient): string =>
      written === 'python' ? asPythonPrints(roles) : roles.join(',')
    const wrong = clients.find((client, at) => rows[at]?.[field] !== text(client))
    if (!wrong) return met(undefined)
    const found = rows[clients.indexOf(wrong)]?.[field]
    return notYet(`${wrong.cname} has the roles ${found ?? '(none)'}, not ${text(wrong)}`)
  },
})

const today: ClientRecords = { table: 'TELEMETRY', field: 'role@', roles: 'list' }

/** From 2026-03-13 to 2026-05-13 a list of roles was made a text by str(). */
const asPythonPrints = (roles: readonly string[]): string =>
  `[${roles.map((role) => `'${role}'`).join(', ')}]`

/** Gives a client another role, as somebody might by hand. */
export const roleAltered = (dut: Host, { cname }: CertificateClient): Promise<unknown> =>
  dut.change({
    what: `role of ${cname}`,
    undo: root`:`,
    do: root`sonic-db-cli CONFIG_DB HSET ${`GNMI_CLIENT_CERT|${cname}`} role@ nobody > /dev/null`,
  })
