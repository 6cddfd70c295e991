import { root } from '../../host/command'

/**
 * `undo.sh` in a run's directory: the words that changes and their undo scripts are written in. Sourced with
 * $JOURNAL (and, in undo scripts, $ENTRY) set.
 */
export const journalWords = root`# The words of this directory's undo scripts; each of them starts by reading this file.
set -eu
PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
HOME=/root USER=root LOGNAME=root LC_ALL=C.UTF-8
export PATH HOME USER LOGNAME LC_ALL
umask 022
cd /
BASE=\${JOURNAL%/*}
kept=

# say_kept TEXT: something was changed by somebody else and is left as it is.
say_kept() { kept="$kept\${kept:+; }$*"; }

# finish: ends an undo script.
finish() {
  [ -n "$kept" ] || exit 0
  printf '%s\n' "$kept"
  exit 3
}

# process_of PID: its number, group and start, which together name a process; nothing when there is none.
process_of() {
  { read -r stat < "/proc/$1/stat"; } 2>/dev/null || return 0
  set -- $stat
  [ $# -lt 22 ] || printf '%s %s %s\n' "$1" "$5" "\${22}"
}

# new_entry NAME: sets $ENTRY to the next number. The directory keeps others from taking the same one.
new_entry() {
  while :; do
    set -- "$1" "$JOURNAL"/[0-9][0-9][0-9]-*
    for last in "$@"; do :; done
    number=\${last##*/} number=\${number%%-*}
    case $number in [0-9][0-9][0-9]) ;; *) number=000 ;; esac
    ENTRY=$JOURNAL/$(printf '%03d' $((1$number - 999)))-$1
    if mkdir "$ENTRY.claim" 2>/dev/null; then
      # Somebody may have taken the number, and let go of its claim, since we looked for the last one.
      if [ ! -e "$ENTRY.sh" ]; then return; fi
      rmdir "$ENTRY.claim"
      continue
    fi
    if [ ! -d "$ENTRY.claim" ] && [ ! -e "$ENTRY.sh" ]; then
      echo "cannot write to $JOURNAL. Next: is the disk full, or read-only?" >&2
      exit 1
    fi
  done
}

# write_undo WHAT SCRIPT: complete and on disk before it gets its name.
write_undo() {
  umask 077
  printf '#!/bin/sh\n# undo: %s (changed %s by run %s)\n' \
    "$1" "$(date -u +%Y-%m-%dT%H:%M:%SZ)" "\${JOURNAL##*/}" > "$ENTRY.new"
  printf 'JOURNAL=%s\nENTRY=%s\n. "$JOURNAL/undo.sh"\nundoing\n\n%s\n\nfinish\n' "$JOURNAL" "$ENTRY" "$2" >> "$ENTRY.new"
  umask 022
  sync "$ENTRY.new"
  mv -f "$ENTRY.new" "$ENTRY.sh"
  rmdir "$ENTRY.claim"
  sync "$JOURNAL"
}

# deed: the change proper begins, once the machine was seen to be armed after this: a restore that has disarmed it either
# finds this and ends it, or is seen by it.
deed() { process_of $$ > "$ENTRY.doing"; }

# undoing: its undo begins; the next restore.sh ends it if this one is gone. It begins on a full disk, too.
undoing() { { process_of $$ > "$ENTRY.undoing"; } 2>/dev/null || :; }
`
