import { type Command, root } from '../../host/command'
import { type RunId } from '../run-id'

/** Prints when a run's switch has fired, where nothing else of the run is left: systemd knows. Nothing when it has not. */
export const whenSwitchFired = (run: RunId): Command => root`
journalctl -q -u ${`kubesonic-${run}.service`} -o short-iso --no-pager 2>/dev/null |
  sed -n "1s/ .*//;1s/^/the dead-man's switch fired at /p"`
