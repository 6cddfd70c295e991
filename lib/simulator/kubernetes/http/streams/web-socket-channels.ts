import { type IncomingMessage } from 'node:http'
import { type RawData, type WebSocket, WebSocketServer } from 'ws'
import { takeOver } from '../upgrade'

/** By the protocols of the fourth version a Status tells how all ended. */
export const channelProtocols = {
  v4: ['v4.channel.k8s.io', 'v4.base64.channel.k8s.io'],
  before: ['channel.k8s.io', 'base64.channel.k8s.io'],
} as const

/** Who offers none speaks the first. */
const unnamed = ''

/**
 * Chooses the first known one of those that a client offers; undefined: it offers others only. That is so with kubectl from
 * 1.29 on, which wants the fifth first, of servers from 1.30 on, and then speaks SPDY.
 */
export function channelProtocol(
  request: IncomingMessage,
  known: readonly string[],
): string | undefined {
  const offered = request.headers['sec-websocket-protocol']?.split(',').map((name) => name.trim())
  return offered ? offered.find((name) => known.includes(name)) : unnamed
}

const accepted = new WeakMap<IncomingMessage, string>()
const server = new WebSocketServer({
  noServer: true,
  clientTracking: false,
  handleProtocols: (_, request) => accepted.get(request) || false,
})

/** Speaks WebSocket on the request's connection from now on; `serve` gets its channels. */
export function openChannels(
  request: IncomingMessage,
  protocol: string,
  serve: (channels: Channels) => void,
): void {
  const { socket, head } = takeOver(request)
  accepted.set(request, protocol)
  server.handleUpgrade(request, socket, head, (webSocket) =>
    serve(new Channels(webSocket, protocol.includes('base64'))),
  )
}

/** One connection's numbered channels: each message begins with the number of its own. */
export class Channels {
  constructor(
    private readonly webSocket: WebSocket,
    private readonly isBase64: boolean,
  ) {
    webSocket.on('error', () => webSocket.terminate())
  }

  send(channel: number, bytes: Buffer): void {
    this.webSocket.send(
      this.isBase64
        ? `${channel}${bytes.toString('base64')}`
        : Buffer.concat([Buffer.of(channel), bytes]),
    )
  }

  onMessage(receive: (channel: number, bytes: Buffer) => void): void {
    this.webSocket.on('message', (data: RawData) => {
      const message = data as Buffer
      if (message.length === 0) return
      const rest = message.subarray(1)
      if (this.isBase64) receive(Number(String.fromCharCode(message[0]!)), decoded(rest))
      else receive(message[0]!, rest)
    })
  }

  onClose(left: () => void): void {
    this.webSocket.on('close', left)
  }

  close(): void {
    this.webSocket.close(1000)
  }
}

const decoded = (text: Buffer): Buffer => Buffer.from(text.toString('latin1'), 'base64')
