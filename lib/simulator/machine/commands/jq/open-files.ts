import { type ErrorCode, FileSystemError } from '../../../file-system/file-system-error'
import { absolute } from '../../../file-system/paths'
import type { ShellContext } from '../../types'
import type { WasmMemory } from './wasm-memory'

/** Standard input is wanted, and has not been read yet: it is read, and jq is run once more. */
export class InputWanted extends Error {}

/** errno as the C library has it that jq was built with. */
const numbers: Partial<Record<ErrorCode, number>> = {
  EACCES: 2,
  EISDIR: 31,
  ELOOP: 32,
  ENOENT: 44,
  ENOTDIR: 54,
}
const EBADF = 8
const EIO = 29
const ENOTTY = 59
const isDirectory = 0o040_000
const isFile = 0o100_000
const getWindowSize = 21_523

interface Opened {
  readonly mode: number
  /** Nothing is read until it is asked for: a directory opens, and then can't be read. */
  readonly read: () => Buffer
  bytes?: Buffer
  position: number
}

/** jq's descriptors: the system calls by which it opens and reads a machine's files, and prints. */
export class OpenFiles {
  readonly stdout: Buffer[] = []
  readonly stderr: Buffer[] = []
  readonly #opened = new Map<number, Opened>()
  #next = 3

  constructor(
    private readonly memory: WasmMemory,
    private readonly context: ShellContext,
    input: Buffer | undefined,
  ) {
    const read = (): Buffer => {
      if (input === undefined) throw new InputWanted()
      return input
    }
    this.#opened.set(0, { mode: isFile, read, position: 0 })
  }

  /** open(2), whose arguments are in memory. */
  readonly open = (_call: number, args: number): number =>
    failing(() => {
      const path = this.#path(this.memory.int(args))
      const opened = path === '/dev/stdin' ? this.#opened.get(0) : this.#inMachine(path)
      if (!opened) return -EBADF
      this.#opened.set(this.#next, opened)
      return this.#next++
    })

  /** stat(2) */
  readonly stat = (_call: number, args: number): number =>
    failing(() => this.#tellMode(this.#modeOf(this.#path(this.memory.int(args))), args))

  /** fstat(2) */
  readonly fstat = (_call: number, args: number): number => {
    const opened = this.#opened.get(this.memory.int(args))
    return opened ? this.#tellMode(opened.mode, args) : -EBADF
  }

  /** readlink(2) */
  readonly readlink = (_call: number, args: number): number =>
    failing(() => {
      const target = Buffer.from(this.context.fs.readlink(this.#path(this.memory.int(args))))
      return target.copy(this.memory.bytes, this.memory.int(args + 4), 0, this.memory.int(args + 8))
    })

  /** ioctl(2): whether it is a terminal is all that is asked. */
  readonly ioctl = (_call: number, args: number): number =>
    this.memory.int(args + 4) === getWindowSize && this.#isTerminal(this.memory.int(args))
      ? 0
      : -ENOTTY

  readonly close = (descriptor: number): number => {
    this.#opened.delete(descriptor)
    return 0
  }

  readonly status = (descriptor: number, at: number): number => {
    this.memory.bytes[at] = this.#isTerminal(descriptor) ? 2 : 4
    return 0
  }

  readonly read = (descriptor: number, pieces: number, count: number, at: number): number => {
    const opened = this.#opened.get(descriptor)
    if (!opened) return EBADF
    let length = 0
    const refused = failing(() => {
      const bytes = (opened.bytes ??= opened.read())
      for (const piece of this.memory.pieces(pieces, count)) {
        const copied = bytes.copy(piece, 0, opened.position)
        opened.position += copied
        length += copied
      }
      return 0
    })
    this.memory.setInt(at, length)
    return -refused
  }

  readonly write = (descriptor: number, pieces: number, count: number, at: number): number => {
    const written = Buffer.concat(this.memory.pieces(pieces, count))
    ;(descriptor === 2 ? this.stderr : this.stdout).push(written)
    this.memory.setInt(at, written.length)
    return 0
  }

  #path(at: number): string {
    return absolute(this.context.cwd, this.memory.text(at).toString())
  }

  #inMachine(path: string): Opened {
    const mode = this.#modeOf(path)
    const { fs } = this.context
    if (mode === isDirectory)
      return { mode, read: () => fail(new FileSystemError('EISDIR', path)), position: 0 }
    return { mode, read: () => Buffer.alloc(0), bytes: fs.read(path), position: 0 }
  }

  #modeOf(path: string): number {
    return this.context.fs.stat(path).kind === 'directory' ? isDirectory : isFile
  }

  /** The second argument is where `struct stat` is; of all that is in it, jq looks at the type. */
  #tellMode(mode: number, args: number): number {
    const at = this.memory.int(args + 4)
    this.memory.bytes.fill(0, at, at + 88)
    this.memory.setInt(at + 12, mode)
    return 0
  }

  #isTerminal(descriptor: number): boolean {
    return this.context.openFile(descriptor)?.isTerminal ?? false
  }
}

const fail = (error: Error): never => {
  throw error
}

/** As the kernel answers: what the file system refuses is an error number below zero. */
function failing(call: () => number): number {
  try {
    return call()
  } catch (error) {
    if (!(error instanceof FileSystemError)) throw error
    return -(numbers[error.code] ?? EIO)
  }
}
