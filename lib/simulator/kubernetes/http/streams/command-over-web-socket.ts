import { type IncomingMessage } from 'node:http'
import { type CommandOptions, CommandSession, type ConnectedCommand } from './command-session'
import { statusText } from './command-status'
import { openChannels } from './web-socket-channels'

const channels = { stdin: 0, stdout: 1, stderr: 2, error: 3 } as const

/** Connects a client that speaks WebSocket with a command. It can't end its input without leaving. */
export function commandOverWebSocket(
  request: IncomingMessage,
  protocol: string,
  options: CommandOptions,
  command: ConnectedCommand,
): void {
  openChannels(request, protocol, (connection) => {
    const session = new CommandSession(options, {
      send: (stream, bytes) => connection.send(channels[stream], bytes),
      end(status) {
        connection.send(channels.error, Buffer.from(statusText(status, protocol)))
        connection.close()
      },
    })
    connection.onMessage((channel, bytes) => {
      if (channel === channels.stdin) session.receive(bytes)
    })
    connection.onClose(() => session.leave())
    connection.send(channels[firstOutput(options)], Buffer.alloc(0))
    void session.run(command)
  })
}

/** By an empty message there the kubelet tells that it is there. */
const firstOutput = ({ stdout, stderr }: CommandOptions): 'stdout' | 'stderr' | 'error' =>
  stdout ? 'stdout' : stderr ? 'stderr' : 'error'
