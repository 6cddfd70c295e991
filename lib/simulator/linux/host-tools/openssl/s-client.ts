import { X509Certificate } from 'node:crypto'
import { connect, type TLSSocket } from 'node:tls'
import { absolute } from '../../../file-system/paths'
import type { CommandContext, CommandOutput } from '../../../machine/types'
import { Connection, type ConnectRefusal } from '../../../network/connection'
import { secureContextOf } from '../../../network/tls-client'
import { OpensslOptions } from './options'
import { certificatesIn, type Mistrust, noIssuer, whyNotTrusted } from './verify'
import { nameText } from './x509'

const valued = ['connect', 'host', 'port', 'servername', 'CAfile', 'CApath', 'cert', 'key', 'verify', 'alpn', 'verify_hostname', 'cipher'] // prettier-ignore
const switches = ['showcerts', 'verify_return_error', 'quiet', 'brief', 'no_ign_eof', 'ign_eof', 'tls1_2', 'tls1_3', 'noservername', 'prexit'] // prettier-ignore

/** `openssl s_client -connect HOST:PORT`: what a TLS server shows of itself; what is typed at it is not passed on. */
export async function sClient(
  args: readonly string[],
  context: CommandContext,
): Promise<CommandOutput> {
  const options = new OpensslOptions(args, valued, switches)
  if (options.unknown !== undefined)
    return {
      stderr: `s_client: Unknown option: -${options.unknown}\ns_client: Use -help for summary.\n`,
      exitCode: 1,
    }
  const [host, port] = endOf(options.value('connect') ?? options.words[0] ?? 'localhost:4433')
  const made = await context.machine.connect?.(host, port, context.signal)
  if (!(made instanceof Connection)) return { stderr: refusalText(made), exitCode: 1 }
  try {
    return await shownBy(made, host, options, context)
  } finally {
    made.socket.destroy()
  }
}

function endOf(text: string): [host: string, port: number] {
  const at = text.lastIndexOf(':')
  return [text.slice(0, at).replace(/^\[|\]$/g, ''), Number(text.slice(at + 1))]
}

const errnos: Readonly<Record<ConnectRefusal, readonly [number: number, code: string]>> = {
  'Connection refused': [111, '8000006F'],
  'No route to host': [113, '80000071'],
  'Connection timed out': [110, '8000006E'],
  'Name or service not known': [11, ''],
}

/** The queue of errors, each behind the number of the thread. */
function refusalText(reason: ConnectRefusal | undefined): string {
  const [errno, code] = errnos[reason ?? 'Name or service not known']
  const lines =
    code === ''
      ? 'error:10080002:BIO routines:BIO_lookup_ex:system lib:../crypto/bio/bio_addr.c:746:Temporary failure in name resolution\n'
      : `error:${code}:system library:BIO_connect:${reason}:../crypto/bio/bio_sock2.c:117:calling connect()\n${thread}:error:10000067:BIO routines:BIO_connect:connect error:../crypto/bio/bio_sock2.c:119:\n`
  return `${thread}:${lines}connect:errno=${errno}\n`
}

const thread = '800B3772DE7F0000'

async function shownBy(
  { socket }: Connection,
  host: string,
  options: OpensslOptions,
  context: CommandContext,
): Promise<CommandOutput> {
  const read = (name: string): string | undefined => {
    const path = options.value(name)
    return path === undefined ? undefined : context.fs.readText(absolute(context.cwd, path))
  }
  const servername = options.value('servername') ?? (/[a-z]/i.test(host) ? host : '')
  const secureContext = secureContextOf({ cert: read('cert'), key: read('key') ?? read('cert') })
  const tls = connect({ socket, servername, secureContext, rejectUnauthorized: false })
  try {
    await new Promise<void>((resolve, reject) => {
      tls.once('secureConnect', resolve).once('error', reject)
    })
  } catch {
    return { stdout: noPeer, stderr: `${thread}:${noTls}`, exitCode: 1 }
  }
  const authorities = certificatesIn(read('CAfile') ?? '')
  const wrong = whyWrong(tls, authorities, context)
  const failsOnIt = wrong !== undefined && options.has('verify_return_error')
  return { ...report(tls, authorities, wrong, servername), exitCode: failsOnIt ? 1 : 0 }
}

