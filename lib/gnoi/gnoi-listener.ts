import { parseDatabaseRow } from '../dut/databases/database-row'
import { root } from '../host/command'
import { factWord, parseFacts } from '../host/facts'
import { type Host } from '../host/host'

/** Where the gnmi container listens, which serves gNOI as well, as CONFIG_DB says. */
export interface GnoiListener {
  readonly port: number
  /** Undefined: plaintext, which it offers on the loopback only. */
  readonly tls?: GnoiTls
}

export interface GnoiTls {
  /** PEM: the certificate that it must show. Undefined where none is configured: it makes one up (`--insecure`). */
  readonly certificate?: string
  /** PEM: who may have signed it; without one it vouches for itself. */
  readonly authority?: string
}

/** gnmi-native.sh's own default. */
const defaultPort = 8080

/**
 * Reads it from CONFIG_DB: certificates of `GNMI|certs`, else of `DEVICE_METADATA|x509`; without such a row there is
 * no TLS. A row without certificate or key means TLS with a certificate that nobody can verify.
 */
export async function gnoiListener(dut: Host): Promise<GnoiListener> {
  const { stdout } = await dut.run(root`
    ${factWord}
    row() { fact "$1" "$(sonic-db-cli CONFIG_DB HGETALL "$1")"; }
    row 'GNMI|gnmi'
    row 'GNMI|certs'
    row 'DEVICE_METADATA|x509'
  `)
  const facts = parseFacts(stdout)
  const row = (key: string): Readonly<Record<string, string>> => parseDatabaseRow(facts(key))
  const port = Number(row('GNMI|gnmi')['port'] ?? defaultPort)
  const certs = [row('GNMI|certs'), row('DEVICE_METADATA|x509')].find(
    (each) => Object.keys(each).length > 0,
  )
  if (!certs) return { port }
  const { server_crt: certificate, server_key: key, ca_crt: authority } = certs
  if (!certificate || !key) return { port, tls: {} }
  return {
    port,
    tls: {
      certificate: await readFile(dut, certificate),
      ...(authority && { authority: await readFile(dut, authority) }),
    },
  }
}

const readFile = async (dut: Host, path: string): Promise<string> =>
  (await dut.run(root`cat ${path}`)).stdout
