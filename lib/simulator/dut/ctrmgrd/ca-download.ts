import { createPrivateKey, X509Certificate } from 'node:crypto'
import { CallFailure, httpsCall } from '../https-call'
import type { DutParts } from '../dut-parts'
import { FileSystemError } from '../../file-system/file-system-error'
import type { Machine } from '../../machine/machine'
import { osError, reprString } from '../python-text'
import type { CtrmgrdLog } from './ctrmgrd-log'

export const adminConf = '/etc/sonic/kube_admin.conf'
const certificateFile = '/etc/sonic/credentials/restapiserver.crt'
const keyFile = '/etc/sonic/credentials/restapiserver.key'
const caPath = '/api/v1/namespaces/default/configmaps/kube-root-ca.crt'
const systemBundle = '/etc/ssl/certs/ca-certificates.crt'

/** A failure that ctrmgrd catches; the message is what follows `Join failed: `. */
export class JoinFailure extends Error {}

/** Fetches the cluster's CA with the device's client certificate and writes kube_admin.conf of it. */
export async function downloadCa(
  parts: DutParts,
  log: CtrmgrdLog,
  server: { ip: string; port: string; insecure: boolean },
  signal: AbortSignal,
  warnOnce: () => boolean,
): Promise<void> {
  const { machine, random } = parts
  const credentials = readCredentials(parts)
  const answer = await fetchCa(parts, { ...server, ...credentials, signal })
  if (server.insecure && warnOnce()) log.warning(unverified(server.ip))
  if (answer.status >= 400)
    throw new JoinFailure(
      'Something wrong with AME cert or something wrong about sonic role in k8s cluster',
    )
  const ca = (JSON.parse(answer.text) as { data: Record<string, string> }).data['ca.crt']
  // Python's KeyError is caught nowhere: ctrmgrd dies of it.
  if (ca === undefined) throw new Error("KeyError: 'ca.crt'")
  const text = kubeconfig(server, ca, credentials)
  const temporary = `/tmp/tmp${random.of('mktemp').text(8, 'abcdefghijklmnopqrstuvwxyz0123456789_')}_kube_join`
  write(machine, temporary, text, 0o600)
  log.command('_gen_cli_kubeconf', `Downloaded = ${temporary}`)
  write(machine, adminConf, text)
  log.command('_gen_cli_kubeconf', `${adminConf} downloaded`)
}

/** A disk that takes nothing is an OSError of Python, which ctrmgrd catches. */
function write({ fs }: Machine, path: string, text: string, mode?: number): void {
  try {
    fs.writeText(path, text, mode === undefined ? {} : { mode })
  } catch (error) {
    if (!(error instanceof FileSystemError)) throw error
    throw new JoinFailure(osError(error))
  }
}

function readCredentials({ machine }: DutParts): { certificate: string; key: string } {
  const [certificate, key] = [certificateFile, keyFile].map((path, at) => {
    if (machine.fs.exists(path)) return machine.fs.readText(path)
    const kind = at === 0 ? 'certificate' : 'key'
    throw new JoinFailure(`Could not find the TLS ${kind} file, invalid path: ${path}`)
  })
  return { certificate: certificate ?? '', key: key ?? '' }
}

interface Fetch {
  readonly ip: string
  readonly port: string
  readonly insecure: boolean
  readonly certificate: string
  readonly key: string
  readonly signal: AbortSignal
}

async function fetchCa(
  parts: DutParts,
  { ip, port, insecure, certificate, key, signal }: Fetch,
): Promise<{ status: number; text: string }> {
  const { fs } = parts.machine
  const unusable = unusableCredentials(certificate, key)
  if (unusable !== undefined)
    throw new JoinFailure(`${poolOf(ip, port)}${retriesExceeded(`SSLError(${unusable})`)}`)
  // Before the change of 2026-06 the flag was tested as text, so nothing was ever verified.
  const verify = parts.variant.ctrmgrd === 'verified' && !insecure
  const bundle = fs.exists(systemBundle) ? fs.readText(systemBundle) : ''
  const call = {
    host: ip,
    port: Number(port),
    path: caPath,
    certificate,
    key,
    signal,
    ca: verify ? bundle : null,
    // Older ones set no limit of their own.
    ...(parts.variant.ctrmgrd === 'verified' && { timeoutMs: 10_000 }),
  }
  try {
    return await httpsCall(parts.network, parts.machine, call)
  } catch (error) {
    if (!(error instanceof CallFailure)) throw new JoinFailure((error as Error).message)
    if (error.reason === 'no-route') await parts.clock.delay(3100, signal)
    throw new JoinFailure(requestsError(error, ip, port, parts))
  }
}

