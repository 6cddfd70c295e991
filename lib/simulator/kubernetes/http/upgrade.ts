import { type IncomingMessage, ServerResponse } from 'node:http'
import { type Socket } from 'node:net'
import { type Duplex } from 'node:stream'

/** A connection whose client wants to speak something else than HTTP from now on. */
export interface Upgrade {
  readonly socket: Duplex
  /** What it has sent already. */
  readonly head: Buffer
}

const upgrades = new WeakMap<IncomingMessage, Upgrade & { readonly response: ServerResponse }>()

/** What answers such a request by HTTP, as it is refused or passed over; the connection ends with that. */
export function responseToUpgrade(
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
): ServerResponse {
  const response = new ServerResponse(request)
  response.shouldKeepAlive = false
  response.assignSocket(socket as Socket)
  response.once('finish', () => socket.end())
  socket.on('error', () => socket.destroy())
  upgrades.set(request, { socket, head, response })
  return response
}

/** Which protocols are asked for, in small letters; none where the request is not to upgrade. */
export const upgradeAsked = (request: IncomingMessage): string | undefined =>
  upgrades.has(request) ? request.headers.upgrade?.toLowerCase() : undefined

/** The connection, for whoever speaks the other protocol; nothing answers by HTTP any more. */
export function takeOver(request: IncomingMessage): Upgrade {
  const { response, ...upgrade } = upgrades.get(request)!
  response.detachSocket(upgrade.socket as Socket)
  return upgrade
}
