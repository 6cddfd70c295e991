import { request } from 'node:https'
import { checkServerIdentity, type PeerCertificate } from 'node:tls'
import { dial } from '../network/dial'
import type { Machine } from '../machine/machine'
import type { SimulatedNetwork } from '../network/simulated-network'
import { isValidAt, secureContextOf, serverNameFor } from '../network/tls-client'

export interface HttpsCall {
  readonly host: string
  readonly port: number
  readonly path: string
  readonly method?: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  readonly body?: string | undefined
  readonly contentType?: string
  /** The program's name: to an API server its fields are this one's. */
  readonly userAgent?: string
  /** PEM. `null`: the server's certificate is not verified. */
  readonly ca: string | null
  readonly certificate?: string
  readonly key?: string
  /** In place of a certificate. */
  readonly token?: string | undefined
  readonly timeoutMs?: number
  readonly signal?: AbortSignal
}

export interface HttpsAnswer {
  readonly status: number
  readonly text: string
}

/** Why there was no answer; each client words it in its own way. */
export class CallFailure extends Error {
  constructor(
    readonly reason:
      | 'refused'
      | 'no-route'
      | 'dropped'
      | 'unknown-name'
      | 'untrusted'
      | 'not-valid-now'
      | 'timeout'
      | 'reset',
    readonly ip: string,
  ) {
    super(reason)
  }
}

/** One HTTPS request from a machine, its name looked up in /etc/hosts. Rejects with CallFailure. */
export function httpsCall(
  network: SimulatedNetwork,
  machine: Machine,
  call: HttpsCall,
): Promise<HttpsAnswer> {
  const dialled = dial(network, machine, call.host, call.port)
  if (dialled.outcome === 'unknown-name') return Promise.reject(new CallFailure('unknown-name', ''))
  if (dialled.outcome === 'dropped') return unanswered(machine, call, dialled.ip)
  if (dialled.outcome !== 'served')
    return Promise.reject(new CallFailure(dialled.outcome, dialled.ip))
  const headers = {
    Accept: 'application/json',
    ...(call.token && { Authorization: `Bearer ${call.token}` }),
    ...(call.userAgent && { 'User-Agent': call.userAgent }),
    ...(call.body ? { 'Content-Type': call.contentType ?? 'application/json' } : {}),
  }
  const answer = new Promise<HttpsAnswer>((resolve, reject) => {
    const outgoing = request(
      {
        ...dialled.at,
        method: call.method ?? 'GET',
        path: call.path,
        agent: false,
        headers,
        signal: call.signal,
        ...tlsOf(call, machine),
      },
      (incoming) => {
        let text = ''
        incoming.setEncoding('utf8')
        incoming.on('data', (chunk: string) => (text += chunk))
        incoming.on('end', () => resolve({ status: incoming.statusCode ?? 0, text }))
        incoming.on('error', fail)
      },
    )
    const fail = (error: Error): void =>
      reject(error instanceof CallFailure ? error : new CallFailure(reasonOf(error), dialled.ip))
    outgoing.on('error', fail)
    if (call.timeoutMs)
      outgoing.setTimeout(call.timeoutMs, () =>
        outgoing.destroy(new CallFailure('timeout', dialled.ip)),
      )
    outgoing.end(call.body)
  })
  return machine.clock.outside(answer)
}

/** How long Linux goes on asking, where the client does not end it sooner. */
const synRetriesMs = 131_000

async function unanswered(
  { clock }: Machine,
  { timeoutMs = synRetriesMs, signal }: HttpsCall,
  ip: string,
): Promise<never> {
  await clock.delay(timeoutMs, signal)
  throw new CallFailure('dropped', ip)
}

const tlsOf = ({ host, ca, certificate, key }: HttpsCall, { clock }: Machine): object => ({
  servername: serverNameFor(host),
  rejectUnauthorized: ca !== null,
  checkServerIdentity: (_: string, peer: PeerCertificate) =>
    isValidAt(clock.now(), peer)
      ? checkServerIdentity(host, peer)
      : new CallFailure('not-valid-now', host),
  secureContext: secureContextOf({ ca: ca ?? undefined, cert: certificate, key }),
})

function reasonOf(error: NodeJS.ErrnoException): CallFailure['reason'] {
  if (error.code === 'ECONNREFUSED') return 'refused'
  if (/CERT_(HAS_EXPIRED|NOT_YET_VALID)/.test(error.code ?? '')) return 'not-valid-now'
  const untrusted = /CERT|VERIFY|SELF_SIGNED|ALTNAME|ISSUER/.test(error.code ?? '')
  return untrusted ? 'untrusted' : 'reset'
}
