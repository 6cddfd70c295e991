import { once } from 'node:events'
import { type Duplex, type Writable } from 'node:stream'
import { type ForwardPort } from '../../kubelet/kubelet-server'

/**
 * Joins what a client sends and reads with a port of a pod, until either ends; a failure is told as text on `errors`. Both
 * have ended when it resolves.
 */
export async function joinWithPort(
  client: Duplex,
  errors: Writable,
  port: number,
  forward: ForwardPort,
): Promise<void> {
  try {
    const socket = await forward(port)
    socket.on('error', () => socket.destroy())
    // What was written before the client ended its half is still on its way.
    client.once('close', () => socket.writableEnded || socket.destroy())
    client.pipe(socket).pipe(client)
    if (client.destroyed) socket.destroy()
    await once(socket, 'close')
  } catch (error) {
    errors.write((error as Error).message)
  }
  client.end()
  errors.end()
}
