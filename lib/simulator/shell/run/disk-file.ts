import type { FileSystem } from '../../file-system/file-system'
import { OpenFile } from '../open-file'

/** A file that was opened to be written: all goes to its end. */
export class DiskFile extends OpenFile {
  constructor(
    protected readonly files: FileSystem,
    protected readonly where: string,
  ) {
    super()
  }

  override get path(): string {
    return this.where
  }

  override write(bytes: Buffer): void {
    if (bytes.length > 0) this.files.append(this.where, bytes)
  }
}

/** `<>`: it is read and written from one place on, which both push forward. */
export class UpdatedFile extends DiskFile {
  #position = 0

  override write(bytes: Buffer): void {
    if (bytes.length === 0) return
    const before = this.files.read(this.where)
    const end = this.#position + bytes.length
    const gap = Buffer.alloc(Math.max(0, this.#position - before.length))
    this.files.write(
      this.where,
      Buffer.concat([before.subarray(0, this.#position), gap, bytes, before.subarray(end)]),
    )
    this.#position = end
  }

  override readAll(): Buffer {
    return this.#take(Infinity)
  }

  override readUntil(delimiter: number, most = Infinity): Buffer {
    const found = this.files.read(this.where).indexOf(delimiter, this.#position)
    return this.#take(Math.min(found < 0 ? Infinity : found + 1 - this.#position, most))
  }

  #take(length: number): Buffer {
    const piece = this.files.read(this.where).subarray(this.#position, this.#position + length)
    this.#position += piece.length
    return piece
  }
}
