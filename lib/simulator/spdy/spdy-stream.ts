import { Duplex } from 'node:stream'
import { type StreamHeaders } from './header-blocks'

/** As Go copies: no frame of a stream keeps the others waiting for long. */
const mostInFrame = 32 * 1024

/** How a stream sends on its connection. */
export interface StreamSender {
  /** `done`: there is room for more. */
  data(bytes: Buffer, isLast: boolean, done: () => void): void
  /** Neither side uses the stream any more. */
  reset(): void
}

/** One of the streams on a connection; each side ends its own half. */
export class SpdyStream extends Duplex {
  #isReset = false

  constructor(
    readonly headers: StreamHeaders,
    private readonly sender: StreamSender,
  ) {
    super()
  }

  /** What came from the other side. */
  receive(bytes: Buffer, isLast: boolean): void {
    if (this.readableEnded || this.destroyed) return
    if (bytes.length > 0) this.push(bytes)
    if (isLast) this.push(null)
  }

  /** The other side uses it no more, or is gone. */
  wasReset(): void {
    this.#isReset = true
    this.destroy()
  }

  /** SPDY 3.1 would tell here how much more may come: Go's implementation of it, which Kubernetes uses, knows no such thing. */
  override _read(): void {}

  override _write(bytes: Buffer, _: BufferEncoding, done: () => void): void {
    for (let at = 0; at < bytes.length; at += mostInFrame) {
      const piece = bytes.subarray(at, at + mostInFrame)
      const isRest = at + mostInFrame >= bytes.length
      this.sender.data(piece, false, isRest ? done : () => undefined)
    }
    if (bytes.length === 0) done()
  }

  override _final(done: () => void): void {
    this.sender.data(Buffer.alloc(0), true, done)
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    const isOver = this.readableEnded && this.writableFinished
    if (!isOver && !this.#isReset) this.sender.reset()
    done(error)
  }
}
