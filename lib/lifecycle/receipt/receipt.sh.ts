import { type Command, root } from '../../host/command'
import { type ClusterSpec, type MachineSpec, type Testbed } from '../../testbed/testbed'
import { clusterSnapshot, dutSnapshot, vmhostSnapshot } from './machine-snapshots.sh'
import { snapshotWords } from './snapshot-words.sh'

/** The receipt script of a machine of the testbed. */
export const receiptOf = ({ vmhost, cluster }: Testbed, machine: MachineSpec): Command =>
  receiptScript(machine === vmhost ? vmhostSnapshot(cluster) : dutSnapshot)

/** That of the journal of a cluster, which may outlive the run that has started it. */
export const receiptOfCluster = (cluster: ClusterSpec): Command =>
  receiptScript(clusterSnapshot(cluster))

/**
 * `receipt.sh` in a run's directory. `before`: looks at the machine once, before the first change. `after`: looks again
 * when all is undone, and prints for a program
 *
 *   was TAB class TAB item TAB value        what is not like that any more
 *   is TAB class TAB item TAB value         what was not like that
 *   receipt TAB ITEMS TAB CLASSES           how much was compared; \`receipt TAB none TAB why\` where nothing could be
 *
 * Where something differs that no boot excuses, the same is left in /var/lib/kubesonic/receipts/RUN, at most twenty of
 * them, for whoever asks first: the machine may have put itself back with nobody listening. A machine that is as it was
 * keeps nothing.
 */
export const receiptScript = (snapshot: Command): Command => root`#!/bin/sh
# Looks whether this machine is as it was before the run of this directory: sh receipt.sh before | after
JOURNAL=$(cd "$(dirname "$0")" && pwd)
RUN=\${JOURNAL##*/} BASE=\${JOURNAL%/*}
PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
HOME=/root LC_ALL=C
export PATH HOME LC_ALL
umask 077
cd /

${snapshotWords}
${snapshot}
# look FILE: complete, or not there.
look() { rm -f "$1"; snapshot > "$1.new" 2>/dev/null && sync "$1.new" && mv -f "$1.new" "$1"; }

before() {
  [ ! -e "$JOURNAL/before.snapshot" ] || return 0
  { cat /proc/sys/kernel/random/uuid || date +%s%N; } > "$JOURNAL/receipt.salt" 2>/dev/null
  look "$JOURNAL/before.snapshot"
}

# differences: not by comm, which wants both in its own order.
differences() {
  awk 'NR == FNR { was[$0] = 1; next }
    { if ($0 in was) was[$0] = 2; else print "is\t" $0 }
    END { for (line in was) if (was[line] == 1) print "was\t" line }' "$JOURNAL/before.snapshot" "$JOURNAL/after.snapshot"
}

# leave_receipt: for whoever asks next.
leave_receipt() {
  mkdir -p "$BASE/receipts"
  cat "$JOURNAL/differences" > "$BASE/receipts/$RUN.new"
  mv -f "$BASE/receipts/$RUN.new" "$BASE/receipts/$RUN"
  ls "$BASE/receipts" | sort -r | sed 1,20d | while IFS= read -r old; do rm -f "$BASE/receipts/$old"; done
}

# counts: is there anything that a boot does not excuse? The same rules as in verdict.ts, for a machine that nobody asks.
counts() {
  awk -F "\t" '{ key = $2 "\t" $3; said[key $1] = 1 }
    $2 == "~boots" { booted = 1 }
    $1 == "is" && $2 == "units" && $4 ~ /^(inactive|activating),/ { starts[key] = 1 }
    $1 == "is" && $2 == "units" && $3 == "kubesonic-restore.service" { starts[key] = 1 }
    $1 == "is" && $2 == "~handed over" { handed[$3] = 1 }
    $2 == "local containers" || $2 == "STATE_DB" && $3 ~ /^FEATURE[|]|^KUBE_LABELS[|]SET .*_local$/ {
      feature = $3
      sub(/^FEATURE[|]|^KUBE_LABELS[|]SET /, "", feature)
      sub($3 ~ /^KUBE/ ? "_local$" : " .*", "", feature)
      of[key] = feature
      if ($3 ~ ($2 == "STATE_DB" ? "^FEATURE.* system_state$" : " runs$")) runs[key] = 1
    }
    ($1 == "was" || $1 == "is") && $2 !~ /^~/ { keys[key] = $2 }
    END {
      for (key in keys) {
        if (key in runs && (booted || !(of[key] in handed))) continue
        row = "STATE_DB\tFEATURE|" of[key] " system_state"
        began = (row "is") in said && !((row "was") in said)
        if (key in of && began && !(of[key] in handed) && !((key "was") in said)) continue
        if (!booted || !(keys[key] == "STATE_DB" || (keys[key] == "locks" && !((key "is") in said)) || key in starts)) found = 1
      }
      exit !found
    }' "$JOURNAL/differences"
}

none() { printf "receipt\t%s\tnone\t%s\n" "$RUN" "$1"; }

after() {
  if [ ! -e "$JOURNAL/before.snapshot" ]; then
    none "the machine was not looked at before the first change"
    return
  fi
  if ! look "$JOURNAL/after.snapshot"; then
    none "the machine could not be looked at when all was undone"
    return
  fi
  told=$(
    differences | head -n 400
    printf "receipt\t$RUN\t%s\t%s\n" "$(grep -c . "$JOURNAL/before.snapshot")" "$(cut -f 1 "$JOURNAL/before.snapshot" | sort -u | grep -c "^[^~]")"
  )
  printf '%s\n' "$told"
  # For whoever asks next. A full disk keeps nobody from hearing it now.
  printf '%s\n' "$told" 2>/dev/null > "$JOURNAL/differences" || return 0
  if counts; then leave_receipt; fi
}

"$1"`
