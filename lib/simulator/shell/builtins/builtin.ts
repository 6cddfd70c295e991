import type { Interpreter } from '../run/interpreter'
import type { Steps } from '../steps'

/** A command that the shell does itself; the answer is its status. */
export type Builtin = (args: readonly string[], shell: Interpreter) => number | Steps<number>

/** Says what is wrong behind the builtin's name. */
export const refuse = (shell: Interpreter, name: string, message: string, status = 1): number => {
  shell.complain(`${name}: ${message}`)
  return status
}

/** Letters of leading options, and what comes after them. */
export const leadingOptions = (
  args: readonly string[],
): { letters: string; operands: readonly string[] } => {
  let letters = ''
  for (const [index, arg] of args.entries()) {
    if (arg === '--') return { letters, operands: args.slice(index + 1) }
    if (!/^-[A-Za-z]+$/.test(arg)) return { letters, operands: args.slice(index) }
    letters += arg.slice(1)
  }
  return { letters, operands: [] }
}
