import { type IncomingMessage } from 'node:http'
import { type SpdyStream } from '../../../spdy/spdy-stream'
import { type Answer } from '../answer'
import { type CommandOptions, CommandSession, type ConnectedCommand } from './command-session'
import { statusText } from './command-status'
import { type OpenConnection, upgradeToSpdy } from './spdy-upgrade'

/** From the third on a terminal tells its size, from the fourth on a Status tells the exit code. */
const protocols = ['v4', 'v3', 'v2'].map((version) => `${version}.channel.k8s.io`)
const first = 'channel.k8s.io'

/** How long the kubelet waits for a client's streams. */
const patienceMs = 30_000

/** Connects a client that speaks SPDY with a command; the answer: why not. */
export const commandOverSpdy = (
  request: IncomingMessage,
  options: CommandOptions,
  command: ConnectedCommand,
): Answer | undefined =>
  upgradeToSpdy(
    request,
    [...protocols, first],
    (open, protocol) => void converse(open, protocol, options, command),
  )

async function converse(
  open: OpenConnection,
  protocol: string,
  options: CommandOptions,
  command: ConnectedCommand,
): Promise<void> {
  const awaited = streamsOf(options, protocol)
  const streams = new Map<string, SpdyStream>()
  let haveCome: () => void = () => undefined
  const complete = new Promise<void>((resolve) => (haveCome = resolve))
  const connection = open((stream) => {
    streams.set(stream.headers.get('streamtype') ?? '', stream)
    if (awaited.every((type) => streams.has(type))) haveCome()
  })
  const impatience = setTimeout(() => void connection.close(), patienceMs).unref()
  await Promise.race([complete, connection.closed])
  clearTimeout(impatience)
  if (!awaited.every((type) => streams.has(type))) return

  const session = new CommandSession(options, {
    send: (stream, bytes) => void streams.get(stream)?.write(bytes),
    end(status) {
      streams.get('error')?.write(statusText(status, protocol))
      void connection.close()
    },
  })
  const stdin = streams.get('stdin')
  stdin?.on('data', (bytes: Buffer) => session.receive(bytes))
  stdin?.on('end', () => session.endOfInput())
  // Nothing of interest comes there, but what comes is taken.
  streams.get('resize')?.resume()
  void connection.closed.then(() => session.leave())
  await session.run(command)
}

/** Those that a client opens. */
function streamsOf(
  { stdin, stdout, stderr, tty }: CommandOptions,
  protocol: string,
): readonly string[] {
  const tellsSize = tty && /^v[34]\./.test(protocol)
  return [
    'error',
    ...(stdin ? ['stdin'] : []),
    ...(stdout ? ['stdout'] : []),
    ...(stderr ? ['stderr'] : []),
    ...(tellsSize ? ['resize'] : []),
  ]
}
