import type { Descriptors } from '../shell/descriptors'
import { bytesOf } from '../shell/text'
import { FileSystemError } from './file-system-error'
import type { CommandOutput } from './types'

/** Writes what a command gave back to what it has open; the answer is its exit code. */
export const deliverOutput = (
  { stdout = '', stderr = '', exitCode = 0 }: CommandOutput,
  name: string,
  descriptors: Descriptors,
): number => {
  const complaint =
    stdout === '' ? '' : complaintOf(() => descriptors.stdout.write(bytesOf(stdout)))
  if (complaint !== '') descriptors.stderr.write(bytesOf(`${name}: write error: ${complaint}\n`))
  if (stderr !== '') descriptors.stderr.write(bytesOf(stderr))
  return complaint === '' ? exitCode : 1
}

const complaintOf = (write: () => void): string => {
  try {
    write()
    return ''
  } catch (error) {
    if (error instanceof FileSystemError) return error.reason
    throw error
  }
}
