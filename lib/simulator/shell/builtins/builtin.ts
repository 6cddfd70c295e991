import type { Interpreter } from '../run/interpreter'
import type { Steps } from '../steps'
import { FatalError } from '../control-flow'
import { bytesOf } from '../text'
import { usage } from './usage'

/** A command that the shell does itself; the answer is its status. */
export type Builtin = (args: readonly string[], shell: Interpreter) => number | Steps<number>

/** Says what is wrong behind the builtin's name. */
export const refuse = (shell: Interpreter, name: string, message: string, status = 1): number => {
  shell.complain(`${name}: ${message}`)
  return status
}

/** An option that the builtin has not; bash tells how it is called. */
export const refuseOption = (shell: Interpreter, name: string, option: string): number => {
  if (shell.state.dialect === 'dash') throw new FatalError(`${name}: Illegal option ${option}`, 2)
  return misused(shell, name, `${option}: invalid option`)
}

/** It is called wrongly; bash tells how it is called. */
export const misused = (shell: Interpreter, name: string, message?: string): number => {
  if (message !== undefined) refuse(shell, name, message)
  const synopsis = usage[name]
  if (synopsis !== undefined)
    shell.state.descriptors.stderr.write(bytesOf(`${name}: usage: ${synopsis}\n`))
  return 2
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
