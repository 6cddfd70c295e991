import { type Attributes, type FileEntry, type SFTPWrapper, utils } from 'ssh2'
import { FileSystemError } from '../machine/file-system-error'
import type { FileSystem } from '../machine/file-system'
import type { Stat } from '../machine/inode'
import type { Machine } from '../machine/machine'
import { modeText } from '../machine/commands/mode'
import { absolute, join } from '../machine/paths'
import type { User } from '../machine/types'
import { announceExtensions, exitStatus } from './sftp-extensions'

const { OPEN_MODE, STATUS_CODE } = utils.sftp
const kindBits = { file: 0o100000, directory: 0o040000, symlink: 0o120000, device: 0o020000 }

interface OpenFile {
  readonly kind: 'file'
  readonly path: string
  content: Buffer
  readonly writes: boolean
  readonly appends: boolean
  dirty: boolean
}

interface OpenDirectory {
  readonly kind: 'directory'
  readonly path: string
  read: boolean
}

/** The login user's files over SFTP version 3, as OpenSSH's sftp-server serves them. */
export const serveSftp = (machine: Machine, user: User, sftp: SFTPWrapper): void => {
  const recorder = machine.alterations.recorder('sftp')
  const fs = machine.fs.as(machine.users.credentials(user), { onAltered: (what, path) => recorder.file(what, path) })
  const handles = new Map<number, OpenFile | OpenDirectory>()
  let lastHandle = 0

  const full = (path: string): string => absolute(user.home, path)
  const open = (opened: OpenFile | OpenDirectory): Buffer => {
    handles.set(++lastHandle, opened)
    const handle = Buffer.alloc(4)
    handle.writeUInt32BE(lastHandle)
    return handle
  }
  const opened = (handle: Buffer): OpenFile | OpenDirectory => {
    const found = handles.get(handle.readUInt32BE(0))
    if (!found) throw new FileSystemError('EINVAL', 'handle')
    return found
  }
  const file = (handle: Buffer): OpenFile => {
    const found = opened(handle)
    if (found.kind !== 'file') throw new FileSystemError('EISDIR', found.path)
    return found
  }
  const flush = (each: OpenFile | OpenDirectory): void => {
    if (each.kind !== 'file' || !each.dirty) return
    fs.write(each.path, each.content)
    each.dirty = false
  }

  /** Runs one request; what the filesystem refuses becomes its status. */
  const answer = (id: number, act: () => void): void => {
    try {
      act()
    } catch (error) {
      if (!(error instanceof FileSystemError)) throw error
      sftp.status(id, statusOf(error), error.reason)
    }
  }
  const done = (id: number, act: () => void): void =>
    answer(id, () => {
      act()
      sftp.status(id, STATUS_CODE.OK)
    })

  announceExtensions(sftp)
  sftp.on('OPEN', (id, path, flags, attributes) =>
    answer(id, () => sftp.handle(id, open(openFile(fs, full(path), flags, attributes.mode)))),
  )
  sftp.on('READ', (id, handle, offset, length) =>
    answer(id, () => {
      const { content } = file(handle)
      if (offset >= content.length) sftp.status(id, STATUS_CODE.EOF)
      else sftp.data(id, content.subarray(offset, offset + length))
    }),
  )
  sftp.on('WRITE', (id, handle, offset, data) => done(id, () => splice(file(handle), offset, data)))
  sftp.on('CLOSE', (id, handle) =>
    done(id, () => {
      flush(opened(handle))
      handles.delete(handle.readUInt32BE(0))
    }),
  )
  sftp.on('OPENDIR', (id, path) =>
    answer(id, () => {
      fs.list(full(path))
      sftp.handle(id, open({ kind: 'directory', path: full(path), read: false }))
    }),
  )
  sftp.on('READDIR', (id, handle) =>
    answer(id, () => {
      const directory = opened(handle)
      if (directory.kind !== 'directory') throw new FileSystemError('ENOTDIR', directory.path)
      if (directory.read) return sftp.status(id, STATUS_CODE.EOF)
      directory.read = true
      sftp.name(id, entriesOf(machine, fs, directory.path))
    }),
  )
  sftp.on('STAT', (id, path) => answer(id, () => sftp.attrs(id, attributesOf(fs.stat(full(path))))))
  sftp.on('LSTAT', (id, path) => answer(id, () => sftp.attrs(id, attributesOf(fs.lstat(full(path))))))
  sftp.on('FSTAT', (id, handle) =>
    answer(id, () => {
      flush(opened(handle))
      sftp.attrs(id, attributesOf(fs.stat(opened(handle).path)))
    }),
  )
  sftp.on('SETSTAT', (id, path, attributes) => done(id, () => setAttributes(fs, full(path), attributes)))
  sftp.on('FSETSTAT', (id, handle, attributes) =>
    done(id, () => {
      flush(opened(handle))
      setAttributes(fs, opened(handle).path, attributes)
    }),
  )
  sftp.on('REMOVE', (id, path) => done(id, () => fs.unlink(full(path))))
  sftp.on('RMDIR', (id, path) => done(id, () => fs.rmdir(full(path))))
  sftp.on('MKDIR', (id, path, { mode }) =>
    done(id, () => fs.mkdir(full(path), mode === undefined ? undefined : mode & 0o777 & ~fs.umask)),
  )
  sftp.on('REALPATH', (id, path) =>
    answer(id, () => sftp.name(id, [entry(fs.exists(full(path)) ? fs.realpath(full(path)) : full(path))])),
  )
  sftp.on('READLINK', (id, path) => answer(id, () => sftp.name(id, [entry(fs.readlink(full(path)))])))
  // OpenSSH sends the target first, against the draft.
  sftp.on('SYMLINK', (id, target, path) => done(id, () => fs.symlink(target, full(path))))
  sftp.on('RENAME', (id, from, to) =>
    done(id, () => {
      if (fs.exists(full(to))) throw new FileSystemError('EEXIST', to)
      fs.rename(full(from), full(to))
    }),
  )
  sftp.on('EXTENDED', (id, name, data) => {
    const texts = stringsOf(data)
    if (name === 'posix-rename@openssh.com') {
      done(id, () => fs.rename(full(String(texts[0])), full(String(texts[1]))))
    } else if (name === 'fsync@openssh.com') done(id, () => flush(opened(texts[0] ?? Buffer.alloc(4))))
    else sftp.status(id, STATUS_CODE.OP_UNSUPPORTED)
  })
  sftp.on('end', () => {
    for (const each of handles.values()) flush(each)
    exitStatus(sftp, 0)
    sftp.end()
  })
  sftp.on('error', () => undefined)
}

