import { type SFTPWrapper, utils } from 'ssh2'
import { FileSystemError } from '../file-system/file-system-error'
import type { Machine } from '../machine/machine'
import { absolute } from '../file-system/paths'
import type { User } from '../machine/types'
import { announceExtensions, exitStatus } from './sftp-extensions'
import {
  attributesOf,
  entriesOf,
  entry,
  type OpenDirectory,
  type OpenFile,
  openFile,
  setAttributes,
  splice,
} from './sftp-files'

const { STATUS_CODE } = utils.sftp

/** The login user's files over SFTP version 3, as OpenSSH's sftp-server serves them. */
export const serveSftp = (machine: Machine, user: User, sftp: SFTPWrapper): void => {
  const recorder = machine.alterations.recorder('sftp')
  const fs = machine.fs.as(machine.users.credentials(user), {
    onAltered: (what, path) => recorder.file(what, path),
  })
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
  sftp.on('LSTAT', (id, path) =>
    answer(id, () => sftp.attrs(id, attributesOf(fs.lstat(full(path))))),
  )
  sftp.on('FSTAT', (id, handle) =>
    answer(id, () => {
      flush(opened(handle))
      sftp.attrs(id, attributesOf(fs.stat(opened(handle).path)))
    }),
  )
  sftp.on('SETSTAT', (id, path, attributes) =>
    done(id, () => setAttributes(fs, full(path), attributes)),
  )
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
    answer(id, () =>
      sftp.name(id, [entry(fs.exists(full(path)) ? fs.realpath(full(path)) : full(path))]),
    ),
  )
  sftp.on('READLINK', (id, path) =>
    answer(id, () => sftp.name(id, [entry(fs.readlink(full(path)))])),
  )
  // OpenSSH sends the target first, against the draft; ssh2 knows it and swaps them.
  sftp.on('SYMLINK', (id, path, target) => done(id, () => fs.symlink(target, full(path))))
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
    } else if (name === 'fsync@openssh.com')
      done(id, () => flush(opened(texts[0] ?? Buffer.alloc(4))))
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

/** The length-prefixed strings of an extended request. */
const stringsOf = (data: Buffer): Buffer[] => {
  const strings: Buffer[] = []
  for (let at = 0; at + 4 <= data.length;) {
    const end = at + 4 + data.readUInt32BE(at)
    strings.push(data.subarray(at + 4, end))
    at = end
  }
  return strings
}
