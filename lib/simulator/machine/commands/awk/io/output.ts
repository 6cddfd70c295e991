import { FileSystemError } from '../../../../file-system/file-system-error'
import type { OpenFile } from '../../../../shell/open-file'
import type { Steps } from '../../../../shell/steps'
import { FatalError } from '../awk-error'
import type { Commands } from './commands'

/** What print writes to. */
export interface Output {
  /** Each character is a byte. */
  write(text: string): void
  flush(): void
  /** The answer is the exit code of a command. */
  close(): Steps<number>
}

/** stdio's for pipes and files. */
const bufferSize = 4096

/** Holds back what is written, as stdio does. Throws FatalError where the file takes nothing. */
export class BufferedFile implements Output {
  #waiting = ''

  constructor(
    private readonly name: string,
    private readonly file: OpenFile,
    private readonly isUnbuffered: boolean,
  ) {}

  write(text: string): void {
    this.#waiting += text
    const length = this.isUnbuffered
      ? this.#waiting.length
      : this.#waiting.length - (this.#waiting.length % bufferSize)
    if (length > 0) this.#pass(length, 'write failure')
  }

  flush(): void {
    this.#pass(this.#waiting.length, 'unexpected write error')
  }

  finish(): void {
    this.#pass(this.#waiting.length, `close failed on file ${this.name}`)
  }

  *close(): Steps<number> {
    this.finish()
    return 0
  }

  #pass(length: number, failure: string): void {
    const piece = this.#waiting.slice(0, length)
    this.#waiting = this.#waiting.slice(length)
    try {
      if (piece !== '') this.file.write(Buffer.from(piece, 'latin1'))
    } catch (error) {
      if (!(error instanceof FileSystemError)) throw error
      throw new FatalError(`${failure} (${error.reason})`)
    }
  }
}

/** A command that reads what is printed: it runs when all of it is there. */
export class PipedOutput implements Output {
  #written = ''

  constructor(
    private readonly command: string,
    private readonly commands: Commands,
  ) {}

  write(text: string): void {
    this.#written += text
  }

  flush(): void {}

  *close(): Steps<number> {
    return yield* this.commands.piped(this.command, { input: Buffer.from(this.#written, 'latin1') })
  }
}
