import { FileSystemError } from './file-system-error'
import {
  type Credentials,
  type DirectoryInode,
  type Inode,
  permissions,
  permits,
  type SymlinkInode,
} from './inode'
import { absolute, join } from './paths'

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

  file(uid: number, gid: number, mode: number): Extract<Inode, { kind: 'file' }> {
    return { ...this.#born(uid, gid, mode), kind: 'file', content: Buffer.alloc(0) }
  }

  device(mode: number): Extract<Inode, { kind: 'device' }> {
    return { ...this.#born(0, 0, mode), kind: 'device' }
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
    return this.#walk(absolute('/', path), path, who, follow, symlinkLimit)
  }

  #walk(path: string, asked: string, who: Credentials, follow: boolean, links: number): Place {
    const names = path.split('/').filter(Boolean)
    let here: Place = {
      path: '/',
      directory: this.root,
      name: '',
      node: this.root,
      readOnly: false,
    }
    for (const [index, name] of names.entries()) {
      const directory = here.node
      if (directory?.kind !== 'directory')
        throw new FileSystemError(directory ? 'ENOTDIR' : 'ENOENT', asked)
      if (!permits(directory, who, permissions.execute)) throw new FileSystemError('EACCES', asked)
      const readOnly = directory.readOnlyMount ?? here.readOnly
      here = {
        path: join(here.path, name),
        directory,
        name,
        node: directory.entries.get(name),
        readOnly,
      }

      const isLast = index === names.length - 1
      if (here.node?.kind === 'symlink' && (follow || !isLast)) {
        if (links === 0) throw new FileSystemError('ELOOP', asked)
        const onward = [here.node.target, ...names.slice(index + 1)].join('/')
        const base = here.path.slice(0, -name.length)
        return this.#walk(absolute(base, onward), asked, who, follow, links - 1)
      }
    }
    const mounted = here.node?.kind === 'directory' ? here.node.readOnlyMount : undefined
    return mounted === undefined ? here : { ...here, readOnly: mounted }
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
