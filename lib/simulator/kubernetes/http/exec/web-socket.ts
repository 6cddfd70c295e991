import { type IncomingMessage } from 'node:http'
import { type RawData, type WebSocket, WebSocketServer } from 'ws'
import { type RunCommand } from '../../kubelet/kubelet-server'
import { type Upgrade } from '../upgrade'
import { type ExecClient, type ExecOptions, ExecSession } from './exec-session'

/** The first byte of each message. */
export const channels = { stdin: 0, stdout: 1, stderr: 2, error: 3, resize: 4, close: 255 } as const

/**
 * Those that end with a Status; in the latter a client can end its input. Servers before 1.30 refuse the latter, and kubectl
 * then speaks SPDY: here it is taken from who offers nothing else.
 */
const protocols = ['v4.channel.k8s.io', 'v5.channel.k8s.io']

/** Chooses among the protocols that a client offers; undefined: it offers none that is known. */
export function channelProtocol({ headers }: IncomingMessage): string | undefined {
  const offered = (headers['sec-websocket-protocol'] ?? '').split(',').map((name) => name.trim())
  return protocols.find((name) => offered.includes(name))
}

const server = new WebSocketServer({
  noServer: true,
  clientTracking: false,
  handleProtocols: (_, request) => channelProtocol(request) ?? false,
})

/** Runs a command for a client that speaks WebSocket. */
export function execOverWebSocket(
  request: IncomingMessage,
  { socket, head }: Upgrade,
  options: ExecOptions,
  run: RunCommand,
): void {
  server.handleUpgrade(request, socket, head, (webSocket) => {
    const session = new ExecSession(options, clientOf(webSocket))
    webSocket.on('message', (data) => receive(session, data))
    webSocket.on('close', () => session.leave())
    webSocket.on('error', () => webSocket.terminate())
    // By this the kubelet tells that it is there.
    webSocket.send(Buffer.of(options.stdout ? channels.stdout : channels.error))
    void session.run(run)
  })
}

const clientOf = (webSocket: WebSocket): ExecClient => ({
  send: (stream, bytes) => webSocket.send(Buffer.concat([Buffer.of(channels[stream]), bytes])),
  end(status) {
    webSocket.send(Buffer.concat([Buffer.of(channels.error), Buffer.from(JSON.stringify(status))]))
    webSocket.close(1000)
  },
})

function receive(session: ExecSession, data: RawData): void {
  const [channel, ...rest] = data as Buffer
  if (channel === channels.stdin) session.receive((data as Buffer).subarray(1))
  else if (channel === channels.close && rest[0] === channels.stdin) session.endOfInput()
}
