import { type Command, root } from '../host/command'
import { type RunId } from './run-id'

/**
 * Prints `already TAB changes undone: N; OCCASION` where the machine's log has it that the run's changes there are undone:
 * its directory, which would tell, has gone. Nothing where there were none. The log may have forgotten it.
 */
export const putBackAlready = (run: RunId): Command => root`
  journalctl -q -t kubesonic -n 200 -o cat --no-pager 2>/dev/null |
    sed -n ${`s/^run ${run}: \\(changes undone: [1-9].*\\)/already\t\\1/p`} | tail -n 1 || :`
