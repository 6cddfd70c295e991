import { FileSystemError } from './file-system-error'
import type { FileSystem } from './file-system'
import { permissions, type Stat } from './inode'
import { commandOfBinary } from './binaries'
import { absolute, nameOf, parentOf } from './paths'
import { openMark } from './preparing'

/** The part of just-bash's IFileSystem.stat that we answer. */
interface ShellStat {
  isFile: boolean
  isDirectory: boolean
  isSymbolicLink: boolean
  mode: number
  size: number
  mtime: Date
  ino: number
}

type Encoding = { encoding?: string | null } | string | null | undefined

/**
 * One user's view of the machine's files in the form just-bash asks for. It is all bash's interpreter and its
 * bundled commands see; the machine's own commands use FileSystem itself.
 */
export class BashFileSystem {
  /** Paths that were refused while a script ran: bundled commands word every refusal as "No such file". */
  readonly refused = new Map<string, string>()
  readonly #binaries = new Map<string, string>()
  #lastMissing = ''
  #commandsRunning = 0

  constructor(
    readonly files: FileSystem,
    private readonly onUnknownCommand: (name: string) => void,
    private readonly prepareSourced: (script: string, path: string) => string,
  ) {}

  /** The file that was last run as this command. */
  executable(command: string): string {
    return this.#binaries.get(`/bin/${command}`) ?? `/usr/bin/${command}`
  }

  /** Marks what a command reads, as against what the interpreter reads. */
  async duringCommand<T>(run: () => T | Promise<T>): Promise<T> {
    this.#commandsRunning++
    try {
      return await run()
    } finally {
      this.#commandsRunning--
    }
  }

  async readFile(path: string, encoding?: Encoding): Promise<string> {
    const bytes = this.#read(path)
    const wanted = typeof encoding === 'string' ? encoding : encoding?.encoding
    const text = bytes.toString(wanted === 'binary' || wanted === 'latin1' ? 'latin1' : 'utf8')
    return this.#isScript(path) ? this.prepareSourced(text, path) : text
  }

  async readFileBytes(path: string): Promise<never> {
    return this.#read(path).toString('latin1') as never
  }

  async readFileBuffer(path: string): Promise<Uint8Array> {
    return this.#read(path)
  }

  async writeFile(path: string, content: string | Uint8Array, encoding?: Encoding): Promise<void> {
    worded(() => this.files.write(unmarked(path), bytesOf(content, encoding)))
  }

  async appendFile(path: string, content: string | Uint8Array, encoding?: Encoding): Promise<void> {
    worded(() => this.files.append(unmarked(path), bytesOf(content, encoding)))
  }

