import { settledInPeace, type Steps } from '../steps'
import type { Interpreter } from './interpreter'

/** Signals that end a process, and of which it can know. */
const endings = ['HUP', 'INT', 'TERM']

/** What is trapped for its end bash does even if a signal ends it; dash does not. */
export function* lastWords(shell: Interpreter): Steps<void> {
  const { state } = shell
  const { world, traps, dialect, descriptors } = state
  const deed = traps.get('EXIT')
  if (!deed || dialect !== 'bash' || !endings.includes(String(world.signal.reason))) return
  const { ended } = world.start(deed, descriptors, (own) => {
    const inner = shell.inner(state.fork(own))
    return inner.toItsEnd(() => inner.read(deed), deed)
  })
  yield* settledInPeace(ended)
}
