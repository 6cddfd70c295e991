/** Bytes of a stream. */
export interface DataFrame {
  readonly kind: 'data'
  readonly streamId: number
  readonly isLast: boolean
  readonly payload: Buffer
}

/** About streams and the connection. */
export interface ControlFrame {
  readonly kind: 'control'
  readonly version: number
  readonly type: number
  readonly isLast: boolean
  readonly payload: Buffer
}

export const controlTypes = {
  synStream: 1,
  synReply: 2,
  rstStream: 3,
  settings: 4,
  ping: 6,
  goAway: 7,
  headers: 8,
  windowUpdate: 9,
} as const

export const protocolVersion = 3

const headBytes = 8
const lastFlag = 1
const controlBit = 0x8000_0000

/** Takes apart what comes, in whatever pieces; the end of the source in mid-frame is the end. */
export async function* framesOf(
  source: AsyncIterable<Buffer>,
): AsyncGenerator<DataFrame | ControlFrame> {
  let bytes: Buffer = Buffer.alloc(0)
  for await (const piece of source) {
    bytes = bytes.length === 0 ? piece : Buffer.concat([bytes, piece])
    for (let end = endOfFrame(bytes); end <= bytes.length; end = endOfFrame(bytes)) {
      yield frameOf(bytes.subarray(0, end))
      bytes = bytes.subarray(end)
    }
  }
}

const endOfFrame = (bytes: Buffer): number =>
  bytes.length < headBytes ? Infinity : headBytes + bytes.readUIntBE(5, 3)

function frameOf(bytes: Buffer): DataFrame | ControlFrame {
  const first = bytes.readUInt32BE(0)
  const isLast = (bytes[4]! & lastFlag) !== 0
  const payload = bytes.subarray(headBytes)
  if (first < controlBit) return { kind: 'data', streamId: first, isLast, payload }
  return {
    kind: 'control',
    version: (first >>> 16) & 0x7fff,
    type: first & 0xffff,
    isLast,
    payload,
  }
}

export const dataFrame = (streamId: number, payload: Buffer, isLast = false): Buffer =>
  frame(streamId, payload, isLast)

export const controlFrame = (type: number, payload: Buffer): Buffer =>
  frame(controlBit + (protocolVersion << 16) + type, payload, false)

function frame(first: number, payload: Buffer, isLast: boolean): Buffer {
  const head = Buffer.alloc(headBytes)
  head.writeUInt32BE(first, 0)
  head.writeUInt8(isLast ? lastFlag : 0, 4)
  head.writeUIntBE(payload.length, 5, 3)
  return Buffer.concat([head, payload])
}

/** The numbers that frames and header blocks are made of, 32 bits each. */
export function uint32s(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(4 * values.length)
  values.forEach((value, index) => bytes.writeUInt32BE(value, 4 * index))
  return bytes
}
