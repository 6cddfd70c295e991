import { connect, type Socket } from 'node:net'
import { Incoming } from '../shell/open-file'
import type { Machine } from '../machine/machine'
import { dial } from './dial'
import type { LoopbackAddress, SimulatedNetwork } from './simulated-network'

/** How Linux names what keeps a connection from being made. */
export type ConnectRefusal =
  'Name or service not known' | 'Connection refused' | 'No route to host' | 'Connection timed out'

/** A connection over the testbed's network, that a shell reads and writes as a file. */
export class Connection extends Incoming {
  constructor(readonly socket: Socket) {
    super()
    socket.on('data', (bytes: Buffer) => this.push(bytes))
    socket.on('close', () => this.end())
    socket.on('error', () => this.end())
    this.whenClosed(() => socket.destroy())
  }

  override write(bytes: Buffer): void {
    this.socket.write(bytes)
  }
}

/** Connects the programs of a machine; rejects only with the signal's reason. */
export const connectsOver =
  (network: SimulatedNetwork, machine: Machine): Connect =>
  async (host, port, signal) => {
    const dialled = dial(network, machine, host, port)
    if (dialled.outcome === 'served') return opened(dialled.at)
    const asksFor = dialled.outcome === 'unknown-name' ? 0 : dialled.asksFor
    if (asksFor > 0) await machine.clock.delay(asksFor * 1000, signal)
    return refusals[dialled.outcome]
  }

/** How a program of a machine connects to a host, given by its name or its address. */
export type Connect = (
  host: string,
  port: number,
  signal: AbortSignal,
) => Promise<Connection | ConnectRefusal>

const opened = (at: LoopbackAddress): Promise<Connection | ConnectRefusal> =>
  new Promise((resolve) => {
    const socket = connect(at)
    socket.once('error', () => resolve('Connection refused'))
    socket.once('connect', () => resolve(new Connection(socket)))
  })

const refusals = {
  'unknown-name': 'Name or service not known',
  refused: 'Connection refused',
  'no-route': 'No route to host',
  dropped: 'Connection timed out',
} as const
