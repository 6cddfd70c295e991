import { type Command, root } from '../../host/command'
import { type RunId } from '../run-id'

/**
 * Prints `already TAB changes undone: N; OCCASION` where the machine's log has it that the run's changes there are undone:
 * its directory, which would tell, has gone. A cluster that went with the run counts. Nothing where there were none. The
 * log may have forgotten it.
 */
export const putBackAlready = (run: RunId): Command => root`
  journalctl -q -t kubesonic -n 200 -o cat --no-pager 2>/dev/null | awk -v run=${run} '
    $2 == run ":" || $2 == run "-cluster:" { sum += $5; said = $2; sub(/^[^;]*; /, ""); occasion = $0 }
    END { if (sum > 0 && said == run ":") print "already\tchanges undone: " sum "; " occasion }' || :`
