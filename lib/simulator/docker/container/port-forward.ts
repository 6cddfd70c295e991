import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import type { LoopbackAddress } from '../../network/simulated-network'

export interface PortForward {
  /** What listens at the port in the sandbox's network. */
  readonly at: LoopbackAddress | undefined
  readonly port: number
  /** Milliseconds since the epoch. */
  readonly now: number
  /** The process that forwards. */
  readonly pid: number
}

/**
 * Connects as dockershim does, by `nsenter … socat - TCP4:localhost:PORT` in the network of a sandbox. Where nothing listens it
 * rejects with how that command ends.
 */
export async function forwardPort({ at, port, now, pid }: PortForward): Promise<Socket> {
  const socket = at && (await connected(at).catch(() => undefined))
  if (socket) return socket
  const time = new Date(now).toISOString().slice(0, 19).replace('T', ' ').replaceAll('-', '/')
  throw new Error(
    `exit status 1: ${time} socat[${pid}] E connect(5, AF=2 127.0.0.1:${port}, 16): Connection refused\n`,
  )
}

async function connected({ host, port }: LoopbackAddress): Promise<Socket> {
  const socket = connect({ host, port, noDelay: true })
  await once(socket, 'connect')
  return socket
}
