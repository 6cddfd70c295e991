import { type IncomingMessage, request as httpRequest } from 'node:http'
import { connect as connectTcp, type Socket } from 'node:net'
import { checkServerIdentity, connect as connectTls, type PeerCertificate } from 'node:tls'
import { type Dialled, dial } from '../../network/dial'
import { Lifetime } from '../../machine/lifetime'
import type { Machine } from '../../machine/machine'
import type { SimulatedNetwork } from '../../network/simulated-network'
import { isValidAt, secureContextOf, serverNameFor } from '../../network/tls-client'
import { GoError, goWordsOf } from './go-errors'
import { type ProxySettings, proxyFor } from './proxy-settings'

/** From where a daemon makes its connections. */
export interface Origin {
  readonly network: SimulatedNetwork
  readonly machine: Machine
  /** As others see it. */
  readonly address: string
}

export interface Trust {
  /** PEM texts; none: those that Node comes with. */
  readonly cas: readonly string[]
  readonly anyCertificate: boolean
  /** Go has put `tls: failed to verify certificate: ` before its complaints since 1.20. */
  readonly prefix: string
}

export interface Call {
  readonly method: 'GET' | 'HEAD'
  readonly url: URL
  readonly headers?: Readonly<Record<string, string>>
  readonly proxies: ProxySettings
  readonly trust: Trust
  readonly signal: AbortSignal
  /** Told of each piece of an answer. */
  readonly progress?: (() => void) | undefined
}

export interface Answer {
  readonly status: number
  readonly headers: IncomingMessage['headers']
  readonly body: Buffer
}

/** One HTTP request of a Go program on a simulated machine, over TCP and TLS that are real. Rejects with GoError. */
export async function roundTrip(origin: Origin, call: Call): Promise<Answer> {
  const { url, proxies, method, headers, progress } = call
  // One for each: a pull is many requests, and each listens.
  using lifetime = new Lifetime(call.signal)
  const { signal } = lifetime
  const proxy = proxyFor(url, proxies)
  const isTls = url.protocol === 'https:'
  const target = { host: hostOf(url), port: Number(url.port) || (isTls ? 443 : 80) }
  const tcp = await openTcp(origin, proxy ?? target, proxy ? 'proxyconnect tcp: ' : '', signal)
  try {
    if (proxy && isTls) await tunnel(tcp, `${url.hostname}:${target.port}`)
    const socket = isTls ? await secure(tcp, target.host, call, origin.machine) : tcp
    const path = proxy && !isTls ? url.href : `${url.pathname}${url.search}`
    return await exchange(socket, {
      method,
      path,
      headers: { Host: url.host, ...headers },
      signal,
      progress,
    })
  } finally {
    tcp.destroy()
  }
}

const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[|\]$/g, '')

async function openTcp(
  { network, machine, address }: Origin,
  { host, port }: { host: string; port: number },
  prefix: string,
  signal: AbortSignal,
): Promise<Socket> {
  const dialled = dial(network, machine, host, port)
  if (dialled.outcome === 'dropped') await machine.clock.delay(15_000, signal)
  if (dialled.outcome !== 'served') throw new GoError(`${prefix}${dialWords(dialled, host, port)}`)
  const socket = connectTcp({ ...dialled.at, signal })
  // Whatever happens to it is told by what reads from it.
  socket.on('error', () => undefined)
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve)
    socket.once('error', () =>
      reject(new GoError(`${prefix}dial tcp ${dialled.ip}:${port}: connect: connection refused`)),
    )
  })
  network.noteSource(socket.localPort ?? 0, address)
  return socket
}

function dialWords(
  dialled: Exclude<Dialled, { outcome: 'served' }>,
  host: string,
  port: number,
): string {
  if (dialled.outcome === 'unknown-name')
    return `dial tcp: lookup ${host}: Temporary failure in name resolution`
  if (dialled.outcome === 'dropped')
    return 'net/http: request canceled while waiting for connection (Client.Timeout exceeded while awaiting headers)'
  const why = dialled.outcome === 'refused' ? 'connection refused' : 'no route to host'
  return `dial tcp ${dialled.ip}:${port}: connect: ${why}`
}

/** CONNECT; the reason of a refusal is the whole error. */
async function tunnel(socket: Socket, authority: string): Promise<void> {
  socket.write(
    `CONNECT ${authority} HTTP/1.1\r\nHost: ${authority}\r\nUser-Agent: Go-http-client/1.1\r\n\r\n`,
  )
  const head = await new Promise<string>((resolve, reject) => {
    let text = ''
    const read = (): void => {
      for (
        let byte = socket.read(1) as Buffer | null;
        byte;
        byte = socket.read(1) as Buffer | null
      ) {
        text += byte.toString('latin1')
        if (!text.endsWith('\r\n\r\n')) continue
        socket.off('readable', read)
        return resolve(text)
      }
    }
    socket.on('readable', read)
    socket.once('close', () => reject(new GoError('proxyconnect tcp: EOF')))
  })
  const [, status = '', reason = ''] = /^HTTP\/\d\.\d (\d+) ?([^\r]*)/.exec(head) ?? []
  if (status !== '200') throw new GoError(reason)
}

async function secure(
  socket: Socket,
  host: string,
  { trust }: Call,
  { clock }: Machine,
): Promise<Socket> {
  const secured = connectTls({
    socket,
    servername: serverNameFor(host),
    rejectUnauthorized: !trust.anyCertificate,
    secureContext: secureContextOf({ ca: trust.cas.join('\n') }),
    checkServerIdentity: (_, peer: PeerCertificate) =>
      isValidAt(clock.now(), peer) ? checkServerIdentity(host, peer) : new GoError(expired),
  })
  await new Promise<void>((resolve, reject) => {
    secured.once('secureConnect', resolve)
    secured.once('error', (error: NodeJS.ErrnoException) =>
      reject(goWordsOf(error, host, trust.prefix)),
    )
    secured.once('close', () => reject(new GoError('EOF')))
  })
  secured.on('error', () => undefined)
  return secured
}

const expired = 'x509: certificate has expired or is not yet valid'

function exchange(
  socket: Socket,
  {
    signal,
    progress,
    ...options
  }: Pick<Call, 'signal' | 'progress'> & {
    method: string
    path: string
    headers: Record<string, string>
  },
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest(
      { ...options, signal, createConnection: () => socket },
      (incoming) => {
        const chunks: Buffer[] = []
        incoming.on('data', (chunk: Buffer) => {
          progress?.()
          chunks.push(chunk)
        })
        incoming.on('error', () =>
          reject(signal.aborted ? (signal.reason as Error) : new GoError('unexpected EOF')),
        )
        incoming.on('end', () =>
          resolve({
            status: incoming.statusCode ?? 0,
            headers: incoming.headers,
            body: Buffer.concat(chunks),
          }),
        )
      },
    )
    outgoing.on('error', () =>
      reject(signal.aborted ? (signal.reason as Error) : new GoError('EOF')),
    )
    outgoing.end()
  })
}
