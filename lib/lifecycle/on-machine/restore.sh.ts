import { raw, root } from '../../host/command'
import { bootOccasion } from './boot.sh'

/**
 * `restore.sh` in a run's directory: undoes the run's changes, last first, to the end, and removes the
 * directory. May be run again, by anybody, after anything. Prints `word TAB entry TAB detail` for each entry:
 * `undoing` when it begins, then `undone`, `kept` or `failed`; at the end the receipt (see receipt.sh.ts). Exits 0, or 3
 * when something was kept or failed. Its argument says on what occasion. Whoever was the last to use a cluster of ours
 * takes it down, too; then the run's lease and dead-man's switch are over.
 */
export const restoreScript = root`#!/bin/sh
# Puts this machine back to where this run found it. Run it as root; it may be run again.
JOURNAL=$(cd "$(dirname "$0")" && pwd)
. "$JOURNAL/undo.sh"
. "$JOURNAL/switch.sh"
lock=$JOURNAL/restoring.lock

# after_boot: what the undo needs, Docker and the databases, comes long after SSH, and the boot service with them: whoever
# else is here before that waits for it, and finds it all done in most cases.
after_boot() {
  [ "$occasion" != "${raw(bootOccasion)}" ] && [ -s "$JOURNAL/boot" ] && booted_since || return 0
  say booted "$run" ""
  systemctl start "$SERVICE" > /dev/null 2>&1 || :
  [ -d "$JOURNAL" ] || exit 0
}
booted_since() ( . "$JOURNAL/lease.sh" && look_at_clock && [ "$boot" != "$(cat "$JOURNAL/boot")" ] )

# take_lock: a link that leads to who holds it. It is there or not, and needs no room on a disk that is full.
take_lock() {
  looks=0
  until ln -s "$myself" "$lock" 2>/dev/null; do
    [ -d "$JOURNAL" ] || exit 0
    holder=$(readlink "$lock" || :)
    if [ -n "$holder" ] && [ "$holder" = "$(process_of "\${holder%% *}")" ]; then
      [ "$looks" -lt 1200 ] || { echo "another restore is still at work: $holder" >&2; exit 4; }
      sleep 1
    elif [ -n "$holder" ]; then
      rm -f "$lock"
    else
      [ "$looks" -lt 5 ] || { echo "$lock cannot be made. Next: is the disk read-only?" >&2; exit 4; }
      sleep 1
    fi
    looks=$((looks + 1))
  done
}

# note FILE TEXT: a full disk keeps nobody from undoing, which may free it.
note() { { printf '%s\n' "$2" > "$1"; } 2>/dev/null || :; }

# end_process FILE: ends what is named there and still runs: a change whose runner has gone, an undo whose restore has.
end_process() {
  [ -s "$1" ] || return 0
  read -r process < "$1"
  group=\${process#* } group=\${group%% *}
  case $myself in *" $group "*) return 0 ;; esac
  looks=0 signal=TERM
  while [ "$process" = "$(process_of "\${process%% *}")" ]; do
    kill "-$signal" "-$group" 2>/dev/null || :
    sleep 0.2
    looks=$((looks + 1))
    if [ "$looks" -ge 25 ]; then signal=KILL; fi
    [ "$looks" -lt 50 ] || return 0
  done
}

say() { printf '%s\t%s\t%s\n' "$1" "$2" "$3"; }

# tell_receipt: is the machine as it was? Before the directory goes, so that a restore that is cut short here asks again.
tell_receipt() {
  [ -e "$JOURNAL/receipt.sh" ] || return 0
  timeout -k 5 60 sh "$JOURNAL/receipt.sh" after || printf 'receipt\t%s\tnone\tlooking at the machine took too long\n' "\${JOURNAL##*/}"
}

# undo SCRIPT
undo() {
  entry=\${1%.sh} name=\${entry##*/}
  title=
  { read -r first && read -r title; } < "$1" || :
  say undoing "$name" "\${title#*undo: }"
  end_process "$entry.doing"
  end_process "$entry.undoing"
  set +e
  output=$(timeout -k 10 1200 sh "$1" 2>&1 < /dev/null)
  code=$?
  set -e
  detail=
  [ -z "$output" ] || detail=$(printf '%s\n' "$output" | grep . | tail -n 1 | tr '\t' ' ' || :)
  { printf '== %s: exit %s\n%s\n' "$name" "$code" "$output" >> "$JOURNAL/restore.log"; } 2>/dev/null || :
  case $code in
    0) mv -f "$1" "$entry.done"; say undone "$name" "$detail" ;;
    3) kept_some=yes; say kept "$name" "$detail" ;;
    124 | 137) failed_some=yes; say failed "$name" "it had not ended after 1200 s" ;;
    *) failed_some=yes; say failed "$name" "\${detail:-exit $code}" ;;
  esac
}

# take_down: the cluster that nobody uses any more, by its own journal.
take_down() {
  cluster=$(under_lock ". '$JOURNAL/lease.sh'; leave_cluster $run")
  if [ -n "$cluster" ]; then sh "$BASE/$cluster/restore.sh" "$occasion" || failed_some=yes; fi
}

# log_end: for a runner that slept meanwhile (put-back-already.ts), and for who reads the log here.
log_end() {
  set -- "$JOURNAL"/[0-9][0-9][0-9]-*.done
  [ -e "$1" ] || shift
  logger -t kubesonic "run $run: changes undone: $#; $(cat "$JOURNAL/restored-by")" 2>/dev/null || :
}

# finish_run: after all else. The words are read before the directory goes. The journal of a cluster that was never opened
# to its end has recorded nothing.
finish_run() {
  words=$(cat "$JOURNAL/lease.sh")
  disarm_switch
  [ -e "$JOURNAL-cluster/state" ] || rm -rf "$JOURNAL-cluster"
  [ $1 = keep ] || rm -rf "$JOURNAL"
  under_lock "$words
    let_go $run"
}

main() {
  occasion=\${1:-it was put back by hand} run=\${JOURNAL##*/}
  kept_some= failed_some= backwards= myself=$(process_of $$)
  after_boot
  take_lock
  rm -f "$JOURNAL/armed"
  [ -s "$JOURNAL/restored-by" ] || note "$JOURNAL/restored-by" "$occasion at $(date -u +%Y-%m-%dT%H:%M:%SZ)"
  note "$JOURNAL/state" restoring
  for script in "$JOURNAL"/[0-9][0-9][0-9]-*.sh; do
    if [ -e "$script" ]; then backwards="$script $backwards"; fi
  done
  for script in $backwards; do undo "$script"; done
  journal_failed=$failed_some
  take_down
  tell_receipt
  log_end
  if [ -z "$kept_some$journal_failed" ]; then
    finish_run remove
  else
    [ -n "$journal_failed" ] || note "$JOURNAL/state" restored
    rm -f "$lock"
    finish_run keep
  fi
  if [ -n "$kept_some$failed_some" ]; then exit 3; fi
}
main "$@"
`
