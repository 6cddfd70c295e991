import { FileSystemError } from './file-system-error'
import {
  type Credentials,
  type Inode,
  permissions,
  permits,
  type Stat,
  statOf,
  targetOf,
} from './inode'
import type { Place, Tree } from './tree'

/** The part of a user's view that only looks. */
export class ReadableFiles {
  constructor(
    protected readonly tree: Tree,
    readonly credentials: Credentials,
  ) {}

  /** Calls back after each change of that file, whoever makes it; the answer ends it. */
  watch(path: string, listener: () => void): () => void {
    return this.tree.watch(path, listener)
  }

  /** What is in a file. Of a device that never ends, as many bytes as are wanted: `most`, or a piece. */
  read(path: string, most = 65_536): Buffer {
    const node = this.existing(path)
    if (node.kind === 'directory') throw new FileSystemError('EISDIR', path)
    this.check(node, permissions.read, path)
    if (node.kind === 'device') return node.yields?.(most) ?? Buffer.alloc(0)
    if (node.kind !== 'file') return Buffer.alloc(0)
    return node.generated ? Buffer.from(node.generated.read()) : node.content
  }

  readText(path: string): string {
    return this.read(path).toString('utf8')
  }

  exists(path: string): boolean {
    return this.find(path, true) !== undefined
  }

  /** What is there, behind links; undefined: nothing, or nothing that one gets at. */
  kindOf(path: string): Stat['kind'] | undefined {
    return this.find(path, true)?.node.kind
  }

  stat(path: string): Stat {
    return statOf(this.existing(path))
  }

  lstat(path: string): Stat {
    return statOf(this.existing(path, false))
  }

  /** access(2): `mask` is a sum of `permissions`. */
  mayAccess(path: string, mask: number): boolean {
    const place = this.find(path, true)
    if (!place?.node) return false
    return (
      permits(place.node, this.credentials, mask) &&
      !((mask & permissions.write) !== 0 && place.readOnly)
    )
  }

  /** What keeps execve(2) from running it; undefined: nothing. */
  whyNotExecutable(path: string): 'no such file' | 'a directory' | 'not executable' | undefined {
    const node = this.find(path, true)?.node
    if (!node) return 'no such file'
    if (node.kind === 'directory') return 'a directory'
    return permits(node, this.credentials, permissions.execute) ? undefined : 'not executable'
  }

  list(path: string): string[] {
    const node = this.existing(path)
    if (node.kind !== 'directory') throw new FileSystemError('ENOTDIR', path)
    this.check(node, permissions.read, path)
    return [...node.entries.keys()].sort()
  }

  readlink(path: string): string {
    const node = this.existing(path, false)
    if (node.kind !== 'symlink') throw new FileSystemError('EINVAL', path)
    return targetOf(node, this.credentials)
  }

  /** The path without symlinks; it must exist. */
  realpath(path: string): string {
    const place = this.tree.locate(path, this.credentials, true)
    if (!place.node) throw new FileSystemError('ENOENT', path)
    return place.path
  }

  isBindMounted(path: string): boolean {
    const node = this.existing(path)
    return node.kind === 'file' && node.bindMounted === true
  }

  protected find(path: string, follow: boolean): (Place & { node: Inode }) | undefined {
    const place = this.tree.look(path, this.credentials, follow)
    return typeof place !== 'string' && place.node ? (place as Place & { node: Inode }) : undefined
  }

  protected existing(path: string, follow = true): Inode {
    const { node } = this.tree.locate(path, this.credentials, follow)
    if (!node) throw new FileSystemError('ENOENT', path)
    return node
  }

  protected check(node: Inode, mask: number, path: string): void {
    if (!permits(node, this.credentials, mask)) throw new FileSystemError('EACCES', path)
  }
}
