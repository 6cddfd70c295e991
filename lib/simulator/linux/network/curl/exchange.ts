import { type ClientRequest, type IncomingMessage, request as requestPlain } from 'node:http'
import { request } from 'node:https'
import type { TLSSocket } from 'node:tls'
import type { CommandLine } from '../../../go/command-line'
import type { CommandContext } from '../../../machine/types'
import { dial } from '../../../network/dial'
import { serverNameFor } from '../../../network/tls-client'
import type { Answer, Connected, Secured } from './answer'
import type { Asking } from './asking'
import { asGoWritesThem } from './go-headers'
import { cannotConnect, CurlFailure } from './failure'
import { secureContextFor } from './identity'
import { urlOf } from './local'
import type { Surroundings } from './surroundings'
import { reworded, verifyResults } from './tls-errors'

interface Way {
  readonly host: string
  readonly port: number
  readonly ip: string
  readonly at: { readonly host: string; readonly port: number }
}

/** Asks over the testbed's network. Throws CurlFailure. */
export async function exchange(
  asking: Asking,
  line: CommandLine,
  { network, address }: Surroundings,
  context: CommandContext,
): Promise<Answer> {
  const way = await wayTo(asking.url, line, network, context)
  const isPlain = asking.url.protocol === 'http:'
  const tls = isPlain
    ? {}
    : {
        servername: serverNameFor(hostOf(asking.url)),
        rejectUnauthorized: !line.is('insecure'),
        secureContext: secureContextFor(line, context),
      }
  const limit = line.value('max-time')
  return new Promise((resolve, reject) => {
    const outgoing = (isPlain ? requestPlain : request)({
      host: way.at.host,
      port: way.at.port,
      path: `${asking.url.pathname}${asking.url.search}`,
      method: asking.method,
      // Node refuses a `Host` that stands elsewhere.
      headers: ['Host', asking.url.host, ...asking.headers.flat()],
      setHost: false,
      agent: false,
      ...tls,
      signal: context.signal,
    })
    outgoing.on('response', (incoming) => {
      read(incoming, outgoing, asking, way, line, address).then(resolve, reject)
    })
    if (limit) endAfter(Number(limit) * 1000, outgoing)
    outgoing.on('error', (error: NodeJS.ErrnoException) =>
      reject(reworded(error, way.host, way.port, hostOf(asking.url))),
    )
    outgoing.end(asking.body)
  })
}

const endAfter = (ms: number, outgoing: ClientRequest): unknown =>
  outgoing.setTimeout(ms, () =>
    outgoing.destroy(
      new CurlFailure(28, `Operation timed out after ${ms} milliseconds with 0 bytes received`),
    ),
  )

async function read(
  incoming: IncomingMessage,
  outgoing: ClientRequest,
  asking: Asking,
  way: Way,
  line: CommandLine,
  address: string,
): Promise<Answer> {
  const secured = securedBy(outgoing.socket)
  incoming.setEncoding('utf8')
  let body = ''
  try {
    for await (const chunk of incoming) body += String(chunk)
  } catch {
    throw new CurlFailure(18, 'transfer closed with outstanding read data remaining')
  }
  // Every server here that speaks TLS is Go's, and speaks HTTP/2 with whom offers it.
  const isSecond = secured !== undefined && !line.is('http1.1') && !line.is('http1.0')
  return {
    status: incoming.statusCode ?? 0,
    reason: incoming.statusMessage ?? '',
    version: isSecond ? '2' : incoming.httpVersion === '1.0' ? '1.0' : '1.1',
    headers: asGoWritesThem(incoming.rawHeaders, body, isSecond),
    body,
    uploaded: Buffer.byteLength(asking.body ?? ''),
    over: connected(way, secured, address),
  }
}

function connected(
  { host, ip, port }: Way,
  secured: Secured | undefined,
  address: string,
): Connected {
  const isOwn = ip.startsWith('127.') || ip === '::1'
  return { host, ip, port, localIp: isOwn ? ip : address, secured }
}

function securedBy(socket: unknown): Secured | undefined {
  const tls = socket as Partial<TLSSocket> | null
  if (!tls?.getPeerCertificate) return undefined
  const protocol = tls.getProtocol?.() ?? 'TLSv1.3'
  return {
    protocol,
    // Of those of TLS 1.3 Go's servers prefer this one, whatever the client does.
    cipher:
      protocol === 'TLSv1.3' ? 'TLS_AES_128_GCM_SHA256' : (tls.getCipher?.().standardName ?? ''),
    certificate: tls.getPeerCertificate(),
    verifyResult: verifyResults[String(tls.authorizationError ?? '')] ?? 0,
  }
}

async function wayTo(
  url: URL,
  line: CommandLine,
  network: Surroundings['network'],
  context: CommandContext,
): Promise<Way> {
  const proxy = line.value('proxy')
  const target = proxy === undefined ? url : urlOf(proxy)
  const host = hostOf(target)
  const port = Number(target.port) || (target.protocol === 'https:' ? 443 : 80)
  const elsewhere = connectTo(line, host, port)
  const dialled = dial(
    network,
    context.machine,
    resolved(line, host, port) ?? elsewhere.host,
    elsewhere.port,
  )
  if (dialled.outcome === 'unknown-name')
    throw new CurlFailure(6, `Could not resolve host: ${host}`)
  if (dialled.outcome !== 'served') {
    const gaveUp = dialled.outcome === 'dropped' ? 28 : 7
    if (dialled.asksFor > 0) await unanswered(dialled.asksFor, line, host, port, context)
    throw cannotConnect(host, port, dialled.asksFor * 1000, gaveUp)
  }
  return { host, port, ip: dialled.ip, at: dialled.at }
}

const hostOf = (url: URL): string => url.hostname.replace(/^\[|\]$/g, '')

/** `--resolve HOST:PORT:ADDRESS`. */
const resolved = (line: CommandLine, host: string, port: number): string | undefined =>
  line
    .values('resolve')
    .find((each) => each.startsWith(`${host}:${port}:`) || each.startsWith(`*:${port}:`))
    ?.split(':')
    .slice(2)
    .join(':')
    .replace(/^\[|\]$/g, '')

/** `--connect-to HOST:PORT:OTHER:PORT`; what is empty matches all, or stays as it is. */
function connectTo(line: CommandLine, host: string, port: number): { host: string; port: number } {
  for (const each of line.values('connect-to')) {
    const [from = '', fromPort = '', to = '', toPort = ''] = each.split(':')
    if ((from === '' || from === host) && (fromPort === '' || Number(fromPort) === port))
      return { host: to || host, port: Number(toPort) || port }
  }
  return { host, port }
}

/** Linux asks again and again, for so many seconds; `--connect-timeout` and `--max-time` end that sooner, with a failure. */
async function unanswered(
  longest: number,
  line: CommandLine,
  host: string,
  port: number,
  { machine, signal }: CommandContext,
): Promise<void> {
  const ofConnecting = Number(line.value('connect-timeout') ?? Infinity)
  const ofAll = Number(line.value('max-time') ?? Infinity)
  const seconds = Math.min(longest, ofConnecting, ofAll)
  await machine.clock.delay(seconds * 1000, signal)
  const ms = Math.round(seconds * 1000)
  if (seconds === ofAll)
    throw new CurlFailure(28, `Connection timed out after ${ms + 1} milliseconds`)
  if (seconds === ofConnecting)
    throw new CurlFailure(
      28,
      `Failed to connect to ${host} port ${port} after ${ms} ms: Timeout was reached`,
    )
}
