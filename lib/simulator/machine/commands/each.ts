import { reasonOf } from '../../file-system/file-system-error'
import type { CommandOutput } from '../types'

/** What a command says of one of its operands, in all its words. */
export class Told extends Error {}

/** Does something with each operand and goes on after a failure, as coreutils do. */
export const forEach = (
  operands: readonly string[],
  act: (operand: string) => string | void,
  complain: (operand: string, reason: string) => string,
): CommandOutput => {
  let stdout = ''
  let stderr = ''
  for (const operand of operands) {
    try {
      stdout += act(operand) ?? ''
    } catch (error) {
      const told = error instanceof Told ? error.message : complain(operand, reasonOf(error))
      stderr += `${told}\n`
    }
  }
  return { stdout, stderr, exitCode: stderr === '' ? 0 : 1 }
}
