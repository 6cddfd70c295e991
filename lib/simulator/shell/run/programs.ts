import { nameOf } from '../../file-system/paths'
import { Killed, settled, type Steps } from '../steps'
import type { Found } from '../world'
import { functionsAsVariables } from './exported-functions'
import type { Interpreter } from './interpreter'

/** Runs a file in a process of its own; the answer is its status. */
export function* runProgram(
  name: string,
  args: readonly string[],
  shell: Interpreter,
): Steps<number> {
  const { state } = shell
  if (state.world.signal.aborted) throw new Killed()
  const found = state.world.find(name, state.variables.text('PATH') ?? '', state.cwd)
  if ('missing' in found) {
    if (found.missing === 'no interpreter') state.world.reportUnknown(nameOf(found.interpreter))
    return notStarted(name, found.missing, shell)
  }
  const { cwd, descriptors } = state
  const own = state.variables.environment()
  // bash tells each program where it was found.
  const env =
    state.dialect === 'bash' && 'path' in found
      ? { ...own, ...functionsAsVariables(state), _: found.path }
      : own
  return yield* settled(state.world.run({ found, name, args, cwd, env, descriptors }))
}

type Missing = Extract<Found, { missing: string }>['missing']

const reasons: Readonly<Record<Exclude<Missing, 'nowhere'>, readonly [string, number]>> = {
  'no such file': ['No such file or directory', 127],
  'not executable': ['Permission denied', 126],
  'a directory': ['Is a directory', 126],
  'no interpreter': ['cannot execute: required file not found', 127],
}

const notStarted = (name: string, missing: Missing, shell: Interpreter): number => {
  const { state } = shell
  if (missing === 'nowhere') {
    state.world.reportUnknown(name)
    shell.complain(`${name}: ${state.dialect === 'bash' ? 'command not found' : 'not found'}`)
    return 127
  }
  const [reason, status] = reasons[missing]
  const isDash = state.dialect === 'dash'
  shell.complain(`${name}: ${isDash && status === 127 ? 'not found' : reason}`)
  return status
}
