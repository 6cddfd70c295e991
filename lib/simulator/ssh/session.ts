import type { ServerChannel, Session } from 'ssh2'
import { Lifetime } from '../machine/lifetime'
import type { Machine } from '../machine/machine'
import type { User } from '../machine/types'
import { Incoming } from '../shell/open-file'
import { bytesOf } from '../shell/text'
import { serveSftp } from './sftp'
import { type ConnectionEnds, sessionEnvironment } from './session-environment'
import type { SshConditions } from './ssh-server'
import { runTerminal } from './terminal'

/** What OpenSSH lets a client set, as Debian ships it (AcceptEnv LANG LC_*). */
const acceptedEnvironment = /^(LANG|LC_\w+)$/

/** What a session has from its connection and its server. */
export interface SessionSurroundings {
  readonly stopping: AbortSignal
  readonly ends: ConnectionEnds
  readonly conditions: () => SshConditions
}

/** Serves one session channel: a command, a login shell, or SFTP. */
export const serveSession = (
  machine: Machine,
  user: User,
  session: Session,
  { stopping, ends, conditions }: SessionSurroundings,
): void => {
  const env: Record<string, string> = sessionEnvironment(ends)
  /** Of what runs: it lives on when its session closes, unless that is its terminal. */
  let lifetime: Lifetime | undefined
  let terminal = false
  let killed: string | undefined

  session.on('env', (accept, reject, { key, val }) => {
    if (!acceptedEnvironment.test(key)) return reject?.()
    env[key] = val
    accept?.()
  })
  session.on('pty', (accept) => {
    terminal = true
    accept?.()
  })
  session.on('window-change', (accept) => accept?.())
  // sshd may not signal root's processes for a client; others' it ends.
  session.on('signal', (accept, reject, { name }) => {
    if (user.uid === 0) return reject?.()
    killed = name
    lifetime?.end()
    accept?.()
  })
  session.on('close', () => terminal && lifetime?.end())

  /** A terminal has one stream, and its lines end as a terminal's do. */
  const shown = (output: string): Buffer =>
    bytesOf(terminal ? output.replace(/\r?\n/g, '\r\n') : output)

  const run = async (channel: ServerChannel, script: string, stdin?: Incoming): Promise<void> => {
    using own = (lifetime ??= new Lifetime(stopping))
    const power = machine.power.signal
    await conditions().onCommand?.(script)
    // What a machine was asked for before it lost its power is not done after the boot.
    if (power.aborted) return
    const onStdout = (chunk: string): void => void (channel.writable && channel.write(shown(chunk)))
    const errors = terminal ? channel : channel.stderr
    const onStderr = (chunk: string): void => void (channel.writable && errors.write(shown(chunk)))
    const { exitCode, killedBy } = await machine.exec(script, {
      user: user.name,
      env,
      ...(stdin && { stdin }),
      signal: own.signal,
      onStdout,
      onStderr,
      origin: 'ssh',
    })
    if (!channel.writable) return
    const signal = killed ?? killedBy
    if (signal === undefined) channel.exit(exitCode)
    else channel.exit(signal, false, '')
    channel.end()
  }

  session.on('exec', (accept, _reject, { command }) => {
    const channel = quiet(accept())
    const input = inputOf(channel)
    input.isTerminal = terminal
    void run(channel, command, input)
  })
  session.on('shell', (accept) => {
    const channel = quiet(accept())
    lifetime = new Lifetime(stopping)
    if (terminal) runTerminal(machine, user, channel, lifetime.signal)
    else void scriptFrom(inputOf(channel)).then((script) => run(channel, script))
  })
  session.on('sftp', (accept) => serveSftp(machine, user, accept()))
}

/** A client that hangs up is no error of ours. */
const quiet = (channel: ServerChannel): ServerChannel => channel.on('error', () => undefined)

/** What the client sends, as it comes. */
const inputOf = (channel: ServerChannel): Incoming => {
  const input = new Incoming()
  channel.on('data', (chunk: Buffer) => input.push(chunk))
  for (const event of ['end', 'close']) channel.on(event, () => input.end())
  return input
}

const scriptFrom = async (input: Incoming): Promise<string> => {
  await input.complete
  return input.readAll().toString('utf8')
}