  async exists(path: string): Promise<boolean> {
    if (path.startsWith(openMark))
      return this.files.exists(unmarked(path)) || this.#openError(path) !== undefined
    const found = this.files.exists(this.#real(path))
    this.#watchDispatch(path, found)
    return found
  }

  async stat(path: string): Promise<ShellStat> {
    if (path.startsWith(openMark)) {
      const error = this.#openError(path)
      if (error) throw error
    }
    const real = this.#real(path)
    return shellStat(this.files.stat(real), this.#effectiveBits(real))
  }

  async lstat(path: string): Promise<ShellStat> {
    return shellStat(this.files.lstat(this.#real(path)), 0o700)
  }

  async mkdir(path: string, options?: { recursive?: boolean }): Promise<void> {
    if (options?.recursive) this.files.mkdirp(path)
    else this.files.mkdir(path)
  }

  async readdir(path: string): Promise<string[]> {
    return this.files.list(path)
  }

  async rm(path: string, options?: { recursive?: boolean; force?: boolean }): Promise<void> {
    if (!this.files.exists(path) && options?.force) return
    if (options?.recursive) this.files.remove(path)
    else if (this.files.lstat(path).kind === 'directory') this.files.rmdir(path)
    else this.files.unlink(path)
  }

  async cp(source: string, target: string): Promise<void> {
    this.files.write(target, this.files.read(source))
  }

  async mv(source: string, target: string): Promise<void> {
    this.files.rename(source, target)
  }

  resolvePath(base: string, path: string): string {
    if (path.startsWith(openMark)) return openMark + absolute(base, path.slice(openMark.length))
    return this.#asCommand(absolute(base, path))
  }

  /** Globs ask readdir; nothing asks for all paths of a machine. */
  getAllPaths(): string[] {
    return []
  }

  async chmod(path: string, mode: number): Promise<void> {
    this.files.chmod(path, mode)
  }

  async symlink(target: string, path: string): Promise<void> {
    this.files.symlink(target, path)
  }

  async link(existing: string, path: string): Promise<void> {
    this.files.link(existing, path)
  }

  async readlink(path: string): Promise<string> {
    return this.files.readlink(path)
  }

  async realpath(path: string): Promise<string> {
    return this.files.realpath(path)
  }

  async utimes(path: string, _accessed: Date, modified: Date): Promise<void> {
    this.files.utimes(path, modified.getTime())
  }

  /** Only `. FILE` and `./FILE` are read as text by the interpreter itself; other reading is marked. */
  #isScript(path: string): boolean {
    return this.#commandsRunning === 0 && !path.startsWith(openMark)
  }

  /** just-bash takes only `/bin/NAME` for the command NAME; binaries elsewhere are given such a name. */
  #asCommand(path: string): string {
    const name = commandOfBinary(this.files, path)
    if (!name) return path
    this.#binaries.set(`/bin/.${name}`, path)
    return `/bin/.${name}`
  }

  /** `/bin/.umask-save` is nowhere in the filesystem, but commands of ours have such names. */
  #real(path: string): string {
    // A binary that was found through PATH is read as the script it looks like: what it calls has no file.
    return (
      this.#binaries.get(path) ?? (path.startsWith('/bin/.') ? '/usr/bin/umask' : unmarked(path))
    )
  }

  #read(path: string): Buffer {
    try {
      return this.files.read(this.#real(path))
    } catch (error) {
      if (error instanceof FileSystemError && error.code !== 'ENOENT')
        this.refused.set(path, error.reason)
      throw error
    }
  }

  /** What opening a redirection's target for writing would fail with. */
  #openError(marked: string): FileSystemError | undefined {
    const path = unmarked(marked)
    try {
      const there = this.files.exists(path)
      if (there && this.files.stat(path).kind === 'directory') return undefined
      const subject = there ? path : parentOf(path)
      const needed = permissions.write | (there ? 0 : permissions.execute)
      if (!this.files.stat(subject) || this.files.mayAccess(subject, needed)) {
        if (!there && this.files.stat(subject).kind !== 'directory')
          throw new FileSystemError('ENOTDIR', path)
        return undefined
      }
      throw new FileSystemError('EACCES', path)
    } catch (error) {
      if (!(error instanceof FileSystemError)) throw error
      this.refused.set(path, error.reason)
      return error
    }
  }

  /** `test -r/-w/-x` look at the owner's bits: they answer for this user. */
  #effectiveBits(path: string): number {
    const may = (mask: number): boolean => this.files.mayAccess(path, mask)
    return (
      (may(permissions.read) ? 0o400 : 0) |
      (may(permissions.write) ? 0o200 : 0) |
      (may(permissions.execute) ? 0o100 : 0)
    )
  }

  /**
   * just-bash looks a command up in each directory of PATH and, only when all fail, asks for /usr/bin itself:
   * the one moment that tells a command that was run and is not there from one that was asked about.
   */
  #watchDispatch(path: string, found: boolean): void {
    if (path === '/usr/bin' && this.#lastMissing !== '') this.onUnknownCommand(this.#lastMissing)
    this.#lastMissing = found ? '' : nameOf(path)
  }
}

const unmarked = (path: string): string =>
  path.startsWith(openMark) ? path.slice(openMark.length) : path

const bytesOf = (content: string | Uint8Array, encoding: Encoding): Buffer => {
  if (typeof content !== 'string') return Buffer.from(content)
  const wanted = typeof encoding === 'string' ? encoding : encoding?.encoding
  return Buffer.from(content, wanted === 'binary' || wanted === 'latin1' ? 'latin1' : 'utf8')
}

const shellStat = (stat: Stat, ownerBits: number): ShellStat => ({
  isFile: stat.kind === 'file' || stat.kind === 'device',
  isDirectory: stat.kind === 'directory',
  isSymbolicLink: stat.kind === 'symlink',
  mode: (stat.mode & ~0o700) | ownerBits,
  size: stat.size,
  mtime: new Date(stat.mtimeMs),
  ino: stat.ino,
})

/** just-bash prints the message of what a write throws; on a full disk that is not the opening of the file. */
function worded(write: () => void): void {
  try {
    write()
  } catch (error) {
    if (!(error instanceof FileSystemError) || error.code !== 'ENOSPC') throw error
    throw new Error(`write error: ${error.reason}`, { cause: error })
  }
}
