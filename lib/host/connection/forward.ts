import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Duplex } from 'node:stream'

/**
 * A UNIX socket on the runner that leads to a port of a machine. In a directory of its own (0700), as a loopback port
 * would let every user of the runner through.
 */
export class Forward implements AsyncDisposable {
  readonly #streams = new Set<Duplex>()
  #first: Duplex | undefined

  private constructor(
    /** What clients dial: a path. */
    readonly socket: string,
    private readonly directory: string,
    private readonly server: Server,
    private readonly reach: () => Promise<Duplex>,
    first: Duplex,
  ) {
    this.#first = this.#keep(first)
    server.on('connection', (client: Socket) => void this.#lead(client))
  }

  static async open(reach: () => Promise<Duplex>): Promise<Forward> {
    const first = await reach()
    const directory = await mkdtemp(join(tmpdir(), 'kubesonic-'))
    const socket = join(directory, 'forward')
    const server = createServer()
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen(socket, resolve)
    })
    return new Forward(socket, directory, server, reach, first)
  }

  /** Ends all that goes through it. */
  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.server.close(resolve))
    for (const stream of this.#streams) stream.destroy()
    await closed
    await rm(this.directory, { recursive: true, force: true })
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }

  async #lead(client: Socket): Promise<void> {
    this.#keep(client)
    const taken = this.#first
    this.#first = undefined
    try {
      const stream = taken && !taken.destroyed ? taken : this.#keep(await this.reach())
      client.on('close', () => stream.destroy())
      stream.on('close', () => client.destroy())
      client.pipe(stream).pipe(client)
    } catch {
      // The client learns of it as of any connection that breaks; its next `forward` is told why.
      client.destroy()
    }
  }

  #keep<T extends Duplex>(stream: T): T {
    this.#streams.add(stream)
    stream.on('error', () => stream.destroy())
    stream.once('close', () => this.#streams.delete(stream))
    return stream
  }
}
