import { root } from '../../host/command'
import { freshenMarker } from './incumbent-marker.sh'
import { notArmedExitCode } from '../../host/not-armed'

/**
 * `beat.sh SECONDS` in a run's directory: the runner's sign of life. It keeps the lease for so many more seconds, and
 * the dead-man's switch from firing. Exits 97 when the run may do nothing more on the machine, and says why.
 */
export const beatScript = root`#!/bin/sh
# The runner of this run is alive: keeps the lease, and the switch from firing.
JOURNAL=$(cd "$(dirname "$0")" && pwd)
. "$JOURNAL/undo.sh"
. "$JOURNAL/switch.sh"
[ -e "$JOURNAL/armed" ] || { cat "$JOURNAL/restored-by" >&2; exit ${notArmedExitCode}; }
under_lock ". '$JOURNAL/lease.sh'; renew \${JOURNAL##*/} $1"
${freshenMarker}
`
