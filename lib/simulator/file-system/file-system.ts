import { ChangeableFiles, type ViewOptions } from './changeable-files'
import { FileSystemError } from './file-system-error'
import {
  type Credentials,
  type FileInode,
  type GeneratedContent,
  type Inode,
  rootCredentials,
} from './inode'
import { absolute, parentOf } from './paths'
import { Tree } from './tree'

export interface Ownership {
  readonly mode?: number
  readonly uid?: number
  readonly gid?: number
}

/** The same inode, of which nothing can be changed by this way. */
const lookedAt = (node: Inode): Inode =>
  Object.create(node, { readOnlyMount: { value: true } }) as Inode

/**
 * One user's view of a machine's files: synchronous, with the errors and the permission checks of Linux.
 * `new FileSystem()` makes an empty machine, seen by root; `as(…)` gives another user's view of the same files.
 */
export class FileSystem extends ChangeableFiles {
  constructor(
    tree: Tree = new Tree(),
    credentials: Credentials = rootCredentials,
    options: ViewOptions = {},
  ) {
    super(tree, credentials, options)
  }

  as(credentials: Credentials, options: ViewOptions = {}): FileSystem {
    return new FileSystem(this.tree, credentials, { umask: this.umask, ...options })
  }

  /** `mkdir -p`; the ownership is given to the last directory only. */
  mkdirp(path: string, owner: Ownership = {}): void {
    const target = absolute('/', path)
    const existing = this.find(target, true)?.node
    if (existing && existing.kind !== 'directory') throw new FileSystemError('EEXIST', path)
    if (!existing) {
      this.mkdirp(parentOf(target))
      this.mkdir(target)
    }
    this.#own(target, owner)
  }

  /** Places a text file with its ownership, and the directories it needs: how a machine is furnished. */
  writeText(path: string, text: string, owner: Ownership = {}): void {
    this.mkdirp(parentOf(absolute('/', path)))
    this.write(path, text)
    this.#own(path, owner)
  }

  /** A file whose content comes from a function, with the directories it needs. */
  generate(path: string, generated: GeneratedContent, owner: Ownership = {}): void {
    this.writeText(path, '', { mode: generated.write ? 0o644 : 0o444, ...owner })
    ;(this.existing(path) as FileInode).generated = generated
  }

  /** A symbolic link that leads each process elsewhere. */
  linkEach(path: string, own: (who: Credentials) => string): void {
    const place = this.tree.locate(path, this.credentials, false)
    this.enter(place, path, { ...this.tree.symlink(0, 0, ''), own })
  }

  /** A directory of such files, and of links, of which each process has one: few are ever looked into. */
  generateDirectory(
    path: string,
    files: Readonly<Record<string, () => string>>,
    links: Readonly<Record<string, string>> = {},
  ): void {
    const { uid, gids } = this.credentials
    const file = (read: () => string): Inode => ({
      ...this.tree.file(uid, gids[0] ?? 0, 0o444),
      generated: { read },
    })
    const directory = this.tree.generatedDirectory(uid, gids[0] ?? 0, 0o555, () => [
      ...Object.entries(files).map(([name, read]): [string, Inode] => [name, file(read)]),
      ...Object.entries(links).map(([name, target]): [string, Inode] => [
        name,
        this.tree.symlink(uid, gids[0] ?? 0, target),
      ]),
    ])
    const place = this.tree.locate(path, this.credentials, false)
    this.enter(place, path, directory)
    place.directory.nlink++
  }

  /** Takes such a directory away, with all that may be in it. */
  removeGenerated(path: string): void {
    const { directory, name, node } = this.tree.locate(path, this.credentials, false)
    if (!node) return
    directory.entries.delete(name)
    directory.nlink--
    node.nlink = 0
  }

  /** A character device that swallows what is written, and reads as empty where it yields nothing. */
  device(path: string, yields?: (bytes: number) => Buffer): void {
    const place = this.tree.locate(path, this.credentials, true)
    place.directory.entries.set(place.name, this.tree.device(0o666, yields))
  }

  /** From now on `path` is a bind mount: it can be written, but not renamed over or removed (EBUSY). */
  bindMount(path: string): void {
    const node = this.existing(path)
    if (node.kind === 'file') node.bindMounted = true
  }

  /**
   * mount --bind: what stands at `source` in that filesystem stands at `path`, too, over whatever was there; `readOnly`:
   * here, not there, it answers EROFS to every change.
   */
  bind(path: string, other: FileSystem, source: string, readOnly = false): void {
    const node = other.existing(source)
    this.mkdirp(parentOf(absolute('/', path)))
    const place = this.tree.locate(path, this.credentials, true)
    place.directory.entries.set(place.name, readOnly ? lookedAt(node) : node)
  }

  /** As `bind`; the answer uncovers what stood there before. */
  cover(path: string, other: FileSystem, source: string): () => void {
    const { directory, name, node } = this.tree.locate(path, this.credentials, true)
    this.bind(path, other, source)
    return () => {
      if (node) directory.entries.set(name, node)
      else directory.entries.delete(name)
    }
  }

  /** Makes all below a directory answer EROFS to every change, or writable again. */
  mountReadOnly(path: string, readOnly = true): void {
    const node = this.existing(path)
    if (node.kind === 'directory') node.readOnlyMount = readOnly
  }

  #own(path: string, { mode, uid, gid }: Ownership): void {
    if (uid !== undefined || gid !== undefined) this.chown(path, uid, gid)
    if (mode !== undefined) this.chmod(path, mode)
  }
}
