import { type Duplex } from 'node:stream'
import {
  type ControlFrame,
  controlFrame,
  controlTypes,
  type DataFrame,
  dataFrame,
  framesOf,
  protocolVersion,
  uint32s,
} from './frames'
import { HeaderBlocks, type StreamHeaders } from './header-blocks'
import { SpdyStream } from './spdy-stream'

/** Why a stream is reset. */
const reasons = { protocolError: 1, cancel: 5 } as const
const streamIdMask = 0x7fff_ffff

/**
 * One end of a SPDY/3.1 connection, as Kubernetes uses it: the client opens streams, both sides send on them. There is no flow
 * control: Go's implementation takes its frames for unknown.
 */
export class SpdyConnection {
  /** Resolves when nothing comes any more; all its streams have ended by then. */
  readonly closed: Promise<void>
  readonly #streams = new Map<number, SpdyStream>()
  readonly #blocks = new HeaderBlocks()
  /** By a stream's number: told that the other side knows of it. */
  readonly #replies = new Map<number, () => void>()
  #latestId = 0

  /** Speaks on the connection from now on. A server says who is told of each stream that the client opens. */
  constructor(
    private readonly connection: Duplex,
    private readonly onStream?: (stream: SpdyStream) => void,
  ) {
    this.closed = this.#serve()
  }

  /** Opens a client's stream, one after the other; resolves when the server knows of it, or the connection has ended. */
  async open(headers: StreamHeaders): Promise<SpdyStream> {
    const id = this.#latestId === 0 ? 1 : this.#latestId + 2
    const stream = this.#add(id, headers)
    const block = await this.#blocks.write(headers)
    const replied = new Promise<void>((resolve) => this.#replies.set(id, resolve))
    this.#send(
      controlFrame(controlTypes.synStream, Buffer.concat([uint32s(id, 0), noPriority, block])),
    )
    await Promise.race([replied, this.closed])
    return stream
  }

  /** Sends what was written, resets what the other side has still open, and says good-bye. */
  async close(): Promise<void> {
    const streams = [...this.#streams.values()]
    await Promise.all(streams.map((stream) => new Promise((sent) => stream.end(sent))))
    for (const stream of streams) stream.destroy()
    this.#send(controlFrame(controlTypes.goAway, uint32s(this.onStream ? this.#latestId : 0, 0)))
    this.connection.end()
  }

  async #serve(): Promise<void> {
    this.connection.on('error', () => this.connection.destroy())
    try {
      for await (const frame of framesOf(this.connection)) await this.#receive(frame)
    } catch {
      // The connection was cut, or what came is no SPDY/3: either way it has ended.
    }
    this.connection.destroy()
    for (const stream of this.#streams.values()) stream.wasReset()
    this.#blocks.close()
  }

  async #receive(frame: DataFrame | ControlFrame): Promise<void> {
    if (frame.kind === 'data')
      return this.#streams.get(frame.streamId)?.receive(frame.payload, frame.isLast)
    const { type, version, payload } = frame
    if (version !== protocolVersion) throw new Error(`a frame of SPDY/${version}`)
    if (type === controlTypes.synStream) return this.#accept(frame)
    if (type === controlTypes.synReply) return this.#learn(payload)
    if (type === controlTypes.rstStream) return this.#forget(idIn(payload))
    if (type === controlTypes.ping) return this.#answerPing(payload)
    // Nobody wants these headers, but what comes later builds on them.
    if (type === controlTypes.headers) await this.#blocks.read(payload.subarray(4))
  }

  async #accept({ payload, isLast }: ControlFrame): Promise<void> {
    const id = idIn(payload)
    const headers = await this.#blocks.read(payload.subarray(10))
    if (!this.onStream || id % 2 === 0 || id <= this.#latestId)
      return this.#send(controlFrame(controlTypes.rstStream, uint32s(id, reasons.protocolError)))
    const reply = await this.#blocks.write(new Map())
    this.#send(controlFrame(controlTypes.synReply, Buffer.concat([uint32s(id), reply])))
    const stream = this.#add(id, headers)
    this.onStream(stream)
    if (isLast) stream.receive(Buffer.alloc(0), true)
  }

  async #learn(payload: Buffer): Promise<void> {
    await this.#blocks.read(payload.subarray(4))
    this.#replies.get(idIn(payload))?.()
    this.#replies.delete(idIn(payload))
  }

  #forget(id: number): void {
    this.#streams.get(id)?.wasReset()
    this.#replies.get(id)?.()
    this.#replies.delete(id)
  }

  /** By the same frame; a client's have odd numbers, and what has an own one is an answer. */
  #answerPing(payload: Buffer): void {
    const isClients = payload.readUInt32BE(0) % 2 === 1
    if (isClients === (this.onStream !== undefined))
      this.#send(controlFrame(controlTypes.ping, payload))
  }

  #add(id: number, headers: StreamHeaders): SpdyStream {
    this.#latestId = id
    const stream = new SpdyStream(headers, {
      data: (bytes, isLast, done) => this.#send(dataFrame(id, bytes, isLast), done),
      reset: () => this.#send(controlFrame(controlTypes.rstStream, uint32s(id, reasons.cancel))),
    })
    this.#streams.set(id, stream)
    stream.once('close', () => this.#streams.delete(id))
    return stream
  }

  /** What can't be sent any more is no error: the end of the connection ends all. */
  #send(frame: Buffer, done: () => void = () => undefined): void {
    if (this.connection.writable) this.connection.write(frame, () => done())
    else done()
  }
}

const noPriority = Buffer.alloc(2)

const idIn = (payload: Buffer): number => payload.readUInt32BE(0) & streamIdMask
