import { FileSystemError } from '../file-system/file-system-error'
import { ShellError } from './control-flow'
import { NullFile, type OpenFile } from './open-file'

/** A process's table of open files. A child gets a copy. */
export class Descriptors {
  readonly #files = new Map<number, OpenFile>()

  constructor(files: Iterable<readonly [number, OpenFile]>) {
    for (const [fd, file] of files) this.#files.set(fd, file.hold())
  }

  static of(stdin: OpenFile, stdout: OpenFile, stderr: OpenFile): Descriptors {
    return new Descriptors([
      [0, stdin],
      [1, stdout],
      [2, stderr],
    ])
  }

  copy(): Descriptors {
    return new Descriptors(this.#files)
  }

  get(fd: number): OpenFile | undefined {
    return this.#files.get(fd)
  }

  /** Throws ShellError, as bash words it, when it is not open. */
  need(fd: number): OpenFile {
    const file = this.#files.get(fd)
    if (!file) throw new ShellError(`${fd}: Bad file descriptor`)
    return file
  }

  get stdin(): OpenFile {
    return this.#files.get(0) ?? closed
  }

  get stdout(): OpenFile {
    return this.#files.get(1) ?? unwritable
  }

  get stderr(): OpenFile {
    return this.#files.get(2) ?? closed
  }

  set(fd: number, file: OpenFile): void {
    const before = this.#files.get(fd)
    this.#files.set(fd, file.hold())
    before?.release()
  }

  close(fd: number): void {
    this.#files.get(fd)?.release()
    this.#files.delete(fd)
  }

  /** The lowest number from 10 on that is free: `{name}> file`. */
  free(): number {
    let fd = 10
    while (this.#files.has(fd)) fd++
    return fd
  }

  closeAll(): void {
    for (const file of this.#files.values()) file.release()
    this.#files.clear()
  }
}

const closed = new NullFile().hold()

class Unwritable extends NullFile {
  override write(bytes: Buffer): void {
    if (bytes.length > 0) throw new FileSystemError('EBADF', '')
  }
}

const unwritable = new Unwritable().hold()
