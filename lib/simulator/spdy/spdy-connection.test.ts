import assert from 'node:assert/strict'
import { once } from 'node:events'
import { duplexPair } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { test } from 'node:test'
import {
  type ControlFrame,
  controlFrame,
  controlTypes,
  type DataFrame,
  dataFrame,
  framesOf,
  uint32s,
} from './frames'
import { HeaderBlocks } from './header-blocks'
import { SpdyConnection } from './spdy-connection'
import { type SpdyStream } from './spdy-stream'
import { SpdyClient } from './testing/spdy-client'

/** A connection and the client at its other end. */
class Pair {
  readonly opened: SpdyStream[] = []
  readonly connection: SpdyConnection
  readonly client: SpdyClient

  constructor() {
    const [ours, theirs] = duplexPair()
    this.client = new SpdyClient(ours)
    this.connection = new SpdyConnection(theirs, (stream) => this.opened.push(stream))
  }

  async open(id: number, headers?: Record<string, string>): Promise<SpdyStream> {
    await this.client.open(id, headers)
    return this.opened.at(-1)!
  }
}

test('header blocks name the dictionary of SPDY/3 by its checksum, and build on those before them', async () => {
  const [here, there] = [new HeaderBlocks(), new HeaderBlocks()]
  const headers = new Map([
    ['streamtype', 'stdin'],
    ['port', '8080'],
  ])
  const blocks = [await here.write(headers), await here.write(headers)]
  assert.equal(blocks[0]!.readUInt32BE(2), 0xe3c6a7c2)
  assert.ok(blocks[1]!.length < blocks[0]!.length)
  for (const block of blocks) assert.deepEqual(await there.read(block), headers)
})

test('bytes that are no header block are refused', async () => {
  await assert.rejects(new HeaderBlocks().read(Buffer.from('no zlib stream at all')))
  const cut = await new HeaderBlocks().write(new Map([['a', 'b']]))
  const whole = new HeaderBlocks()
  await whole.read(cut)
  await assert.rejects(whole.read(Buffer.from([0, 1, 0, 0xfe, 0xff, 1])), RangeError)
})

test('frames are taken apart in whatever pieces they come', async () => {
  const sent = Buffer.concat([
    dataFrame(1, Buffer.from('abc')),
    controlFrame(controlTypes.ping, uint32s(7)),
    dataFrame(3, Buffer.alloc(0), true),
  ])
  for (const size of [1, 5, sent.length]) {
    const pieces = async function* (): AsyncGenerator<Buffer> {
      for (let at = 0; at < sent.length; at += size) yield sent.subarray(at, at + size)
    }
    const frames: (DataFrame | ControlFrame)[] = []
    for await (const frame of framesOf(pieces())) frames.push(frame)
    assert.deepEqual(frames, [
      { kind: 'data', streamId: 1, isLast: false, payload: Buffer.from('abc') },
      { kind: 'control', version: 3, type: 6, isLast: false, payload: uint32s(7) },
      { kind: 'data', streamId: 3, isLast: true, payload: Buffer.alloc(0) },
    ])
  }
})

test('each side ends its own half of a stream', async () => {
  const pair = new Pair()
  const { client } = pair
  const stream = await pair.open(1, { streamtype: 'data' })
  assert.equal(stream.headers.get('streamtype'), 'data')
  client.send(dataFrame(1, Buffer.from('ask')), dataFrame(1, Buffer.from('ed'), true))
  let received = ''
  stream.on('data', (piece: Buffer) => (received += piece.toString()))
  await once(stream, 'end')
  assert.equal(received, 'asked')
  stream.end('answer')
  assert.deepEqual((await client.next())?.payload, Buffer.from('answer'))
  assert.equal((await client.next())?.isLast, true)
})

test('what is long goes out in pieces, and all of it before the good-bye', async () => {
  const pair = new Pair()
  const { client } = pair
  const stream = await pair.open(1)
  const sent = Buffer.alloc(100_000, 'long ')
  stream.write(sent)
  const closing = pair.connection.close()
  const frames = await client.rest()
  await closing
  const data = frames.filter(({ kind }) => kind === 'data')
  assert.deepEqual(Buffer.concat(data.map(({ payload }) => payload)), sent)
  assert.deepEqual(
    data.map(({ payload, isLast }) => [payload.length, isLast]),
    [[32768, false], [32768, false], [32768, false], [1696, false], [0, true]],
  ) // prettier-ignore
  const [reset, goAway] = frames.slice(-2) as ControlFrame[]
  assert.equal(reset?.type, controlTypes.rstStream)
  assert.deepEqual(reset?.payload, uint32s(1, 5))
  assert.equal(goAway?.type, controlTypes.goAway)
})

test('a ping of the client is answered, its answer to one of ours is not', async () => {
  const pair = new Pair()
  const { client } = pair
  client.send(
    controlFrame(controlTypes.ping, uint32s(2)),
    controlFrame(controlTypes.settings, uint32s(0)),
    controlFrame(controlTypes.windowUpdate, uint32s(1, 100)),
    controlFrame(controlTypes.ping, uint32s(5)),
  )
  assert.deepEqual((await client.next())?.payload, uint32s(5))
})

test('a stream that the client resets is over', async () => {
  const pair = new Pair()
  const { client } = pair
  const stream = await pair.open(1)
  client.send(controlFrame(controlTypes.rstStream, uint32s(1, 5)))
  await once(stream, 'close')
  const again = await pair.open(3)
  assert.ok(stream.destroyed && !again.destroyed)
})

test('a stream whose number has been is refused', async () => {
  const pair = new Pair()
  const { client } = pair
  await pair.open(3)
  const block = await new HeaderBlocks().write(new Map())
  client.send(controlFrame(controlTypes.headers, Buffer.concat([uint32s(3), block.subarray(6)])))
  client.send(dataFrame(99, Buffer.from('to no stream')))
  await assert.rejects(pair.open(1), /rst|3 !== 2/i)
  assert.equal(pair.opened.length, 1)
})

test('a client that hangs up ends all its streams', async () => {
  const pair = new Pair()
  const { client } = pair
  const stream = await pair.open(1)
  const received = buffer(stream).catch(() => 'cut')
  client.hangUp()
  await pair.connection.closed
  assert.equal(await received, 'cut')
})
