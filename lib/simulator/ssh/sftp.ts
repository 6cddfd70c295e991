import { type SFTPWrapper, utils } from 'ssh2'
import type { FileSystem } from '../file-system/file-system'
import { FileSystemError } from '../file-system/file-system-error'
import type { Machine } from '../machine/machine'
import { absolute } from '../file-system/paths'
import type { User } from '../machine/types'
import { announceExtensions, exitStatus } from './sftp-extensions'
import { attributesOf, entriesOf, entry, openFile, setAttributes, splice } from './sftp-files'
import { SftpHandles } from './sftp-handles'

const { STATUS_CODE } = utils.sftp

/** The login user's files over SFTP version 3, as OpenSSH's sftp-server serves them. */
export const serveSftp = (machine: Machine, user: User, sftp: SFTPWrapper): void => {
  const recorder = machine.alterations.recorder('sftp')
  const fs = machine.fs.as(machine.users.credentials(user), {
    onAltered: (what, path) => recorder.file(what, path),
  })
  const session: SftpSession = {
    sftp,
    machine,
    fs,
    handles: new SftpHandles(fs),
    full: (path) => absolute(user.home, path),
    ...answering(sftp),
  }
  announceExtensions(sftp)
  serveOpenFiles(session)
  serveDirectories(session)
  serveAttributes(session)
  serveNames(session)
  serveExtensions(session)
  sftp.on('end', () => {
    session.handles.flushAll()
    exitStatus(sftp, 0)
    sftp.end()
  })
  sftp.on('error', () => undefined)
}

interface SftpSession extends Answering {
  readonly sftp: SFTPWrapper
  readonly machine: Machine
  readonly fs: FileSystem
  readonly handles: SftpHandles
  /** A path as the client names it: from the user's home on. */
  readonly full: (path: string) => string
}

interface Answering {
  /** Runs one request; what the filesystem refuses becomes its status. */
  readonly answer: (id: number, act: () => void) => void
  /** The same for a request whose answer is that it was done. */
  readonly done: (id: number, act: () => void) => void
}

function answering(sftp: SFTPWrapper): Answering {
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
  return { answer, done }
}

function serveOpenFiles({ sftp, fs, handles, full, answer, done }: SftpSession): void {
  sftp.on('OPEN', (id, path, flags, { mode }) =>
    answer(id, () => sftp.handle(id, handles.open(openFile(fs, full(path), flags, mode)))),
  )
  sftp.on('READ', (id, handle, offset, length) =>
    answer(id, () => {
      const { content } = handles.file(handle)
      if (offset >= content.length) sftp.status(id, STATUS_CODE.EOF)
      else sftp.data(id, content.subarray(offset, offset + length))
    }),
  )
  sftp.on('WRITE', (id, handle, offset, data) =>
    done(id, () => splice(handles.file(handle), offset, data)),
  )
  sftp.on('CLOSE', (id, handle) => done(id, () => handles.close(handle)))
}

function serveDirectories({ sftp, machine, fs, handles, full, answer, done }: SftpSession): void {
  sftp.on('OPENDIR', (id, path) =>
    answer(id, () => {
      fs.list(full(path))
      sftp.handle(id, handles.open({ kind: 'directory', path: full(path), read: false }))
    }),
  )
  sftp.on('READDIR', (id, handle) =>
    answer(id, () => {
      const directory = handles.directory(handle)
      if (directory.read) return sftp.status(id, STATUS_CODE.EOF)
      directory.read = true
      sftp.name(id, entriesOf(machine, fs, directory.path))
    }),
  )
  sftp.on('RMDIR', (id, path) => done(id, () => fs.rmdir(full(path))))
  sftp.on('MKDIR', (id, path, { mode }) =>
    done(id, () => fs.mkdir(full(path), mode === undefined ? undefined : mode & 0o777 & ~fs.umask)),
  )
}

function serveAttributes({ sftp, fs, handles, full, answer, done }: SftpSession): void {
  sftp.on('STAT', (id, path) => answer(id, () => sftp.attrs(id, attributesOf(fs.stat(full(path))))))
  sftp.on('LSTAT', (id, path) =>
    answer(id, () => sftp.attrs(id, attributesOf(fs.lstat(full(path))))),
  )
  sftp.on('FSTAT', (id, handle) =>
    answer(id, () => {
      handles.flush(handle)
      sftp.attrs(id, attributesOf(fs.stat(handles.path(handle))))
    }),
  )
  sftp.on('SETSTAT', (id, path, attributes) =>
    done(id, () => setAttributes(fs, full(path), attributes)),
  )
  sftp.on('FSETSTAT', (id, handle, attributes) =>
    done(id, () => {
      handles.flush(handle)
      setAttributes(fs, handles.path(handle), attributes)
    }),
  )
}

function serveNames({ sftp, fs, full, answer, done }: SftpSession): void {
  sftp.on('REMOVE', (id, path) => done(id, () => fs.unlink(full(path))))
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
}

function serveExtensions({ sftp, fs, handles, full, done }: SftpSession): void {
  sftp.on('EXTENDED', (id, name, data) => {
    const [first = Buffer.alloc(4), second] = stringsOf(data)
    if (name === 'posix-rename@openssh.com') {
      done(id, () => fs.rename(full(String(first)), full(String(second))))
    } else if (name === 'fsync@openssh.com') done(id, () => handles.flush(first))
    else sftp.status(id, STATUS_CODE.OP_UNSUPPORTED)
  })
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
