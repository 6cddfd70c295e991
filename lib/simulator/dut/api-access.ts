import { CallFailure, type HttpsAnswer, type HttpsCall, httpsCall } from './https-call'
import type { DutParts } from './dut-parts'

/** The API server did not give what was asked; the message is worded as Go clients word it. */
export class ApiFailure extends Error {
  constructor(
    message: string,
    /** The HTTP status, where there was one. */
    readonly status?: number,
  ) {
    super(message)
  }
}

/** Where the API server is, and who asks: without a certificate, nobody in particular. */
export type ApiAccess = Pick<HttpsCall, 'host' | 'port' | 'ca' | 'certificate' | 'key' | 'token'>

interface Change {
  readonly method: 'POST' | 'PATCH' | 'DELETE'
  readonly body?: object
  readonly contentType?: string
  readonly userAgent: string
}

/** Asks the API server for an object as a program on the device; rejects with ApiFailure. */
export async function askApi<T>(
  { network, machine }: DutParts,
  access: ApiAccess,
  path: string,
  signal: AbortSignal,
  change?: Change,
): Promise<T> {
  const { host, port, ca, certificate, key, token } = access
  const sent = change && { ...change, body: change.body && JSON.stringify(change.body) }
  let answer: HttpsAnswer
  try {
    answer = await httpsCall(network, machine, {
      host,
      port,
      path,
      ca,
      ...(certificate && key ? { certificate, key } : { token }),
      signal,
      timeoutMs: 10_000,
      ...sent,
    })
  } catch (error) {
    if (!(error instanceof CallFailure)) throw error
    const method = change?.method ?? 'GET'
    const verb = `${method[0]}${method.slice(1).toLowerCase()}`
    throw new ApiFailure(
      `${verb} "https://${host}:${port}${path}?timeout=10s": ${goWords(error, access)}`,
    )
  }
  if (answer.status < 300) return JSON.parse(answer.text) as T
  throw new ApiFailure(statusMessage(answer.text), answer.status)
}

function goWords({ reason, ip }: CallFailure, { host, port }: ApiAccess): string {
  const words: Readonly<Record<CallFailure['reason'], string>> = {
    refused: `dial tcp ${ip}:${port}: connect: connection refused`,
    'no-route': `dial tcp ${ip}:${port}: connect: no route to host`,
    dropped: `dial tcp ${ip}:${port}: i/o timeout`,
    'unknown-name': `dial tcp: lookup ${host} on 127.0.0.1:53: read udp 127.0.0.1:59693->127.0.0.1:53: read: connection refused`,
    untrusted: 'x509: certificate signed by unknown authority',
    'not-valid-now': 'x509: certificate has expired or is not yet valid',
    timeout: 'net/http: request canceled (Client.Timeout exceeded while awaiting headers)',
    reset: 'EOF',
  }
  return words[reason]
}

function statusMessage(text: string): string {
  try {
    return (JSON.parse(text) as { message?: string }).message ?? text
  } catch {
    return text.trim()
  }
}
