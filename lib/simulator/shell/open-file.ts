import { textOf } from './text'

/** What a descriptor stands for. All that were made of it by `2>&1`, or inherited, share it; the last one closes it. */
export abstract class OpenFile {
  /** Somebody sits at a terminal behind it. */
  isTerminal = false
  #holders = 0
  readonly #whenClosed: (() => void)[] = []

  /** Takes the bytes; throws FileSystemError where they can't be had. */
  write(_bytes: Buffer): void {}

  /** Resolves when all that will ever be there to read is there; undefined: it is. */
  get complete(): Promise<void> | undefined {
    return undefined
  }

  /** Resolves when there is something to read up to the delimiter, or as many bytes; undefined: there is, or never will be. */
  available(_delimiter: number, _most?: number): Promise<void> | undefined {
    return undefined
  }

  /** All that is left to read, of what has come. */
  readAll(): Buffer {
    return Buffer.alloc(0)
  }

  /** What is left to read up to and with the delimiter, or as many bytes; empty at the end. */
  readUntil(_delimiter: number, _most?: number): Buffer {
    return Buffer.alloc(0)
  }

  hold(): this {
    this.#holders++
    return this
  }

  release(): void {
    if (--this.#holders === 0) for (const each of this.#whenClosed.splice(0)) each()
  }

  get isOpen(): boolean {
    return this.#holders > 0
  }

  /** As flock(2): it ends when nobody has the file open any more. */
  whenClosed(deed: () => void): void {
    this.#whenClosed.push(deed)
  }

  /** The file's name, where it has one. */
  get path(): string | undefined {
    return undefined
  }
}

/** /dev/null, and a stdin that nobody feeds. */
export class NullFile extends OpenFile {}

/** A pipe's writing end, whose bytes are looked at when all is written. */
export class Collected extends OpenFile {
  readonly #chunks: Buffer[] = []

  override write(bytes: Buffer): void {
    if (bytes.length > 0) this.#chunks.push(bytes)
  }

  get bytes(): Buffer {
    const [first, ...others] = this.#chunks
    if (others.length === 0) return first ?? Buffer.alloc(0)
    return Buffer.concat(this.#chunks)
  }

  get text(): string {
    return textOf(this.bytes)
  }
}

/** What is there to read: a pipe that was filled, a file as it was when it was opened. */
export class Readable extends OpenFile {
  #position = 0

  constructor(
    private readonly bytes: Buffer,
    private readonly name?: string,
  ) {
    super()
  }

  override get path(): string | undefined {
    return this.name
  }

  override readAll(): Buffer {
    const rest = this.bytes.subarray(this.#position)
    this.#position = this.bytes.length
    return rest
  }

  override readUntil(delimiter: number, most = Infinity): Buffer {
    const found = this.bytes.indexOf(delimiter, this.#position)
    const end = Math.min(found < 0 ? this.bytes.length : found + 1, this.#position + most)
    const piece = this.bytes.subarray(this.#position, end)
    this.#position = end
    return piece
  }
}

/** What somebody sends while the script runs. */
export class Incoming extends OpenFile {
  #bytes = Buffer.alloc(0)
  #ended = false
  #waiting: (() => void)[] = []

  push(bytes: Buffer): void {
    this.#bytes = Buffer.concat([this.#bytes, bytes])
    this.#tell()
  }

  end(): void {
    this.#ended = true
    this.#tell()
  }

  override get complete(): Promise<void> | undefined {
    return this.#until(() => this.#ended)
  }

  override available(delimiter: number, most = Infinity): Promise<void> | undefined {
    return this.#until(
      () => this.#ended || this.#bytes.includes(delimiter) || this.#bytes.length >= most,
    )
  }

  override readAll(): Buffer {
    return this.#take(this.#bytes.length)
  }

  override readUntil(delimiter: number, most = Infinity): Buffer {
    const found = this.#bytes.indexOf(delimiter)
    return this.#take(Math.min(found < 0 ? this.#bytes.length : found + 1, most))
  }

  #take(length: number): Buffer {
    const piece = this.#bytes.subarray(0, length)
    this.#bytes = this.#bytes.subarray(length)
    return piece
  }

  #until(holds: () => boolean): Promise<void> | undefined {
    if (holds()) return undefined
    return new Promise((resolve) => {
      const look = (): void => (holds() ? resolve() : void this.#waiting.push(look))
      this.#waiting.push(look)
    })
  }

  #tell(): void {
    for (const look of this.#waiting.splice(0)) look()
  }
}

/** Output that is passed on while the script runs: what comes within one turn goes out in one piece. */
export class Passing extends OpenFile {
  #waiting: Buffer[] = []

  constructor(private readonly pass: (text: string) => void) {
    super()
  }

  override write(bytes: Buffer): void {
    if (bytes.length === 0) return
    if (this.#waiting.length === 0) setImmediate(() => this.flush())
    this.#waiting.push(bytes)
  }

  flush(): void {
    if (this.#waiting.length === 0) return
    const bytes = Buffer.concat(this.#waiting)
    this.#waiting = []
    this.pass(textOf(bytes))
  }
}
