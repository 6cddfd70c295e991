import { FileSystemError } from './file-system-error'
import {
  type Credentials,
  type DirectoryInode,
  type GeneratedContent,
  type Inode,
  permissions,
} from './inode'
import { isBelow } from './paths'
import { ReadableFiles } from './readable-files'
import { type Place, type Tree } from './tree'

/** What a view did: `written /etc/hosts`, `removed /tmp/x`. */
export type FileAlteration = 'written' | 'removed' | 'created' | 'chmod' | 'chown'

export interface ViewOptions {
  readonly umask?: number
  readonly onAltered?: (what: FileAlteration, path: string) => void
  /** Aborted when whoever looks is gone: a killed process writes no more. */
  readonly gone?: AbortSignal
}

/** What a user may do to files: write, link, move and remove them, and change who may. */
export class ChangeableFiles extends ReadableFiles {
  umask: number
  readonly #onAltered: ViewOptions['onAltered']
  readonly #gone: ViewOptions['gone']

  constructor(tree: Tree, credentials: Credentials, options: ViewOptions) {
    super(tree, credentials)
    this.umask = options.umask ?? 0o022
    this.#onAltered = options.onAltered
    this.#gone = options.gone
  }

  /** open(O_CREAT | O_TRUNC) and write: an existing file keeps its owner and mode. */
  write(path: string, content: string | Buffer, mode = 0o666 & ~this.umask): void {
    this.#put(path, mode, () => Buffer.from(content))
  }

  append(path: string, content: string | Buffer): void {
    this.#put(path, 0o666 & ~this.umask, (old) => Buffer.concat([old, Buffer.from(content)]))
  }

  mkdir(path: string, mode = 0o777 & ~this.umask): void {
    const place = this.tree.locate(path, this.credentials, false)
    if (place.node) throw new FileSystemError('EEXIST', path)
    this.enter(
      place,
      path,
      this.tree.directory(this.credentials.uid, this.#gid(place.directory), mode),
    )
    place.directory.nlink++
  }

  /** unlink(2). */
  unlink(path: string): void {
    const place = this.#removable(path)
    if (place.node.kind === 'directory') throw new FileSystemError('EISDIR', path)
    this.#leave(place)
  }

  rmdir(path: string): void {
    const place = this.#removable(path)
    if (place.node.kind !== 'directory') throw new FileSystemError('ENOTDIR', path)
    if (place.node.entries.size > 0) throw new FileSystemError('ENOTEMPTY', path)
    place.directory.nlink--
    this.#leave(place)
  }

  /** `rm -rf`: nothing there is no error. */
  remove(path: string): void {
    const node = this.find(path, false)?.node
    if (!node) return
    if (node.kind !== 'directory') return this.unlink(path)
    for (const name of this.list(path)) this.remove(`${path}/${name}`)
    this.rmdir(path)
  }

  rename(from: string, to: string): void {
    const source = this.#removable(from)
    const target = this.tree.locate(to, this.credentials, false)
    if (source.node === target.node) return
    if (isBelow(target.path, source.path)) throw new FileSystemError('EINVAL', to)
    if (target.node) this.#makeWay(source.node, to)
    this.#leave(source, false)
    this.enter(target, to, source.node)
    if (source.node.kind === 'directory') {
      source.directory.nlink--
      target.directory.nlink++
    }
  }

  link(existing: string, path: string): void {
    const node = this.existing(existing, false)
    if (node.kind === 'directory') throw new FileSystemError('EPERM', existing)
    const place = this.tree.locate(path, this.credentials, false)
    if (place.node) throw new FileSystemError('EEXIST', path)
    this.enter(place, path, node)
    node.nlink++
  }

  symlink(target: string, path: string): void {
    const place = this.tree.locate(path, this.credentials, false)
    if (place.node) throw new FileSystemError('EEXIST', path)
    this.enter(
      place,
      path,
      this.tree.symlink(this.credentials.uid, this.#gid(place.directory), target),
    )
  }

  chmod(path: string, mode: number): void {
    this.#changeInode(path, 'chmod', (node) => (node.mode = mode & 0o7777))
  }

  chown(path: string, uid: number | undefined, gid: number | undefined): void {
    this.#changeInode(path, 'chown', (node) => {
      if (uid !== undefined && uid !== node.uid && this.credentials.uid !== 0)
        throw new FileSystemError('EPERM', path)
      if (gid !== undefined && this.credentials.uid !== 0 && !this.credentials.gids.includes(gid)) {
        throw new FileSystemError('EPERM', path)
      }
      node.uid = uid ?? node.uid
      node.gid = gid ?? node.gid
    })
  }

