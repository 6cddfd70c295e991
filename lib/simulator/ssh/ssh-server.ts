import { once } from 'node:events'
import { createServer, type AddressInfo, type Socket } from 'node:net'
import { type Connection, Server, utils } from 'ssh2'
import { generateKeyPair } from './key-pair'
import type { Machine } from '../machine/machine'
import type { User } from '../machine/types'
import type { SimulatedNetwork } from '../network/simulated-network'
import { authenticate } from './authentication'
import { serveForwarding } from './forwarding'
import { serveSession, type SessionSurroundings } from './session'
import { type ConnectionEnds, endsIn } from './session-environment'

/** OpenSSH's MaxSessions as shipped: one more is refused with reason 2, and the connection lives on. */
const maxSessions = 10

export interface SshOptions {
  readonly host?: string
  /** The machine's own in the simulated network; without it sessions are told of the loopback. */
  readonly address?: string
  /** 0: one that the system picks. */
  readonly port?: number
  /** An OpenSSH private key; without it one is made. */
  readonly hostKey?: string
  /** Where forwarded connections go; without it forwarding is refused. */
  readonly network?: SimulatedNetwork
}

/** How sshd treats its clients; empty: as it should. */
export interface SshConditions {
  /** Connections are accepted and never greeted. */
  readonly hangs?: boolean
  /** No key and no password lets anybody in. */
  readonly refusesLogins?: boolean
  /** MaxSessions. */
  readonly maxSessions?: number
  /** Called as a command begins; it runs when this has resolved. */
  readonly onCommand?: (script: string) => Promise<void> | void
}

export interface SshService {
  readonly host: string
  readonly port: number
  /** Set by faults; counts for what begins from now on. */
  conditions: SshConditions
  /** Cuts all connections and refuses new ones; the answer listens on the same port again. */
  refuse(): Promise<() => Promise<void>>
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

  const server = new Server({ hostKeys: [hostKey], ident: 'OpenSSH_9.2p1' }, (client, from) => {
    const { port } = service
    const ends: ConnectionEnds = options.address
      ? endsIn(options.address, from.port)
      : { client: from, server: { ip: service.host, port } }
    serveConnection(machine, client, {
      stopping: stopping.signal,
      ends,
      conditions: () => service.conditions,
      network: options.network,
    })
  })
  const listener = createServer((socket) => {
    socket.setNoDelay(true)
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    if (service.conditions.hangs) socket.on('error', () => socket.destroy())
    else server.injectSocket(answeringAtOnce(socket))
  })
  const listen = async (wanted: number, host: string): Promise<void> => {
    listener.listen(wanted, host)
    await once(listener, 'listening')
  }
  await listen(options.port ?? 0, options.host ?? '127.0.0.1')

  const { address, port } = listener.address() as AddressInfo
  const dropConnections = (): void => {
    for (const socket of sockets) socket.resetAndDestroy()
  }
  const stopListening = async (): Promise<void> => {
    const closed = listener.listening ? once(listener, 'close') : undefined
    listener.close()
    dropConnections()
    await closed
  }
  const service: SshService = {
    host: address,
    port,
    hostKeyPublic: publicHalf(hostKey),
    conditions: {},
    dropConnections,
    refuse: async () => {
      await stopListening()
      return async () => {
        if (!listener.listening && !stopping.signal.aborted) await listen(port, address)
      }
    },
    close: async () => {
      stopping.abort()
      unsubscribe()
      await stopListening()
    },
  }
  const unsubscribe = followPower(machine, service)
  return service
}

/**
 * What a message is answered with goes out in one piece, as sshd's buffer makes it: for a small command that is that it
 * runs, its output, its status, the end of both. Each write of its own costs more than to run the command.
 */
const answeringAtOnce = (socket: Socket): Socket =>
  socket.on('data', () => {
    socket.cork()
    setImmediate(() => socket.uncork())
  })

/** Without power there is nobody to answer; with it, the same address answers again. */
const followPower = (machine: Machine, service: SshService): (() => void) => {
  let listenAgain: Promise<() => Promise<void>> | undefined
  return machine.power.onChange((isOn) => {
    if (!isOn) listenAgain = service.refuse()
    else void listenAgain?.then((listen) => listen())
  })
}

const publicHalf = (privateKey: string): string => {
  const key = utils.parseKey(privateKey)
  if (key instanceof Error) throw key
  return `${key.type} ${key.getPublicSSH().toString('base64')}`
}

const serveConnection = (
  machine: Machine,
  client: Connection,
  {
    network,
    ...surroundings
  }: SessionSurroundings & { readonly network?: SimulatedNetwork | undefined },
): void => {
  const { conditions } = surroundings
  let user: User | undefined
  let sessions = 0
  client.on('authentication', (context) => {
    if (conditions().refusesLogins) return context.reject(['publickey', 'password'])
    user = authenticate(machine, context)
    if (user) context.accept()
  })
  client.on('session', (accept, reject) => {
    const limit = conditions().maxSessions ?? maxSessions
    if (!user || sessions >= limit) return reject()
    sessions++
    const session = accept()
    session.on('close', () => sessions--)
    serveSession(machine, user, session, surroundings)
  })
  if (network) serveForwarding(machine, client, network)
  else client.on('tcpip', (_accept, reject) => reject())
  client.on('request', (_accept, reject) => reject?.())
  // A client that goes away in mid-sentence is nothing to report: the machine lives on.
  client.on('error', () => undefined)
}
