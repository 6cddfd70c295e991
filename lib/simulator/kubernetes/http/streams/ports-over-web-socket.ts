import { type IncomingMessage } from 'node:http'
import { Duplex } from 'node:stream'
import { type ForwardPort } from '../../kubelet/kubelet-server'
import { joinWithPort } from './joined-port'
import { type Channels, openChannels } from './web-socket-channels'

/**
 * Forwards ports to a client that speaks WebSocket, one connection for each: on two channels, for data and for errors, both of
 * which begin with the port's number. When all have ended, so does the client's connection.
 */
export function portsOverWebSocket(
  request: IncomingMessage,
  protocol: string,
  ports: readonly number[],
  forward: ForwardPort,
): void {
  openChannels(request, protocol, (connection) => {
    const streams = ports.flatMap((_, index) => [
      channelStream(connection, 2 * index),
      channelStream(connection, 2 * index + 1),
    ])
    connection.onMessage((channel, bytes) => streams[channel]?.push(bytes))
    connection.onClose(() => streams.forEach((stream) => stream.destroy()))
    const all = ports.map((port, index) => {
      const [client, errors] = streams.slice(2 * index) as [Duplex, Duplex]
      for (const stream of [client, errors]) stream.write(numberOf(port))
      return joinWithPort(client, errors, port, forward)
    })
    void Promise.all(all).then(() => connection.close())
  })
}

const channelStream = (connection: Channels, channel: number): Duplex =>
  new Duplex({
    read: () => undefined,
    write(bytes: Buffer, _, done) {
      connection.send(channel, bytes)
      done()
    },
  })

const numberOf = (port: number): Buffer => Buffer.of(port & 0xff, port >> 8)