/** The text of Python's requests for a connection that failed. */
function requestsError(
  { reason }: CallFailure,
  ip: string,
  port: string,
  { random, variant }: DutParts,
): string {
  const connection = `<urllib3.connection.HTTPSConnection object at 0x7f${random.of('addresses').hex(10)}>`
  const established = (cause: string): string =>
    `NewConnectionError('${connection}: Failed to establish a new connection: ${cause}')`
  const causes: Readonly<Record<CallFailure['reason'], string>> = {
    refused: established('[Errno 111] Connection refused'),
    'no-route': established('[Errno 113] No route to host'),
    dropped:
      variant.ctrmgrd === 'verified'
        ? `ConnectTimeoutError(${connection}, 'Connection to ${ip} timed out. (connect timeout=10)')`
        : established('[Errno 110] Connection timed out'),
    'unknown-name': established('[Errno -2] Name or service not known'),
    untrusted:
      "SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: unable to get local issuer certificate (_ssl.c:992)'))",
    'not-valid-now':
      "SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: certificate has expired (_ssl.c:992)'))",
    reset:
      "ProtocolError('Connection aborted.', ConnectionResetError(104, 'Connection reset by peer'))",
    timeout: '',
  }
  const why =
    reason === 'timeout' ? 'Read timed out. (read timeout=10)' : retriesExceeded(causes[reason])
  return poolOf(ip, port) + why
}

const poolOf = (ip: string, port: string): string =>
  `HTTPSConnectionPool(host=${reprString(ip)}, port=${port}): `

const retriesExceeded = (cause: string): string =>
  `Max retries exceeded with url: ${caPath} (Caused by ${cause})`

/** How Python's ssl refuses a certificate and a key before it calls anybody; undefined: it takes them. */
function unusableCredentials(certificate: string, key: string): string | undefined {
  const noPem = (line: number): string => `SSLError(524297, '[SSL] PEM lib (_ssl.c:${line})')`
  const shown = made(() => new X509Certificate(certificate))
  if (!shown) return noPem(3905)
  const own = made(() => createPrivateKey(key))
  if (!own) return noPem(3926)
  return shown.checkPrivateKey(own)
    ? undefined
    : "SSLError(116, '[X509: KEY_VALUES_MISMATCH] key values mismatch (_ssl.c:3926)')"
}

/** Undefined when it cannot be made of what was given. */
function made<T>(make: () => T): T | undefined {
  try {
    return make()
  } catch {
    return undefined
  }
}

const unverified = (ip: string): string =>
  `/usr/lib/python3/dist-packages/urllib3/connectionpool.py:1065: InsecureRequestWarning: Unverified HTTPS request is being made to host '${ip}'. Adding certificate verification is strongly advised. See: https://urllib3.readthedocs.io/en/1.26.x/advanced-usage.html#ssl-warnings\n  warnings.warn(`

const base64 = (text: string): string => Buffer.from(text).toString('base64')

const kubeconfig = (
  server: { ip: string; port: string },
  ca: string,
  { certificate, key }: { certificate: string; key: string },
): string => `
apiVersion: v1
clusters:
- cluster:
    certificate-authority-data: ${base64(ca)}
    server: https://${server.ip}:${server.port}
  name: kubernetes
contexts:
- context:
    cluster: kubernetes
    user: user
  name: user@kubernetes
current-context: user@kubernetes
kind: Config
preferences: {}
users:
- name: user
  user:
    client-certificate-data: ${base64(certificate)}
    client-key-data: ${base64(key)}
    `