  utimes(path: string, mtimeMs: number): void {
    const node = this.existing(path)
    if (this.credentials.uid !== node.uid) this.check(node, permissions.write, path)
    node.mtimeMs = mtimeMs
  }

  /** No write that needs a new block can succeed. */
  get isFull(): boolean {
    return this.tree.diskFull
  }

  set diskFull(full: boolean) {
    this.tree.diskFull = full
  }

  #put(path: string, mode: number, change: (old: Buffer) => Buffer): void {
    const place = this.tree.locate(path, this.credentials, true)
    const node =
      place.node ?? this.tree.file(this.credentials.uid, this.#gid(place.directory), mode)
    if (node.kind === 'directory') throw new FileSystemError('EISDIR', path)
    if (node.kind !== 'file') return
    if (place.node) this.check(node, permissions.write, path)
    this.#insistWritable(place, path)

    if (node.generated) this.#feed(node.generated, path, change)
    else {
      const content = change(node.content)
      if (this.tree.diskFull && content.length > node.content.length)
        throw new FileSystemError('ENOSPC', path)
      if (!place.node) this.enter(place, path, node)
      node.content = content
    }
    node.mtimeMs = node.ctimeMs = Date.now()
    this.#tell('written', place.path)
  }

  #insistWritable({ readOnly }: Place, path: string): void {
    if (this.#gone?.aborted) throw new FileSystemError('EIO', path)
    if (readOnly) throw new FileSystemError('EROFS', path)
  }

  #feed(generated: GeneratedContent, path: string, change: (old: Buffer) => Buffer): void {
    if (!generated.write) throw new FileSystemError('EACCES', path)
    const text = change(Buffer.alloc(0)).toString('utf8')
    // What is not added to something that is there takes its place.
    if (generated.clear && change(Buffer.from('x')).toString('utf8') !== `x${text}`)
      generated.clear()
    if (text !== '') generated.write(text)
  }

  protected enter(place: Place, path: string, node: Inode): void {
    this.#insistWritable(place, path)
    if (place.directory.nlink === 0) throw new FileSystemError('ENOENT', path)
    this.check(place.directory, permissions.write | permissions.execute, path)
    place.directory.entries.set(place.name, node)
    place.directory.mtimeMs = place.directory.ctimeMs = node.ctimeMs = Date.now()
    this.#tell(node.kind === 'file' ? 'written' : 'created', place.path)
  }

  #removable(path: string): Place & { node: Inode } {
    const place = this.tree.locate(path, this.credentials, false)
    if (!place.node || place.path === '/')
      throw new FileSystemError(place.node ? 'EBUSY' : 'ENOENT', path)
    this.#insistWritable(place, path)
    this.check(place.directory, permissions.write | permissions.execute, path)
    if (place.node.kind === 'file' && place.node.bindMounted)
      throw new FileSystemError('EBUSY', path)
    const { uid } = this.credentials
    const sticky = (place.directory.mode & 0o1000) !== 0
    if (sticky && uid !== 0 && uid !== place.node.uid && uid !== place.directory.uid) {
      throw new FileSystemError('EPERM', path)
    }
    return place as Place & { node: Inode }
  }

  #leave(place: Place & { node: Inode }, dies = true): void {
    place.directory.entries.delete(place.name)
    place.directory.mtimeMs = place.directory.ctimeMs = Date.now()
    if (dies) place.node.nlink = place.node.kind === 'directory' ? 0 : place.node.nlink - 1
    this.#tell('removed', place.path)
  }

  #makeWay(source: Inode, to: string): void {
    const target = this.#removable(to)
    const isDirectory = target.node.kind === 'directory'
    if (isDirectory !== (source.kind === 'directory'))
      throw new FileSystemError(isDirectory ? 'EISDIR' : 'ENOTDIR', to)
    if (isDirectory) this.rmdir(to)
    else this.unlink(to)
  }

  #changeInode(path: string, what: FileAlteration, change: (node: Inode) => void): void {
    const place = this.tree.locate(path, this.credentials, true)
    if (!place.node) throw new FileSystemError('ENOENT', path)
    this.#insistWritable(place, path)
    if (this.credentials.uid !== 0 && this.credentials.uid !== place.node.uid)
      throw new FileSystemError('EPERM', path)
    change(place.node)
    place.node.ctimeMs = Date.now()
    this.#tell(what, place.path)
  }

  #tell(what: FileAlteration, path: string): void {
    this.#onAltered?.(what, path)
    this.tree.changed(path)
  }

  #gid(directory: DirectoryInode): number {
    return (directory.mode & 0o2000) !== 0 ? directory.gid : (this.credentials.gids[0] ?? 0)
  }
}
