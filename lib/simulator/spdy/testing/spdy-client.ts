import assert from 'node:assert/strict'
import { type Duplex } from 'node:stream'
import {
  type ControlFrame,
  controlFrame,
  controlTypes,
  type DataFrame,
  framesOf,
  uint32s,
} from '../frames'
import { HeaderBlocks } from '../header-blocks'

/** The client's end of a connection, frame by frame. */
export class SpdyClient {
  readonly #frames: AsyncGenerator<DataFrame | ControlFrame>
  readonly #blocks = new HeaderBlocks()
  /** What came while a reply was awaited. */
  readonly #early: (DataFrame | ControlFrame)[] = []

  constructor(private readonly socket: Duplex) {
    this.#frames = framesOf(socket)
  }

  send(...frames: Buffer[]): void {
    for (const frame of frames) this.socket.write(frame)
  }

  /** What the server sends next; undefined: no more. */
  async next(): Promise<DataFrame | ControlFrame | undefined> {
    return this.#early.shift() ?? (await this.#fresh())
  }

  async #fresh(): Promise<DataFrame | ControlFrame | undefined> {
    return ((await this.#frames.next()) as { value?: DataFrame | ControlFrame }).value
  }

  /** All that it sends from now on. */
  async rest(): Promise<(DataFrame | ControlFrame)[]> {
    const frames: (DataFrame | ControlFrame)[] = []
    for (let frame = await this.next(); frame; frame = await this.next()) frames.push(frame)
    return frames
  }

  /** All up to the last of so many frames of that sort. */
  async until(
    isWanted: (frame: DataFrame | ControlFrame) => boolean,
    count: number,
  ): Promise<(DataFrame | ControlFrame)[]> {
    const frames: (DataFrame | ControlFrame)[] = []
    while (frames.filter(isWanted).length < count) {
      const frame = await this.next()
      assert.ok(frame, 'the connection ended before')
      frames.push(frame)
    }
    return frames
  }

  /** Opens a stream, and awaits its reply. */
  async open(id: number, headers: Readonly<Record<string, string>> = {}): Promise<void> {
    const block = await this.#blocks.write(new Map(Object.entries(headers)))
    const head = Buffer.concat([uint32s(id, 0), Buffer.alloc(2)])
    this.send(controlFrame(controlTypes.synStream, Buffer.concat([head, block])))
    let reply = await this.#fresh()
    while (reply && !isAnswer(reply)) {
      this.#early.push(reply)
      reply = await this.#fresh()
    }
    assert.ok(reply, 'the connection ended before')
    assert.equal((reply as ControlFrame).type, controlTypes.synReply)
    assert.equal(reply.payload.readUInt32BE(0), id)
    assert.deepEqual(await this.#blocks.read(reply.payload.subarray(4)), new Map())
  }

  hangUp(): void {
    this.socket.end()
  }
}

const isAnswer = (frame: DataFrame | ControlFrame): boolean =>
  frame.kind === 'control' &&
  (frame.type === controlTypes.synReply || frame.type === controlTypes.rstStream)

/** What came on a stream, and whether it has ended. */
export function receivedOn(
  id: number,
  frames: readonly (DataFrame | ControlFrame)[],
): { text: string; hasEnded: boolean } {
  const own = frames.filter((frame) => frame.kind === 'data' && frame.streamId === id)
  const text = Buffer.concat(own.map(({ payload }) => payload)).toString()
  return { text, hasEnded: own.at(-1)?.isLast ?? false }
}
