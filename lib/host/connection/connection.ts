import { constants } from 'node:os'
import { type Duplex } from 'node:stream'
import { type Client, type ClientChannel } from 'ssh2'
import { type MachineSpec } from '../../testbed/testbed'
import { systemClock } from '../../wait/clock'
import { pause } from '../../wait/pause'
import { ConnectionLost } from './connection-lost'
import { dial } from './dial'
import { forwardRefused } from './forward-refused'
import { HostRefusal } from './host-refusals'
import { Slots } from './slots'

export interface ExecOptions {
  /** What a person calls it, should the connection be lost meanwhile. */
  readonly name?: string
  readonly stdin?: Buffer | undefined
  /** Stdin does not end after what is in it, but when this aborts. */
  readonly openUntil?: AbortSignal | undefined
  readonly signal?: AbortSignal | undefined
  /** Hears stdout as it comes. */
  readonly onStdout?: ((text: string) => void) | undefined
}

export interface ExecOutput {
  readonly stdout: string
  readonly stderr: string
  readonly exitCode: number
}

/**
 * One SSH connection to a machine, made when first needed and again after it was lost. At most four channels
 * at a time: OpenSSH allows ten, and frees them late.
 */
export class Connection {
  readonly #slots = new Slots(4)
  #client: Promise<Client> | undefined
  #wasUp = false
  #closing = false
  /** Exec channels opened so far. */
  roundTrips = 0
  /** Called when the connection broke, by whoever's doing but ours. */
  onLost: () => void = () => undefined

  constructor(
    private readonly spec: MachineSpec,
    private readonly knownHosts: string,
  ) {}

  /**
   * Runs a script in the login shell and collects what it writes. Aborting closes the channel, which does not
   * end the process on the machine.
   * @throws ConnectionLost, a HostRefusal when the very first connection fails, the signal's reason
   */
  async exec(script: string, options: ExecOptions = {}): Promise<ExecOutput> {
    const release = await this.#slots.take()
    const lost = (): Error => this.#lost(`running ${options.name ?? 'a command'}`)
    const listen = (channel: ClientChannel): Promise<ExecOutput> => {
      channel.once('close', release)
      this.roundTrips++
      return converse(channel, options, lost)
    }
    const { output } = await this.#converse(script, listen, options.signal).catch(
      (error: Error) => {
        release()
        throw error
      },
    )
    return output
  }

  /**
   * A stream to a port of the machine's own loopback (a `direct-tcpip` channel). It takes none of the four slots:
   * OpenSSH's limit is one on sessions.
   * @throws ForwardRefused, ConnectionLost, a HostRefusal as `exec`
   */
  async reach(port: number): Promise<Duplex> {
    const client = await this.#connected()
    try {
      return await streamTo(client, port)
    } catch (error) {
      if (!isNotConnected(error)) throw forwardRefused(this.spec.name, port, error)
      this.#client = undefined
      throw this.#lost(`reaching its port ${port}`, error as Error)
    }
  }

  /** Connects, unless connected. */
  async open(): Promise<void> {
    await this.#connected()
  }

  async close(): Promise<void> {
    this.#closing = true
    const client = await this.#client?.catch(() => undefined)
    if (!client) return
    await new Promise<void>((resolve) => {
      const giveUp = systemClock.after(1000, () => client.destroy())
      client.once('close', () => {
        giveUp()
        resolve()
      })
      client.end()
    })
  }

  #connected(): Promise<Client> {
    this.#client ??= this.#dial()
    return this.#client
  }

  async #dial(): Promise<Client> {
    try {
      const client = await dial(this.spec, this.knownHosts)
      this.#wasUp = true
      // An error always comes with 'close', which is where open channels and the next command learn of it.
      client.on('error', () => undefined)
      client.once('close', () => {
        this.#client = undefined
        if (!this.#closing) this.onLost()
      })
      return client
    } catch (error) {
      this.#client = undefined
      throw this.#wasUp && error instanceof HostRefusal
        ? this.#lost('connecting again', error)
        : error
    }
  }

  #lost(doing: string, cause?: Error): ConnectionLost {
    const what = cause ? `${doing} (${cause.message.split('\n')[0]})` : doing
    return new ConnectionLost(this.spec.name, what, { cause })
  }

  async #converse(script: string, listen: Listen, signal?: AbortSignal): Promise<Conversation> {
    for (let attempt = 1; ; attempt++) {
      signal?.throwIfAborted()
      const client = await this.#connected()
      try {
        return await execOn(client, script, listen)
      } catch (error) {
        if (isNotConnected(error)) this.#client = undefined
        else if (!isBusy(error)) throw this.#lost('opening a channel', error as Error)
        if (attempt === 40) throw error
        // Other programs may share the server's sessions; they free them without telling us.
        await pause(10 * attempt)
      }
    }
  }
}

