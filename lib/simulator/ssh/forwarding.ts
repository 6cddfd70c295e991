import { connect } from 'node:net'
import type { Connection, ServerChannel, TcpipRequestInfo } from 'ssh2'
import { dial } from '../network/dial'
import type { Machine } from '../machine/machine'
import type { SimulatedNetwork } from '../network/simulated-network'

/**
 * Serves `ssh -L` and `ssh -J`: connections go out from the machine into the simulated network, where names are
 * what its /etc/hosts says. What nothing serves is refused, as sshd refuses it.
 */
export const serveForwarding = (
  machine: Machine,
  client: Connection,
  network: SimulatedNetwork,
): void => {
  client.on('tcpip', (accept, reject, { destIP, destPort }: TcpipRequestInfo) => {
    const dialled = dial(network, machine, destIP, destPort)
    if (dialled.outcome !== 'served') return reject()
    const socket = connect({ ...dialled.at, noDelay: true })
    socket.once('error', () => reject())
    socket.once('connect', () => {
      socket.removeAllListeners('error')
      bind(accept(), socket)
    })
  })
}

/** Both directions, each with its own end; an error on one side closes the other. */
function bind(channel: ServerChannel, socket: ReturnType<typeof connect>): void {
  channel.on('error', () => socket.destroy())
  channel.on('close', () => socket.destroy())
  socket.on('error', () => channel.close())
  channel.pipe(socket).pipe(channel)
}
