import { type ServerResponse } from 'node:http'

/** A watcher need not wait longer for one change because more of them follow. */
const longestBurstMs = 10

/**
 * The streams that a burst of changes has reached: they leave when a turn of the event loop has brought no more. To write is
 * the dearest part of telling a change, and one write tells many as soon as one.
 */
class Burst {
  readonly #streams = new Set<LineStream>()
  #hasGrown = false
  #endsAt = 0

  reach(stream: LineStream): void {
    this.#hasGrown = true
    if (this.#streams.size === 0) {
      this.#endsAt = performance.now() + longestBurstMs
      this.#waitATurn()
    }
    this.#streams.add(stream)
  }

  #waitATurn(): void {
    setImmediate(() => {
      if (this.#hasGrown && performance.now() < this.#endsAt) {
        this.#hasGrown = false
        return this.#waitATurn()
      }
      let chunk: Chunk | undefined
      for (const stream of this.#streams) chunk = stream.leave(chunk)
      this.#streams.clear()
    })
  }
}

const burst = new Burst()

/** Lines that leave together, and how HTTP/1.1 frames them. */
interface Chunk {
  readonly lines: readonly Buffer[]
  readonly framed: Buffer
}

/**
 * Writes lines to a response whose end is not known, those of one burst as one chunk. Watchers of one kind are told the same,
 * so the chunk is made once for all of them and goes to the connection as it is: Node's own framing would copy it for each.
 */
export class LineStream {
  #lines: Buffer[] = []
  #isLost = false

  /** Begins the answer. */
  constructor(private readonly response: ServerResponse) {
    response.writeHead(200, {
      'Cache-Control': 'no-cache, private',
      'Content-Type': 'application/json',
    })
    response.flushHeaders()
  }

  write(line: Buffer): void {
    this.#lines.push(line)
    burst.reach(this)
  }

  end(): void {
    this.leave()
    if (!this.#isLost) this.response.end()
  }

  /** Once the client or the server has ended it. */
  onClosed(listener: () => void): void {
    this.response.on('close', listener)
  }

  /** From now on nothing arrives, not even the end, as behind a router that forgot the connection. */
  lose(): void {
    this.#isLost = true
  }

  /** Sends what has gathered; `told` is what another stream was sent just now, which is what this one is sent if it is the same. */
  leave(told?: Chunk): Chunk | undefined {
    const lines = this.#lines
    if (lines.length === 0 || this.#isLost) return told
    this.#lines = []
    const { socket, chunkedEncoding } = this.response
    if (!chunkedEncoding) {
      for (const line of lines) socket?.write(line)
      return told
    }
    const chunk = told && isSame(told.lines, lines) ? told : { lines, framed: framed(lines) }
    socket?.write(chunk.framed)
    return chunk
  }
}

const isSame = (some: readonly Buffer[], others: readonly Buffer[]): boolean =>
  some.length === others.length && some.every((line, at) => line === others[at])

function framed(lines: readonly Buffer[]): Buffer {
  const length = lines.reduce((sum, line) => sum + line.length, 0)
  return Buffer.concat([Buffer.from(`${length.toString(16)}\r\n`), ...lines, crlf])
}

const crlf = Buffer.from('\r\n')
