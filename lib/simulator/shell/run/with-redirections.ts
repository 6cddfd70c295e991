import { FatalError, ShellError } from '../control-flow'
import type { Steps } from '../steps'
import type { Redirection } from '../syntax'
import type { Interpreter } from './interpreter'

/** Runs the body with its redirections in effect; where one can't be carried out that is said, and the status is 1. */
export function* withRedirections(
  redirections: readonly Redirection[],
  shell: Interpreter,
  body: () => Steps<void>,
  fatal = false,
): Steps<void> {
  if (redirections.length === 0) return yield* body()
  const { state } = shell
  const before = state.descriptors
  const own = before.copy()
  try {
    if (!(yield* redirected(redirections, shell, own, fatal))) return
    state.descriptors = own
    yield* body()
  } finally {
    state.descriptors = before
    own.closeAll()
  }
}

/** False, with the status 1, where it can't be done; `fatal`: to dash the shell ends then. */
export function* redirected(
  redirections: readonly Redirection[],
  shell: Interpreter,
  on = shell.state.descriptors,
  fatal = false,
): Steps<boolean> {
  try {
    yield* shell.redirector.apply(redirections, on)
    return true
  } catch (error) {
    if (!(error instanceof ShellError)) throw error
    if (shell.state.dialect === 'dash' && fatal) throw new FatalError(error.message, 2)
    shell.complain(error.message)
    shell.state.status = shell.state.dialect === 'dash' ? 2 : 1
    return false
  }
}
