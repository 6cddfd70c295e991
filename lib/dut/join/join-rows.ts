import { type Command, root } from '../../host/command'
import { ctrmgrdIdle } from './ctrmgrd-idle'
import { KUBERNETES_MASTER } from '../databases/kubernetes-master'
import { rowBackup } from '../databases/row-backup'

/** Labels that ctrmgrd sets on the node at each join. */
const LABELS = 'KUBE_LABELS|SET'

/** Remembers the rows that a join changes. */
export const keepJoinRows: Command = root`
  ${rowBackup}
  keep_row CONFIG_DB ${KUBERNETES_MASTER} "$ENTRY.config"
  keep_row STATE_DB ${KUBERNETES_MASTER} "$ENTRY.state"
  keep_row STATE_DB ${LABELS} "$ENTRY.labels"`

/**
 * Makes ctrmgrd leave the cluster, then puts the rows back. ctrmgrd acts on `disable` only when no join is running and no
 * retry is pending (real-lab.md 3, 4), so what it logs is waited for: up to 7 minutes for a join that is failing slowly. A
 * pending retry is cut short by a restart, which resets at once. Putting CONFIG_DB's row back makes it reset once more.
 */
export const undoOfJoin: Command = root`
  ${rowBackup}
  ${ctrmgrdIdle}
  row() { sonic-db-cli CONFIG_DB HGETALL ${KUBERNETES_MASTER} | tr '[:upper:]' '[:lower:]'; }
  ask_to_leave() {
    since=$(now)
    case $(sonic-db-cli CONFIG_DB HGET ${KUBERNETES_MASTER} disable) in
      [Tt]rue) asked=before ;;
      *)
        asked=now
        sonic-db-cli CONFIG_DB HSET ${KUBERNETES_MASTER} disable True > /dev/null
        ;;
    esac
  }
  has_left() { if [ $asked = before ]; then settled; else reset_since "$since"; fi; }
  leave() {
    ask_to_leave
    if await 5 has_left; then return 0; fi
    await 420 not_busy || :
    if await 2 has_left; then return 0; fi
    since=$(now) asked=now
    # Without an update_time, as after a boot, a restart makes it wait for 300 s.
    [ -n "$(sonic-db-cli STATE_DB HGET ${KUBERNETES_MASTER} update_time)" ] ||
      sonic-db-cli STATE_DB HSET ${KUBERNETES_MASTER} update_time "$(date '+%Y-%m-%d %H:%M:%S')" > /dev/null
    systemctl restart ctrmgrd
    await 60 has_left
  }
  if leave; then stayed=; else stayed=yes; fi
  before=$(row)
  since=$(now)
  put_row_back CONFIG_DB ${KUBERNETES_MASTER} "$ENTRY.config"
  if [ "$before" != "$(row)" ]; then await 60 "reset_since $since" || stayed=yes; fi
  for file in "$JOURNAL"/owner-of-*.row; do
    [ -e "$file" ] || continue
    feature=\${file##*/owner-of-}
    put_row_back CONFIG_DB "FEATURE|\${feature%.row}" "$file"
  done
  put_row_back STATE_DB ${LABELS} "$ENTRY.labels"
  put_row_back STATE_DB ${KUBERNETES_MASTER} "$ENTRY.state"
  if [ -n "$stayed" ]; then
    echo 'ctrmgrd did not reset the node, so the cluster may have it still. Next: journalctl -t ctrmgrd.py -n 50'
    exit 1
  fi`
