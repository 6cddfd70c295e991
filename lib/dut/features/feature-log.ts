import { root } from '../../host/command'
import { type Host } from '../../host/host'
import { type Condition } from '../../wait/condition'

/** What was written to a feature's row, which container `container wait` has found, what keeps one from starting. */
const telling = /update_data: |container_wait: |Blocking /

/**
 * A condition's watch: `container` and `container_startup.py` log what they do to a feature. A container that has an
 * rsyslog of its own logs past the journal, and systemd and Docker do things, too: look every so often besides.
 */
export const featureLog =
  (dut: Host): NonNullable<Condition<unknown>['watch']> =>
  (changed, signal) =>
    dut.follow(root`journalctl -q -f -n 0 -t container -t container_startup.py`, {
      onLine: (line) => telling.test(line) && changed(),
      signal,
    })
