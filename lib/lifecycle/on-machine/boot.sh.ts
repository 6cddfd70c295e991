import { raw, root } from '../../host/command'

/** Told to a runner that asks what became of the machine. */
export const bootOccasion = 'this machine was booted'

/**
 * `boot.sh` in a run's directory, run by kubesonic-restore.service when the machine has booted: whoever held the machine
 * before is not expected back. Waits for SONiC's databases; ctrmgrd's gate of 300 s after a boot is passed by the undo
 * of the join itself. Never fails: what could not be undone is told by restore.sh, and is a leftover for the next run.
 */
export const bootScript = root`#!/bin/sh
# This machine has booted: the run of this directory was cut short.
JOURNAL=$(cd "$(dirname "$0")" && pwd)
. "$JOURNAL/undo.sh"
case $(cat "$JOURNAL/state") in running | restoring) ;; *) exit 0 ;; esac
database_answers() { ! command -v sonic-db-cli > /dev/null || [ "$(sonic-db-cli PING 2>/dev/null)" = PONG ]; }
looks=0
until database_answers || [ "$looks" -ge 600 ]; do
  sleep 1
  looks=$((looks + 1))
done
sh "$JOURNAL/restore.sh" '${raw(bootOccasion)}' || :
`
