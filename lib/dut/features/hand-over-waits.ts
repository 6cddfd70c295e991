import { root } from '../../host/command'
import { type Host } from '../../host/host'
import { type Change } from '../../host/change'
import { ctrmgrdIdle } from '../join/ctrmgrd-idle'
import { minutes, type Milliseconds } from '../../wait/duration'

const FILE = '/etc/sonic/remote_ctr.config.json'

/** What a hand-over waits for by the clock (facts §1.1): shipped are six and ten minutes. */
export interface HandOverWaits {
  /** How long a feature stays down when no container of Kubernetes comes. Read by `container` each time. */
  readonly revertToLocal?: Milliseconds
  /** After how long the image that runs becomes the DUT's own. Read by ctrmgrd when it starts. */
  readonly tagLatest?: Milliseconds
}

/**
 * Shortens them until the run's end. Only for ctrmgrd's own is it restarted, which leaves a DUT that is a Ready node in its
 * cluster. Keys are replaced where they stand; a file without one is refused, as another one would not be read.
 */
export async function shortenHandOverWaits(dut: Host, waits: HandOverWaits): Promise<void> {
  const values = {
    ...(waits.revertToLocal !== undefined && {
      revert_to_local_on_wait_seconds: waits.revertToLocal,
    }),
    ...(waits.tagLatest !== undefined && { tag_latest_image_on_wait_seconds: waits.tagLatest }),
  }
  const seconds = Object.entries(values).map(([key, ms]) => [key, Math.ceil(ms / 1000)] as const)
  if (seconds.length > 0) await dut.change(shortened(seconds, waits.tagLatest !== undefined))
}

/**
 * Whoever asks it to leave meanwhile would take the reset of its own start for the answer, so it is waited for: in a cluster
 * it looks at its node again, outside it resets.
 */
const restartOfCtrmgrd = root`
      ${ctrmgrdIdle}
      since=$(now)
      started() { ctrmgrd_log --since "@$since" | grep -qE 'kube_reset_master called|kube_join_master' && not_busy; }
      systemctl restart ctrmgrd
      await 60 started || { echo 'ctrmgrd did not act within 60 s of its restart. Next: journalctl -t ctrmgrd.py -n 50' >&2; exit 1; }`

function shortened(values: readonly (readonly [string, number])[], restart: boolean): Change {
  const restarting = restart ? restartOfCtrmgrd : root`:`
  const edits = values.map(
    ([key, value]) => `s/("${key}"[[:space:]]*:[[:space:]]*)[0-9.]+/\\1${value}/`,
  )
  return {
    what: 'waits of the hand-over',
    keep: root`
      file=${FILE}
      keep_file "$file"
      for key in ${values.map(([key]) => key)}; do
        grep -q "\"$key\"[[:space:]]*:" "$file" || { echo "$file has no $key. Next: is this image built with Kubernetes?" >&2; exit 1; }
      done`,
    undo: root`
      put_back ${FILE}
      ${restarting}`,
    do: root`
      sed -E ${edits.join(';')} ${FILE} > "$ENTRY.content"
      leave_file ${FILE} "$ENTRY.content"
      ${restarting}`,
    within: minutes(2),
  }
}