const statusOf = ({ code }: FileSystemError): number => {
  if (code === 'ENOENT' || code === 'ENOTDIR') return STATUS_CODE.NO_SUCH_FILE
  return code === 'EACCES' || code === 'EPERM' ? STATUS_CODE.PERMISSION_DENIED : STATUS_CODE.FAILURE
}

const openFile = (fs: FileSystem, path: string, flags: number, mode = 0o666): OpenFile => {
  const has = (flag: number): boolean => (flags & flag) !== 0
  const writes = has(OPEN_MODE.WRITE) || has(OPEN_MODE.APPEND)
  if (has(OPEN_MODE.EXCL) && fs.exists(path)) throw new FileSystemError('EEXIST', path)
  if (has(OPEN_MODE.CREAT) && !fs.exists(path)) fs.write(path, '', mode & 0o777 & ~fs.umask)
  else if (writes && has(OPEN_MODE.TRUNC)) fs.write(path, '')
  else if (writes && !fs.mayAccess(path, 2)) throw new FileSystemError(fs.exists(path) ? 'EACCES' : 'ENOENT', path)
  const readable = has(OPEN_MODE.READ) || fs.mayAccess(path, 4)
  return { kind: 'file', path, content: readable ? fs.read(path) : Buffer.alloc(0), writes, appends: has(OPEN_MODE.APPEND), dirty: false }
}

const splice = (file: OpenFile, offset: number, data: Buffer): void => {
  if (!file.writes) throw new FileSystemError('EACCES', file.path)
  const at = file.appends ? file.content.length : offset
  const grown = Buffer.alloc(Math.max(file.content.length, at + data.length))
  file.content.copy(grown)
  data.copy(grown, at)
  file.content = grown
  file.dirty = true
}

const attributesOf = (stat: Stat): Attributes => ({
  mode: kindBits[stat.kind] | stat.mode,
  uid: stat.uid,
  gid: stat.gid,
  size: stat.size,
  atime: Math.floor(stat.mtimeMs / 1000),
  mtime: Math.floor(stat.mtimeMs / 1000),
})

const setAttributes = (fs: FileSystem, path: string, attributes: Partial<Attributes>): void => {
  const { mode, uid, gid, size, mtime } = attributes
  if (size !== undefined) fs.write(path, fs.read(path).subarray(0, size))
  if (mode !== undefined) fs.chmod(path, mode)
  if (uid !== undefined && gid !== undefined) fs.chown(path, uid, gid)
  if (mtime !== undefined) fs.utimes(path, mtime * 1000)
}

const entriesOf = (machine: Machine, fs: FileSystem, directory: string): FileEntry[] =>
  ['.', '..', ...fs.list(directory)].map((name) => {
    const stat = fs.lstat(name.startsWith('.') && name.length < 3 ? absolute(directory, name) : join(directory, name))
    const owner = `${machine.users.nameOf(stat.uid)} ${machine.users.groupName(stat.gid)}`
    const time = new Date(stat.mtimeMs).toUTCString()
    const longname = `${modeText(stat.kind, stat.mode)} ${stat.nlink} ${owner} ${stat.size} ${time.slice(8, 11)} ${time.slice(5, 7)} ${time.slice(17, 22)} ${name}`
    return { filename: name, longname, attrs: attributesOf(stat) }
  })

const entry = (filename: string): FileEntry => ({ filename, longname: filename, attrs: {} as Attributes })

/** The length-prefixed strings of an extended request. */
const stringsOf = (data: Buffer): Buffer[] => {
  const strings: Buffer[] = []
  for (let at = 0; at + 4 <= data.length; ) {
    const end = at + 4 + data.readUInt32BE(at)
    strings.push(data.subarray(at + 4, end))
    at = end
  }
  return strings
}
