import type { FileSystem } from '../../file-system/file-system'
import { Readable } from '../open-file'

/** A file that was opened to be written; `<>` reads what it held, too. */
export class DiskFile extends Readable {
  constructor(
    private readonly files: FileSystem,
    private readonly where: string,
    held: Buffer = Buffer.alloc(0),
  ) {
    super(held, where)
  }

  override write(bytes: Buffer): void {
    if (bytes.length > 0) this.files.append(this.where, bytes)
  }
}
