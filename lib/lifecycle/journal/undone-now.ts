import { root } from '../../host/command'
import { type Milliseconds } from '../../wait/duration'
import { type Change } from '../../host/change'
import { slug } from './journal'

/**
 * What the undo of an earlier change of the run would do at its end, now: the next scenario finds the machine as this one
 * did. Scripts see MID_RUN=yes; one that leaves what somebody else changed (exit 3) has done its part.
 */
export const undoneNow = (change: string, within: Milliseconds): Change => ({
  what: `${change} back`,
  undo: root`:`,
  do: root`
    for undo in "$JOURNAL"/[0-9][0-9][0-9]-${slug(change)}.sh; do
      MID_RUN=yes sh "$undo" >&2 || [ $? = 3 ]
    done`,
  within,
})
