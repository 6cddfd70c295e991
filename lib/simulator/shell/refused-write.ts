import { FileSystemError } from '../file-system/file-system-error'

/** Why a write was refused; undefined where it was not. */
export const refusedWrite = (write: () => void): string | undefined => {
  try {
    write()
    return undefined
  } catch (error) {
    if (error instanceof FileSystemError) return error.reason
    throw error
  }
}