/** A handshake goes on after the first complaint: one without an issuer ends with another. */
const unverified = { number: 21, depth: 0, words: 'unable to verify the first certificate' }

/** What OpenSSL says in the end: the last of its complaints. */
function whyWrong(
  tls: TLSSocket,
  authorities: readonly X509Certificate[],
  { machine }: CommandContext,
): Mistrust | undefined {
  const peer = new X509Certificate(tls.getPeerCertificate().raw)
  const why = whyNotTrusted(peer, authorities, [], machine.clock.now())
  return why?.number === 20 ? unverified : why
}

function report(
  tls: TLSSocket,
  authorities: readonly X509Certificate[],
  wrong: Mistrust | undefined,
  servername: string,
): CommandOutput {
  const peer = new X509Certificate(tls.getPeerCertificate().raw)
  const [subject, issuer] = [nameText(peer.subject), nameText(peer.issuer)]
  const complaint = (number: number, words: string): string =>
    `depth=0 ${subject}\nverify error:num=${number}:${words}\nverify return:1\n`
  const first = wrong === unverified ? complaint(20, noIssuer) : ''
  const trusted = authorities.find((each) => peer.checkIssued(each))
  const above = wrong === undefined && trusted ? `depth=1 ${nameText(trusted.subject)}\nverify return:1\n` : '' // prettier-ignore
  const told = wrong ? complaint(wrong.number, wrong.words) : ''
  const { asymmetricKeyDetails, asymmetricKeyType } = peer.publicKey
  const bits = asymmetricKeyDetails?.modulusLength ?? 256
  const kind = asymmetricKeyType === 'rsa' ? 'rsaEncryption' : 'id-ecPublicKey'
  return {
    stderr: `${servername === '' ? "Can't use SSL_get_servername\n" : ''}${first}${told}${above}depth=0 ${subject}\nverify return:1\n`,
    stdout: `CONNECTED(00000003)
---
Certificate chain
 0 s:${subject}
   i:${issuer}
   a:PKEY: ${kind}, ${bits} (bit); sigalg: RSA-SHA256
   v:NotBefore: ${peer.validFrom}; NotAfter: ${peer.validTo}
---
Server certificate
${peer.toString().trim()}
subject=${subject}
issuer=${issuer}
---
Peer signing digest: SHA256
Peer signature type: RSA-PSS
Server Temp Key: X25519, 253 bits
---
SSL handshake has read 1706 bytes and written 391 bytes
${wrong === undefined ? 'Verification: OK' : `Verification error: ${wrong.words}`}
---
New, ${tls.getProtocol()}, Cipher is TLS_AES_128_GCM_SHA256
Server public key is ${bits} bit
Secure Renegotiation IS NOT supported
Compression: NONE
Expansion: NONE
No ALPN negotiated
Early data was not sent
Verify return code: ${wrong ? `${wrong.number} (${wrong.words})` : '0 (ok)'}
---
DONE
`,
  }
}

const noTls =
  'error:0A00010B:SSL routines:ssl3_get_record:wrong version number:../ssl/record/ssl3_record.c:350:\n'

const noPeer = `CONNECTED(00000003)
---
no peer certificate available
---
No client certificate CA names sent
---
SSL handshake has read 5 bytes and written 307 bytes
Verification: OK
---
New, (NONE), Cipher is (NONE)
Secure Renegotiation IS NOT supported
Compression: NONE
Expansion: NONE
No ALPN negotiated
Early data was not sent
Verify return code: 0 (ok)
---
`
