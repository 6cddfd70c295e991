import { connect, type Socket } from 'node:net'
import { type Client } from 'ssh2'
import { type MachineSpec } from '../../testbed/testbed'
import { pause } from '../../wait/pause'
import { address, HostKeyCheck } from './host-key-check'
import { HostBooting, HostUnreachable, LoginRefused, type HostRefusal } from './host-refusals'
import { Logins } from './logins'

const handshakeMs = 20_000

/**
 * Opens one SSH connection: host key checked, logged in. Calls again when it is turned away at the door: beyond
 * MaxStartups, 10 that are logging in at the same time, OpenSSH hangs up on some.
 * @throws HostUnreachable, HostBooting, HostKeyMismatch, HostKeyUnknown, LoginRefused
 */
export async function dial(spec: MachineSpec, knownHosts: string): Promise<Client> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await dialOnce(spec, knownHosts)
    } catch (error) {
      if (attempt === calls || !isTurnedAway(error)) throw error
      await pause(Math.random() * 500 * attempt)
    }
  }
}

const calls = 6

const isTurnedAway = (error: unknown): boolean =>
  error instanceof HostUnreachable && /lost before handshake|ECONNRESET/.test(String(error.cause))

async function dialOnce(spec: MachineSpec, knownHosts: string): Promise<Client> {
  const hostKey = new HostKeyCheck(spec, knownHosts)
  const logins = new Logins(spec)
  const { Client } = (await import('ssh2')).default
  const client = new Client()
  let banner = ''
  client.on('banner', (text) => (banner += text))
  return new Promise((resolve, reject) => {
    const fail = (error: SshError): void => {
      // One that fails may say so more than once.
      client.on('error', () => undefined)
      client.destroy()
      reject(bootingUp(spec, banner) ?? refusal(spec, error, hostKey, logins))
    }
    client.once('error', fail)
    client.once('close', () => fail(new Error('the connection was closed')))
    client.once('ready', () => {
      client.removeListener('error', fail)
      resolve(client)
    })
    client.connect({
      sock: inOnePiece(connect({ host: spec.ssh.host, port: spec.ssh.port, noDelay: true })),
      username: spec.ssh.user,
      readyTimeout: handshakeMs,
      keepaliveInterval: 5000,
      keepaliveCountMax: 3,
      ...(hostKey.algorithms.length > 0
        ? { algorithms: { serverHostKey: hostKey.algorithms as never } }
        : {}),
      hostVerifier: (blob: Buffer) => hostKey.accepts(blob),
      authHandler: logins.next,
    })
  })
}

/**
 * What follows from one message goes out in one packet: the request for a command together with the end of its input, the end
 * of one command with the beginning of the next.
 */
const inOnePiece = (socket: Socket): Socket =>
  socket.on('data', () => {
    socket.cork()
    setImmediate(() => socket.uncork())
  })

type SshError = Error & { level?: string; code?: string }

/**
 * While a machine boots or goes down, pam_nologin(8) turns everybody but root away, once his credentials were found right:
 * sshd passes its words on as a banner, and hangs up. They are those of systemd's /run/nologin.
 */
function bootingUp(spec: MachineSpec, banner: string): HostRefusal | undefined {
  const [said] = /System is (booting up|going down)\b[^.]*/i.exec(banner) ?? []
  if (said === undefined) return undefined
  return new HostBooting(
    spec.name,
    'ssh.host and ssh.port',
    `${spec.name} lets nobody in at ${address(spec)} yet (${said}).`,
    `try again when ssh -p ${spec.ssh.port} ${spec.ssh.user}@${spec.ssh.host} works from here`,
  )
}

function refusal(
  spec: MachineSpec,
  error: SshError,
  hostKey: HostKeyCheck,
  logins: Logins,
): HostRefusal {
  if (hostKey.refusal) return hostKey.refusal
  if (/no matching host key format/.test(error.message)) return hostKey.noCommonType()
  if (error.level === 'client-authentication' || error.level === 'agent' || logins.tried.length > 0)
    return loginRefused(spec, error, logins)
  const why = error.code ?? error.message
  if (why === 'ENOTFOUND' || why === 'EAI_AGAIN') return nameUnknown(spec, error)
  return new HostUnreachable(
    spec.name,
    'ssh.host and ssh.port',
    `${spec.name} does not answer at ${address(spec)} (${why}).`,
    `see that it is up and that ssh -p ${spec.ssh.port} ${spec.ssh.user}@${spec.ssh.host} works from here`,
    { cause: error },
  )
}

const nameUnknown = ({ name, ssh: { host } }: MachineSpec, error: SshError): HostUnreachable =>
  new HostUnreachable(
    name,
    'ssh.host',
    `${name} cannot be reached: the name ${host} is not known here (${error.code}).`,
    `see that it is written right and that getent hosts ${host} answers here`,
    { cause: error },
  )

function loginRefused(
  { name, ssh }: MachineSpec,
  error: SshError,
  { tried }: Logins,
): LoginRefused {
  const what = tried.length > 0 ? `tried ${tried.join(', ')}` : 'there was nothing to try'
  return new LoginRefused(
    name,
    'ssh.user, ssh.identityFile and ssh.password',
    `${name} does not let ${ssh.user} in: ${what}.`,
    'name a key or a password that the machine accepts, or load the key into the SSH agent',
    { cause: error },
  )
}
