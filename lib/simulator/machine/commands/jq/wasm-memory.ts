/** The part of the WebAssembly API that is used here: Node has it, its types do not. */
export interface LinearMemory {
  readonly buffer: ArrayBuffer
  grow(pages: number): number
}

const page = 65_536

/** What a WebAssembly program has in its memory, as C laid it out: little-endian, texts ended by a zero byte. */
export class WasmMemory {
  constructor(readonly memory: LinearMemory) {}

  /** Its view is made anew each time: growing takes the old one away. */
  get bytes(): Buffer {
    return Buffer.from(this.memory.buffer)
  }

  int(at: number): number {
    return this.bytes.readInt32LE(at)
  }

  setInt(at: number, value: number): void {
    this.bytes.writeInt32LE(value | 0, at)
  }

  text(at: number): Buffer {
    const { bytes } = this
    return Buffer.from(bytes.subarray(at, bytes.indexOf(0, at)))
  }

  setText(at: number, text: Buffer): void {
    text.copy(this.bytes, at)
    this.bytes[at + text.length] = 0
  }

  /** The pieces that an array of `struct iovec` names. */
  pieces(at: number, count: number): Buffer[] {
    return Array.from({ length: count }, (_, index) => {
      const start = this.int(at + index * 8)
      return this.bytes.subarray(start, start + this.int(at + index * 8 + 4))
    })
  }

  /** Whether there are as many bytes now, as sbrk(2) asks for them. */
  growTo(size: number): number {
    const missing = size - this.memory.buffer.byteLength
    try {
      // Twice as much as there was: jq asks for a little often.
      if (missing > 0)
        this.memory.grow(Math.ceil(Math.max(missing, this.memory.buffer.byteLength) / page))
      return 1
    } catch {
      return 0
    }
  }
}
