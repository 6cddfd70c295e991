import type { Descriptors } from '../../shell/descriptors'
import { refusedWrite } from '../../shell/refused-write'
import { bytesOf } from '../../shell/text'
import type { CommandOutput } from '../types'

/** Writes what a command gave back to what it has open; the answer is its exit code. */
export const deliverOutput = (
  { stdout = '', stderr = '', exitCode = 0 }: CommandOutput,
  name: string,
  descriptors: Descriptors,
): number => {
  const reason = refusedWrite(() => descriptors.stdout.write(bytesOf(stdout)))
  if (reason !== undefined) descriptors.stderr.write(bytesOf(`${name}: write error: ${reason}\n`))
  if (stderr !== '') descriptors.stderr.write(bytesOf(stderr))
  return reason === undefined ? exitCode : 1
}
