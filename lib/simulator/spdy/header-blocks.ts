import { constants, createDeflate, createInflate, type Deflate, type Inflate } from 'node:zlib'
import { dictionary } from './dictionary'
import { uint32s } from './frames'

/** By name, in small letters. */
export type StreamHeaders = ReadonlyMap<string, string>

/**
 * The header blocks of one connection: all that one side sends are one zlib stream, so that they are read and written in
 * their order, one after the other.
 */
export class HeaderBlocks {
  readonly #inflate = collecting(createInflate({ dictionary }))
  readonly #deflate = collecting(createDeflate({ dictionary }))

  /** Rejects when it is no block of SPDY/3. */
  async read(block: Buffer): Promise<StreamHeaders> {
    return headersIn(await this.#inflate.through(block))
  }

  write(headers: StreamHeaders): Promise<Buffer> {
    return this.#deflate.through(bytesOf(headers))
  }

  close(): void {
    this.#inflate.close()
    this.#deflate.close()
  }
}

interface Collecting {
  /** What becomes of the bytes, up to the last of them. */
  through(bytes: Buffer): Promise<Buffer>
  close(): void
}

/** zlib passes on what it makes before it tells that it is done. */
function collecting(zlib: Inflate | Deflate): Collecting {
  const pieces: Buffer[] = []
  zlib.on('data', (piece: Buffer) => pieces.push(piece))
  return {
    through: (bytes) =>
      new Promise((resolve, reject) => {
        zlib.once('error', reject)
        zlib.write(bytes)
        zlib.flush(constants.Z_SYNC_FLUSH, () => {
          zlib.off('error', reject)
          resolve(Buffer.concat(pieces.splice(0)))
        })
      }),
    close: () => void zlib.destroy(),
  }
}

/** A number of pairs, and before each name and each value its length. */
function headersIn(bytes: Buffer): StreamHeaders {
  let at = 0
  const number = (): number => bytes.readUInt32BE((at += 4) - 4)
  const text = (): string => {
    const length = number()
    if (at + length > bytes.length) throw new Error('a header block that ends too early')
    return bytes.toString('utf8', at, (at += length))
  }
  const headers = new Map<string, string>()
  for (let left = number(); left > 0; left--) headers.set(text(), text())
  return headers
}

function bytesOf(headers: StreamHeaders): Buffer {
  const texts = [...headers].flat().map((text) => Buffer.from(text))
  return Buffer.concat([
    uint32s(headers.size),
    ...texts.flatMap((text) => [uint32s(text.length), text]),
  ])
}
