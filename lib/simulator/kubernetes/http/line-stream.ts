import { type ServerResponse } from 'node:http'

/**
 * Writes lines to a response whose end is not known. What comes within one turn of the event loop leaves as one chunk: a
 * burst costs its reader one write, and each chunk costs the socket four.
 */
export class LineStream {
  #lines: Buffer[] = []

  constructor(private readonly response: ServerResponse) {}

  write(line: Buffer): void {
    if (this.#lines.push(line) === 1) setImmediate(() => this.#leave())
  }

  end(): void {
    this.#leave()
    this.response.end()
  }

  #leave(): void {
    const [only, ...more] = this.#lines
    if (only) this.response.write(more.length > 0 ? Buffer.concat(this.#lines) : only)
    this.#lines = []
  }
}
