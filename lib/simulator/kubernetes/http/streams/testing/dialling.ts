import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type ClientRequest, type IncomingMessage } from 'node:http'
import { request } from 'node:https'
import { type Duplex } from 'node:stream'
import { text } from 'node:stream/consumers'
import WebSocket from 'ws'
import { SpdyClient } from '../../../../spdy/testing/spdy-client'
import { type StreamsLab } from '../../../testing/streams-lab'

export interface Refusal {
  readonly status: number
  readonly body: string
}

/** Asks for WebSocket; `path` is that of a pod in `default`. */
export const askForWebSocket = (lab: StreamsLab, path: string, protocol: string): WebSocket =>
  new WebSocket(`wss://${address(lab, path)}`, [protocol], credentials(lab))

/** What a client hears that wants a WebSocket and gets none. */
export async function webSocketRefusal(
  lab: StreamsLab,
  path: string,
  protocol: string,
): Promise<Refusal> {
  const socket = askForWebSocket(lab, path, protocol)
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    socket.once('unexpected-response', (_, refused) => resolve(refused))
    socket.once('open', () => reject(new Error(`${path} is not refused`)))
  })
  return { status: response.statusCode ?? 0, body: await text(response) }
}

/** Speaks SPDY by the one protocol. */
export async function dialSpdy(
  lab: StreamsLab,
  path: string,
  protocol: string,
): Promise<SpdyClient> {
  const asking = askForUpgrade(lab, path, 'SPDY/3.1', protocol)
  const [response, socket, head] = (await once(asking, 'upgrade')) as [
    IncomingMessage,
    Duplex,
    Buffer,
  ]
  assert.equal(response.headers['x-stream-protocol-version'], protocol)
  assert.equal(response.headers.upgrade, 'SPDY/3.1')
  socket.unshift(head)
  return new SpdyClient(socket)
}

/** What a client hears that wants another protocol and gets none. */
export async function upgradeRefusal(
  lab: StreamsLab,
  path: string,
  upgrade: string,
  protocol: string,
): Promise<Refusal> {
  const asking = askForUpgrade(lab, path, upgrade, protocol)
  const [response] = (await once(asking, 'response')) as [IncomingMessage]
  return { status: response.statusCode ?? 0, body: await text(response) }
}

function askForUpgrade(
  lab: StreamsLab,
  path: string,
  upgrade: string,
  protocol: string,
): ClientRequest {
  const headers = {
    Connection: 'Upgrade',
    Upgrade: upgrade,
    'X-Stream-Protocol-Version': protocol,
  }
  const options = { ...credentials(lab), method: 'POST', headers }
  return request(`https://${address(lab, path)}`, options).end()
}

const address = (lab: StreamsLab, path: string): string =>
  `127.0.0.1:${lab.recorded.port}/api/v1/namespaces/default/pods/${path}`

/** An administrator's. */
function credentials({ recorded }: StreamsLab): { ca: string; cert: string; key: string } {
  const { ca, apiserver } = recorded.cluster.pki
  return { ca: ca.certificate, cert: apiserver.certificate, key: apiserver.key }
}
