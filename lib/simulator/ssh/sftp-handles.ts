import type { FileSystem } from '../file-system/file-system'
import { FileSystemError } from '../file-system/file-system-error'
import type { OpenDirectory, OpenFile } from './sftp-files'

/** What one SFTP session has open; what was written is in the file from a flush on. */
export class SftpHandles {
  readonly #opened = new Map<number, OpenFile | OpenDirectory>()
  #last = 0

  constructor(private readonly fs: FileSystem) {}

  /** Answers the handle that clients name it by. */
  open(opened: OpenFile | OpenDirectory): Buffer {
    this.#opened.set(++this.#last, opened)
    const handle = Buffer.alloc(4)
    handle.writeUInt32BE(this.#last)
    return handle
  }

  /** Throws FileSystemError where nothing is open by that handle. */
  path(handle: Buffer): string {
    return this.#find(handle).path
  }

  file(handle: Buffer): OpenFile {
    const found = this.#find(handle)
    if (found.kind !== 'file') throw new FileSystemError('EISDIR', found.path)
    return found
  }

  directory(handle: Buffer): OpenDirectory {
    const found = this.#find(handle)
    if (found.kind !== 'directory') throw new FileSystemError('ENOTDIR', found.path)
    return found
  }

  flush(handle: Buffer): void {
    this.#flush(this.#find(handle))
  }

  close(handle: Buffer): void {
    this.flush(handle)
    this.#opened.delete(handle.readUInt32BE(0))
  }

  flushAll(): void {
    for (const each of this.#opened.values()) this.#flush(each)
  }

  #find(handle: Buffer): OpenFile | OpenDirectory {
    const found = this.#opened.get(handle.readUInt32BE(0))
    if (!found) throw new FileSystemError('EINVAL', 'handle')
    return found
  }

  #flush(each: OpenFile | OpenDirectory): void {
    if (each.kind !== 'file' || !each.dirty) return
    this.fs.write(each.path, each.content)
    each.dirty = false
  }
}
