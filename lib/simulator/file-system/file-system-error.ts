const texts = {
  ENOENT: 'No such file or directory',
  EACCES: 'Permission denied',
  EPERM: 'Operation not permitted',
  ENOTDIR: 'Not a directory',
  EISDIR: 'Is a directory',
  EEXIST: 'File exists',
  ENOTEMPTY: 'Directory not empty',
  ELOOP: 'Too many levels of symbolic links',
  EBUSY: 'Device or resource busy',
  EROFS: 'Read-only file system',
  ENOSPC: 'No space left on device',
  EIO: 'Input/output error',
  EINVAL: 'Invalid argument',
  EBADF: 'Bad file descriptor',
} as const

export type ErrorCode = keyof typeof texts

/** A failed system call: `code` as Node names it, `reason` as strerror(3) words it for command output. */
export class FileSystemError extends Error {
  readonly reason: string

  constructor(
    readonly code: ErrorCode,
    readonly path: string,
  ) {
    super(`${code}: ${texts[code].toLowerCase()}, '${path}'`)
    this.name = 'FileSystemError'
    this.reason = texts[code]
  }
}

/** The words for a command's stderr; anything but a FileSystemError is a bug and thrown on. */
export const reasonOf = (error: unknown): string => {
  if (error instanceof FileSystemError) return error.reason
  throw error
}

/** For what goes on without it: does what it can, up to where the file system refuses. */
export function asFarAsFilesAllow(action: () => void): void {
  try {
    action()
  } catch (error) {
    if (!(error instanceof FileSystemError)) throw error
  }
}
