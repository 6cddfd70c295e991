import { once } from 'node:events'
import { createServer, type AddressInfo, type Socket } from 'node:net'
import { type Connection, Server, utils } from 'ssh2'
import { generateKeyPair } from './key-pair'
import type { Machine } from '../machine/machine'
import type { User } from '../machine/types'
import { authenticate } from './authentication'
import { serveSession } from './session'

/** OpenSSH's MaxSessions as shipped: one more is refused with reason 2, and the connection lives on. */
const maxSessions = 10

export interface SshOptions {
  readonly host?: string
  /** 0: one that the system picks. */
  readonly port?: number
  /** An OpenSSH private key; without it one is made. */
  readonly hostKey?: string
}

export interface SshService {
  readonly host: string
  readonly port: number
  /** `ssh-ed25519 AAAA…`: what follows `[host]:port` in a known_hosts line. */
  readonly hostKeyPublic: string
  /** Cuts every connection without a word, as a pulled cable does; what runs goes on running. */
  dropConnections(): void
  /** Ends the service, its connections and what runs in them. */
  close(): Promise<void>
}

/** Serves a machine over SSH and SFTP on loopback. */
export const serveSsh = async (machine: Machine, options: SshOptions = {}): Promise<SshService> => {
  const keys = options.hostKey ? undefined : generateKeyPair()
  const hostKey = options.hostKey ?? keys?.private ?? ''
  const stopping = new AbortController()
  const sockets = new Set<Socket>()

  const server = new Server({ hostKeys: [hostKey], ident: 'OpenSSH_9.2p1' }, (client) => {
    serveConnection(machine, client, stopping.signal)
  })
  const listener = createServer((socket) => {
    socket.setNoDelay(true)
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    server.injectSocket(socket)
  })
  listener.listen(options.port ?? 0, options.host ?? '127.0.0.1')
  await once(listener, 'listening')

  const { address, port } = listener.address() as AddressInfo
  const dropConnections = (): void => {
    for (const socket of sockets) socket.resetAndDestroy()
  }
  return {
    host: address,
    port,
    hostKeyPublic: publicHalf(hostKey),
    dropConnections,
    close: async () => {
      stopping.abort()
      const closed = once(listener, 'close')
      listener.close()
      dropConnections()
      await closed
    },
  }
}

const publicHalf = (privateKey: string): string => {
  const key = utils.parseKey(privateKey)
  if (key instanceof Error) throw key
  return `${key.type} ${key.getPublicSSH().toString('base64')}`
}

const serveConnection = (machine: Machine, client: Connection, stopping: AbortSignal): void => {
  let user: User | undefined
  let sessions = 0
  client.on('authentication', (context) => {
    user = authenticate(machine, context)
    if (user) context.accept()
  })
  client.on('session', (accept, reject) => {
    if (!user || sessions >= maxSessions) return reject()
    sessions++
    const session = accept()
    session.on('close', () => sessions--)
    serveSession(machine, user, session, stopping)
  })
  client.on('tcpip', (_accept, reject) => reject())
  client.on('request', (_accept, reject) => reject?.())
  // A client that goes away in mid-sentence is nothing to report: the machine lives on.
  client.on('error', () => undefined)
}
