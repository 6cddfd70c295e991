import { type ErrorCode, FileSystemError } from './file-system-error'
import {
  type Credentials,
  type DirectoryInode,
  type Inode,
  permissions,
  permits,
  type SymlinkInode,
  targetOf,
} from './inode'
import { absolute } from './paths'

/** Where a path leads: its directory, its name there, and what stands under that name, if anything. */
export interface Place {
  /** Without symlinks in it. */
  readonly path: string
  readonly directory: DirectoryInode
  readonly name: string
  readonly node: Inode | undefined
  readonly readOnly: boolean
}

const symlinkLimit = 40

/** The inodes of one machine and the walk along a path. All views of a filesystem share one tree. */
export class Tree {
  readonly root: DirectoryInode
  /** Every write that needs a new block fails with ENOSPC while set. */
  diskFull = false
  #lastInode = 1
  readonly #watchers = new Map<string, Set<() => void>>()

  constructor() {
    this.root = { ...this.#born(0, 0, 0o755), kind: 'directory', nlink: 2, entries: new Map() }
  }

  directory(uid: number, gid: number, mode: number): DirectoryInode {
    return { ...this.#born(uid, gid, mode), kind: 'directory', nlink: 2, entries: new Map() }
  }

  /** A directory whose entries come into being when somebody first looks into it. */
  generatedDirectory(
    uid: number,
    gid: number,
    mode: number,
    make: () => Iterable<readonly [string, Inode]>,
  ): DirectoryInode {
    let made: Map<string, Inode> | undefined
    return {
      ...this.#born(uid, gid, mode),
      kind: 'directory',
      nlink: 2,
      get entries() {
        return (made ??= new Map(make()))
      },
    }
  }

  file(uid: number, gid: number, mode: number): Extract<Inode, { kind: 'file' }> {
    return { ...this.#born(uid, gid, mode), kind: 'file', content: Buffer.alloc(0) }
  }

  device(mode: number, yields?: (bytes: number) => Buffer): Extract<Inode, { kind: 'device' }> {
    return { ...this.#born(0, 0, mode), kind: 'device', yields }
  }

  symlink(uid: number, gid: number, target: string): SymlinkInode {
    return { ...this.#born(uid, gid, 0o777), kind: 'symlink', target }
  }

  /** As inotify: called after each change of what stands at that path, whoever makes it; the answer ends it. */
  watch(path: string, listener: () => void): () => void {
    const listeners = this.#watchers.get(path) ?? new Set()
    this.#watchers.set(path, listeners.add(listener))
    return () => listeners.delete(listener)
  }

  changed(path: string): void {
    for (const listener of this.#watchers.get(path) ?? []) listener()
  }

  /** Walks with the caller's right to search each directory. `follow`: a symlink at the end is followed. */
  locate(path: string, who: Credentials, follow: boolean): Place {
    const place = this.look(path, who, follow)
    if (typeof place === 'string') throw new FileSystemError(place, path)
    return place
  }

  /** As `locate`; what keeps one from getting there is answered: most lookups along a PATH find nothing. */
  look(path: string, who: Credentials, follow: boolean): Place | ErrorCode {
    return this.#walk(absolute('/', path), who, follow, symlinkLimit)
  }

  #walk(path: string, who: Credentials, follow: boolean, links: number): Place | ErrorCode {
    let directory = this.root
    let node: Inode | undefined = directory
    let name = ''
    let readOnly = false
    for (let end = 0; end + 1 < path.length;) {
      if (node?.kind !== 'directory') return node ? 'ENOTDIR' : 'ENOENT'
      if (!permits(node, who, permissions.execute)) return 'EACCES'
      directory = node
      readOnly = directory.readOnlyMount ?? readOnly
      const start = end + 1
      const slash = path.indexOf('/', start)
      end = slash < 0 ? path.length : slash
      name = path.slice(start, end)
      node = directory.entries.get(name)
      if (node?.kind === 'symlink' && (follow || slash >= 0)) {
        if (links === 0) return 'ELOOP'
        const onward = absolute(path.slice(0, start), targetOf(node, who) + path.slice(end))
        return this.#walk(onward, who, follow, links - 1)
      }
    }
    if (node?.kind === 'directory' || node?.kind === 'file')
      readOnly = node.readOnlyMount ?? readOnly
    return { path, directory, name, node, readOnly }
  }

  #born(
    uid: number,
    gid: number,
    mode: number,
  ): Omit<Inode, 'kind' | 'entries' | 'content' | 'target'> & {
    ino: number
  } {
    const now = Date.now()
    return { ino: ++this.#lastInode, uid, gid, mode, nlink: 1, mtimeMs: now, ctimeMs: now }
  }
}
