import type { SonicDatabases } from '../databases/databases'

/** How CONFIG_DB wants the gnmi server to listen: what gnmi-native.sh makes of its rows. */
export interface GnmiConfiguration {
  readonly port: number
  /** Clients must show a certificate. */
  readonly clientAuth: boolean
  readonly userAuth: string
  /** Undefined: plaintext, on the loopback only. */
  readonly tls?: {
    /** Undefined: `--insecure`, a certificate that it makes up. */
    readonly files?: { readonly certificate: string; readonly key: string }
    readonly authority?: string
  }
}

/** Throws on a port that is none: the script exits 2. */
export function gnmiConfiguration({ config }: SonicDatabases): GnmiConfiguration {
  const gnmi = config.hgetall('GNMI|gnmi')
  const port = Number(gnmi['port'] ?? 8080)
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new Error(`Incorrect port value ${gnmi['port']}, expecting positive integers`)
  const { client_auth: clientAuth = '', user_auth: userAuth = 'cert' } = gnmi
  const settings = { port, userAuth, clientAuth: clientAuth !== '' && clientAuth !== 'false' }
  const key = ['GNMI|certs', 'DEVICE_METADATA|x509'].find((each) => config.exists(each))
  if (!key) return settings
  const certs = config.hgetall(key)
  const { server_crt: certificate, server_key: serverKey, ca_crt: authority } = certs
  const files = certificate && serverKey ? { certificate, key: serverKey } : undefined
  return { ...settings, tls: { ...(files && { files }), ...(authority && { authority }) } }
}
