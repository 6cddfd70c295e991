import { type Attributes, type FileEntry, utils } from 'ssh2'
import { modeText } from '../machine/commands/mode'
import type { FileSystem } from '../file-system/file-system'
import { FileSystemError } from '../file-system/file-system-error'
import type { Stat } from '../file-system/inode'
import type { Machine } from '../machine/machine'
import { absolute, join } from '../file-system/paths'

const { OPEN_MODE } = utils.sftp
const kindBits = { file: 0o100000, directory: 0o040000, symlink: 0o120000, device: 0o020000 }

export interface OpenFile {
  readonly kind: 'file'
  readonly path: string
  content: Buffer
  readonly writes: boolean
  readonly appends: boolean
  dirty: boolean
}

export interface OpenDirectory {
  readonly kind: 'directory'
  readonly path: string
  read: boolean
}

/** Opens a file as SFTP's flags say, making it where they ask for it. */
export const openFile = (fs: FileSystem, path: string, flags: number, mode = 0o666): OpenFile => {
  const has = (flag: number): boolean => (flags & flag) !== 0
  const writes = has(OPEN_MODE.WRITE) || has(OPEN_MODE.APPEND)
  if (has(OPEN_MODE.EXCL) && fs.exists(path)) throw new FileSystemError('EEXIST', path)
  if (has(OPEN_MODE.CREAT) && !fs.exists(path)) fs.write(path, '', mode & 0o777 & ~fs.umask)
  else if (writes && has(OPEN_MODE.TRUNC)) fs.write(path, '')
  else if (writes && !fs.mayAccess(path, 2))
    throw new FileSystemError(fs.exists(path) ? 'EACCES' : 'ENOENT', path)
  const readable = has(OPEN_MODE.READ) || fs.mayAccess(path, 4)
  return {
    kind: 'file',
    path,
    content: readable ? fs.read(path) : Buffer.alloc(0),
    writes,
    appends: has(OPEN_MODE.APPEND),
    dirty: false,
  }
}

/** Puts data into an open file; it reaches the filesystem when the file is closed. */
export const splice = (file: OpenFile, offset: number, data: Buffer): void => {
  if (!file.writes) throw new FileSystemError('EACCES', file.path)
  const at = file.appends ? file.content.length : offset
  const grown = Buffer.alloc(Math.max(file.content.length, at + data.length))
  file.content.copy(grown)
  data.copy(grown, at)
  file.content = grown
  file.dirty = true
}

/** stat(2) as SFTP tells it. */
export const attributesOf = (stat: Stat): Attributes => ({
  mode: kindBits[stat.kind] | stat.mode,
  uid: stat.uid,
  gid: stat.gid,
  size: stat.size,
  atime: Math.floor(stat.mtimeMs / 1000),
  mtime: Math.floor(stat.mtimeMs / 1000),
})

/** What chmod, chown, truncate and utimes do. */
export const setAttributes = (
  fs: FileSystem,
  path: string,
  attributes: Partial<Attributes>,
): void => {
  const { mode, uid, gid, size, mtime } = attributes
  if (size !== undefined) fs.write(path, fs.read(path).subarray(0, size))
  if (mode !== undefined) fs.chmod(path, mode)
  if (uid !== undefined && gid !== undefined) fs.chown(path, uid, gid)
  if (mtime !== undefined) fs.utimes(path, mtime * 1000)
}

/** A directory's entries, with a line as `ls -l` prints it. */
export const entriesOf = (machine: Machine, fs: FileSystem, directory: string): FileEntry[] =>
  ['.', '..', ...fs.list(directory)].map((name) => {
    const stat = fs.lstat(
      name.startsWith('.') && name.length < 3 ? absolute(directory, name) : join(directory, name),
    )
    const owner = `${machine.users.nameOf(stat.uid)} ${machine.users.groupName(stat.gid)}`
    const time = new Date(stat.mtimeMs).toUTCString()
    const longname = `${modeText(stat.kind, stat.mode)} ${stat.nlink} ${owner} ${stat.size} ${time.slice(8, 11)} ${time.slice(5, 7)} ${time.slice(17, 22)} ${name}`
    return { filename: name, longname, attrs: attributesOf(stat) }
  })

/** A name alone. */
export const entry = (filename: string): FileEntry => ({
  filename,
  longname: filename,
  attrs: {} as Attributes,
})
