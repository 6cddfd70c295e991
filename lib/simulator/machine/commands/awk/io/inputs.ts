import { FileSystemError } from '../../../../file-system/file-system-error'
import { Collected } from '../../../../shell/open-file'
import type { Steps } from '../../../../shell/steps'
import type { ShellContext } from '../../../types'
import type { Commands } from './commands'
import { RecordReader, type Terminator } from './record-reader'
import { openSource, sourceOfBytes } from './source'

interface Named {
  readonly reader: RecordReader
  readonly status: number
}

/** The files and commands that getline reads; they stay open until they are closed. */
export class Inputs {
  readonly #open = new Map<string, Named>()

  constructor(
    private readonly context: ShellContext,
    private readonly commands: Commands,
    private readonly terminator: () => Terminator,
  ) {}

  /** Undefined where the file can't be opened. */
  file(name: string): RecordReader | undefined {
    const known = this.#open.get(name)
    if (known) return known.reader
    const source = openSource(name, this.context)
    if (source instanceof FileSystemError) return undefined
    const reader = new RecordReader(source, this.terminator)
    this.#open.set(name, { reader, status: 0 })
    return reader
  }

  /** All that a command prints is there when the first record is read. */
  *command(text: string): Steps<RecordReader> {
    const known = this.#open.get(text)
    if (known) return known.reader
    const output = new Collected()
    const status = yield* this.commands.piped(text, { output })
    const reader = new RecordReader(sourceOfBytes(output.bytes), this.terminator)
    this.#open.set(text, { reader, status })
    return reader
  }

  /** The exit code of a command, 0 for a file; undefined where none of that name is open. */
  close(name: string): number | undefined {
    const { status } = this.#open.get(name) ?? {}
    this.#open.delete(name)
    return status
  }
}
