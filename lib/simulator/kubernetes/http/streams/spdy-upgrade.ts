import { type IncomingMessage } from 'node:http'
import { SpdyConnection } from '../../../spdy/spdy-connection'
import { type SpdyStream } from '../../../spdy/spdy-stream'
import { type Answer } from '../answer'
import { takeOver, upgradeAsked } from '../upgrade'
import { refused } from './refused'

/**
 * Speaks SPDY/3.1 on the request's connection from now on, by the first of the client's protocols that is known; `serve` gets
 * what to open the connection with, and that protocol. The answer: why not.
 */
export function upgradeToSpdy(
  request: IncomingMessage,
  known: readonly string[],
  serve: (open: OpenConnection, protocol: string) => void,
): Answer | undefined {
  const offered = offeredBy(request)
  const protocol = offered.find((name) => known.includes(name)) ?? ''
  // Who offers none is taken for a client from before there were any.
  if (protocol === '' && offered.length > 0) return noneKnown(offered, known)
  if (!upgradeAsked(request)?.includes('spdy/3.1'))
    return refused(400, 'unable to upgrade: missing upgrade headers in request\n')
  const { socket, head } = takeOver(request)
  const named = protocol && `X-Stream-Protocol-Version: ${protocol}\r\n`
  socket.write(
    `HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: SPDY/3.1\r\n${named}\r\n`,
  )
  if (head.length > 0) socket.unshift(head)
  serve((onStream) => new SpdyConnection(socket, onStream), protocol)
  return undefined
}

/** Tells of each stream that the client opens. */
export type OpenConnection = (onStream: (stream: SpdyStream) => void) => SpdyConnection

const versionHeader = 'x-stream-protocol-version'

const offeredBy = ({ headers }: IncomingMessage): string[] =>
  String(headers[versionHeader] ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')

const noneKnown = (offered: readonly string[], known: readonly string[]): Answer => ({
  ...refused(
    403,
    `unable to upgrade: unable to negotiate protocol: client supports [${offered.join(' ')}], server accepts [${known.join(' ')}]\n`,
  ),
  headers: { 'X-Accepted-Stream-Protocol-Versions': known.join(', ') },
})
