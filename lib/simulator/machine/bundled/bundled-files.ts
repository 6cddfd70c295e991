import { FileSystemError } from '../../file-system/file-system-error'
import type { FileSystem } from '../../file-system/file-system'
import { permissions, type Stat } from '../../file-system/inode'
import { absolute } from '../../file-system/paths'

/** The part of just-bash's IFileSystem.stat that we answer. */
interface BundledStat {
  isFile: boolean
  isDirectory: boolean
  isSymbolicLink: boolean
  mode: number
  size: number
  mtime: Date
  ino: number
}

type Encoding = { encoding?: string | null } | string | null | undefined

/** One user's view of the machine's files in the form in which just-bash's commands ask for it. */
export class BundledFiles {
  /** Paths that were refused: just-bash words every refusal as "No such file". */
  readonly refused = new Map<string, string>()

  constructor(private readonly files: FileSystem) {}

  async readFile(path: string, encoding?: Encoding): Promise<string> {
    const bytes = this.#read(path)
    const wanted = typeof encoding === 'string' ? encoding : encoding?.encoding
    return bytes.toString(wanted === 'binary' || wanted === 'latin1' ? 'latin1' : 'utf8')
  }

  async readFileBytes(path: string): Promise<never> {
    return this.#read(path).toString('latin1') as never
  }

  async readFileBuffer(path: string): Promise<Uint8Array> {
    return this.#read(path)
  }

  async writeFile(path: string, content: string | Uint8Array, encoding?: Encoding): Promise<void> {
    worded(() => this.files.write(path, bytesOf(content, encoding)))
  }

  async appendFile(path: string, content: string | Uint8Array, encoding?: Encoding): Promise<void> {
    worded(() => this.files.append(path, bytesOf(content, encoding)))
  }

  async exists(path: string): Promise<boolean> {
    return this.files.exists(path)
  }

  async stat(path: string): Promise<BundledStat> {
    return statOf(this.files.stat(path), this.#effectiveBits(path))
  }

  async lstat(path: string): Promise<BundledStat> {
    return statOf(this.files.lstat(path), 0o700)
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
    return absolute(base, path)
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

  #read(path: string): Buffer {
    try {
      return this.files.read(path)
    } catch (error) {
      if (error instanceof FileSystemError && error.code !== 'ENOENT')
        this.refused.set(path, error.reason)
      throw error
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
}

const bytesOf = (content: string | Uint8Array, encoding: Encoding): Buffer => {
  if (typeof content !== 'string') return Buffer.from(content)
  const wanted = typeof encoding === 'string' ? encoding : encoding?.encoding
  return Buffer.from(content, wanted === 'binary' || wanted === 'latin1' ? 'latin1' : 'utf8')
}

const statOf = (stat: Stat, ownerBits: number): BundledStat => ({
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