type Listen = (channel: ClientChannel) => Promise<ExecOutput>
/** Wrapped, so that awaiting the channel does not await the output. */
type Conversation = { readonly output: Promise<ExecOutput> }

/** Listens at once: the whole answer may come in one piece with the channel. */
const execOn = (client: Client, script: string, listen: Listen): Promise<Conversation> =>
  new Promise((resolve, reject) => {
    client.exec(script, (error, channel) => {
      if (error) reject(error)
      else resolve({ output: listen(channel) })
    })
  })

const streamTo = (client: Client, port: number): Promise<Duplex> =>
  new Promise((resolve, reject) => {
    client.forwardOut('127.0.0.1', 0, '127.0.0.1', port, (error, channel) => {
      if (error) reject(error)
      else resolve(channel)
    })
  })

/** ssh2 throws this at once: nothing was sent. */
const isNotConnected = (error: unknown): boolean =>
  error instanceof Error && error.message === 'Not connected'
/** RFC 4254's "connect failed", which OpenSSH answers beyond MaxSessions. */
const isBusy = (error: unknown): boolean => (error as { reason?: unknown }).reason === 2

function converse(
  channel: ClientChannel,
  { stdin, openUntil, signal, onStdout }: ExecOptions,
  lost: () => Error,
): Promise<ExecOutput> {
  return new Promise((resolve, reject) => {
    const stdout = collect(channel, onStdout)
    const stderr = collect(channel.stderr)
    let exitCode: number | undefined
    const abort = (): void => {
      channel.close()
      reject(signal?.reason as Error)
    }
    signal?.addEventListener('abort', abort, { once: true })
    channel.once('exit', (code: number | null, name?: string) => {
      exitCode = code ?? 128 + (constants.signals[name as NodeJS.Signals] ?? 0)
    })
    channel.once('close', () => {
      signal?.removeEventListener('abort', abort)
      if (exitCode === undefined) reject(lost())
      else resolve({ stdout: stdout(), stderr: stderr(), exitCode })
    })
    // A command that does not read its input closes it early; its exit code tells how it went.
    channel.on('error', () => undefined)
    if (openUntil) endLate(channel, stdin, openUntil)
    else channel.end(stdin)
    if (signal?.aborted) abort()
  })
}

function endLate(channel: ClientChannel, stdin: Buffer | undefined, until: AbortSignal): void {
  const end = (): void => void channel.end()
  if (stdin?.length) channel.write(stdin)
  until.addEventListener('abort', end, { once: true })
  channel.once('close', () => until.removeEventListener('abort', end))
  if (until.aborted) end()
}

function collect(stream: NodeJS.ReadableStream, listener?: (text: string) => void): () => string {
  const chunks: Buffer[] = []
  const decoder = new TextDecoder()
  stream.on('data', (chunk: Buffer) => {
    chunks.push(chunk)
    listener?.(decoder.decode(chunk, { stream: true }))
  })
  return () => Buffer.concat(chunks).toString('utf8')
}
