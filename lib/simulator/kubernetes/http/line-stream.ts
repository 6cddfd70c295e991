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
      for (const stream of this.#streams) stream.leave()
      this.#streams.clear()
    })
  }
}

const burst = new Burst()

/** Writes lines to a response whose end is not known, those of one burst as one chunk. */
export class LineStream {
  #lines: Buffer[] = []

  constructor(private readonly response: ServerResponse) {}

  write(line: Buffer): void {
    this.#lines.push(line)
    burst.reach(this)
  }

  end(): void {
    this.leave()
    this.response.end()
  }

  leave(): void {
    const [only, ...more] = this.#lines
    if (only) this.response.write(more.length > 0 ? Buffer.concat(this.#lines) : only)
    this.#lines = []
  }
}
