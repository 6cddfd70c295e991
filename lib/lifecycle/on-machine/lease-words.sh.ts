import { root } from '../../host/command'
import { switchTimer } from './switch-timer.sh'

/**
 * `lease.sh` in a run's directory: the words for who holds this machine, all to be run under the lock that `under_lock`
 * takes. What is in $BASE/lease:
 *
 *   NUMBER.lease   MODE SECONDS BOOT RUN CLUSTER SWITCH SINCE HOLDER PROCESS REASON: one holder, replaced as a whole
 *   NUMBER.beat    the machine's uptime in seconds at the holder's last sign of life
 *
 * The lock is the kernel's, on the directory above, so it leaves no file and dies with whoever holds it. Ages count in
 * /proc/uptime and within one boot; the wall clock (SINCE) is for people alone. The fencing number is the uptime in
 * hundredths of a second, or one more than the last of this boot: it grows, and no counter stays behind. With a boot it
 * begins anew, and all leases from before have ended.
 */
export const leaseWords = root`# The words for who holds this machine.
look_at_clock() {
  read -r uptime idle < /proc/uptime
  now=\${uptime%.*} ticks=\${uptime%.*}\${uptime#*.}
  while :; do case $ticks in 0?*) ticks=\${ticks#0} ;; *) break ;; esac; done
  read -r boot_id < /proc/sys/kernel/random/boot_id
  # Containers of one machine share its boot_id: when their first process began tells their boots apart.
  stat=
  [ ! -r /proc/1/stat ] || read -r stat < /proc/1/stat || :
  set_boot \${stat##*) }
}
set_boot() { boot=$boot_id.\${20-0}; }

# read_lease NUMBER: sets its fields, and $left to the seconds until it ends (0: it has ended, or is half a file).
read_lease() {
  mode= reason= left=0 beat=
  [ -e "$BASE/lease/$1.lease" ] || return 0
  read -r mode seconds its_boot run cluster switch since holder process reason < "$BASE/lease/$1.lease" || :
  [ ! -e "$BASE/lease/$1.beat" ] || read -r beat < "$BASE/lease/$1.beat" || :
  if [ -n "$reason" ] && [ -n "$beat" ] && [ "$its_boot" = "$boot" ]; then left=$((beat + seconds - now)); fi
  [ "$left" -ge 0 ] || left=0
}

# put_lease NUMBER: writes what read_lease has set, or take has, with a beat of now. On disk before it counts.
put_lease() {
  printf '%s\n' "$now" > "$BASE/lease/$1.beat.new" &&
    printf '%s %s %s %s %s %s %s %s %s %s\n' "$mode" "$seconds" "$boot" "$run" "$cluster" "$switch" \
      "$since" "$holder" "$process" "$reason" > "$BASE/lease/$1.lease.new" &&
    sync "$BASE/lease/$1.beat.new" "$BASE/lease/$1.lease.new" &&
    mv -f "$BASE/lease/$1.beat.new" "$BASE/lease/$1.beat" &&
    mv -f "$BASE/lease/$1.lease.new" "$BASE/lease/$1.lease"
}

# tell_full_disk: dash has nothing but "I/O error" to say of one.
tell_full_disk() {
  [ ! -d "$BASE" ] || set -- "$BASE"
  set -- $(df -P "\${1:-\${BASE%/*}}" 2>/dev/null | tail -n 1)
  case \${5-} in 99% | 100%) echo "No space left on device: $6 is $5 full" >&2 ;; esac
}

drop_lease() { rm -f "$BASE/lease/$1.lease" "$BASE/lease/$1.beat" "$BASE/lease/$1.lease.new" "$BASE/lease/$1.beat.new"; }
# drop_directories: when nobody holds this machine, nor stands in line; what was killed half-way goes, too.
drop_directories() {
  all_numbers
  for number in $numbers; do
    read_lease "$number"
    if [ "$mode" = waiting ] && [ "$left" -eq 0 ]; then drop_lease "$number"; fi
  done
  all_numbers
  if [ -z "$numbers" ]; then
    rm -f "$BASE"/lease/*
    rmdir "$BASE/lease" "$BASE" 2>/dev/null || :
  fi
}

# all_numbers: sets $numbers.
all_numbers() {
  numbers=
  for file in "$BASE"/lease/*.lease; do
    [ ! -e "$file" ] || { file=\${file##*/}; numbers="$numbers \${file%.lease}"; }
  done
}

# number_of RUN: sets $number to that of its lease; fails when it has none.
number_of() {
  all_numbers
  for number in $numbers; do
    read_lease "$number"
    if [ "$run" = "$1" ]; then return 0; fi
  done
  number=
  return 1
}

# has NAME WORDS: is it one of the words?
has() { case " $2 " in *" $1 "*) ;; *) return 1 ;; esac; }

# tell_leases: a line for each, for a program.
tell_leases() {
  all_numbers
  for number in $numbers; do
    read_lease "$number"
    [ -z "$reason" ] || printf 'lease\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n' "$number" "$mode" "$seconds" "$left" \
      "$run" "$cluster" "$since" "$holder" "$process" "$reason"
  done
}

# tell_runs: a line for each journal, and whether someone alive has it.
tell_runs() {
  all_numbers
  alive=
  for number in $numbers; do
    read_lease "$number"
    if [ "$left" -gt 0 ] && ! has "$number" "\${dead-}"; then alive="$alive $run $cluster"; fi
  done
  for directory in "$BASE"/[0-9]*; do
    [ -d "$directory" ] || continue
    state=opening
    [ ! -e "$directory/state" ] || read -r state < "$directory/state" || :
    changes=0
    for undo in "$directory"/[0-9][0-9][0-9]-*.sh; do
      if [ -e "$undo" ]; then changes=$((changes + 1)); fi
    done
    if has "\${directory##*/}" "$alive"; then owner=alive; else owner=gone; fi
    printf 'run\t%s\t%s\t%s\t%s\n' "\${directory##*/}" "$state" "$changes" "$owner"
  done
}

# renew RUN SECONDS: a sign of life; exits 97 when the lease is of somebody else, of nobody, or of an earlier boot.
renew() {
  look_at_clock
  number_of "$1" || { echo 'its lease here was broken, or has ended and was taken by somebody else' >&2; exit 97; }
  [ "$its_boot" = "$boot" ] || { echo "this machine was booted" >&2; exit 97; }
  old=$seconds
  if [ "$old" = "$2" ] && [ "$left" -gt 0 ]; then
    printf '%s\n' "$now" > "$BASE/lease/$number.beat.new"
    mv -f "$BASE/lease/$number.beat.new" "$BASE/lease/$number.beat"
  else
    seconds=$2
    put_lease "$number"
  fi
  [ "$switch" != switch ] || push_switch "$1" "$number" "$2" "$old"
}

# use_cluster RUN MODE CLUSTER: what its lease is for from now on.
use_cluster() {
  look_at_clock
  number_of "$1" || { echo 'it has no lease here any more' >&2; exit 97; }
  mode=$2 cluster=$3
  put_lease "$number"
}

# leave_cluster RUN: prints the cluster that nobody uses any more, which this run alone is then to take down.
leave_cluster() {
  look_at_clock
  mine= its_cluster=-
  if number_of "$1"; then mine=$number its_cluster=$cluster; else find_orphan "$1"; fi
  [ "$its_cluster" != - ] && [ -e "$BASE/$its_cluster/state" ] || return 0
  read -r state < "$BASE/$its_cluster/state"
  [ "$state" != kept ] || return 0
  for number in $numbers; do
    read_lease "$number"
    if [ "$number" != "$mine" ] && [ "$left" -gt 0 ] && [ "$cluster" = "$its_cluster" ]; then return 0; fi
  done
  # Where the disk is full nobody else gets a lease, either.
  [ -z "$mine" ] || { read_lease "$mine"; mode=alone; put_lease "$mine" || :; }
  printf '%s\n' "$its_cluster"
}

# find_orphan RUN: a run whose lease is gone, as somebody took the machine to undo it, does not know its cluster any more.
# Sets $its_cluster to the one that is here, unless another run is, which may know more of it.
find_orphan() {
  case $1 in *-cluster) return 0 ;; esac
  for directory in "$BASE"/[0-9]*; do
    [ -d "$directory" ] || continue
    case \${directory##*/} in
      "$1") ;;
      *-cluster) its_cluster=\${directory##*/} ;;
      *) its_cluster=-; return 0 ;;
    esac
  done
}

# let_go RUN: its lease is over, and nothing of it stays. The number is not given again in this boot: time has passed it.
let_go() {
  look_at_clock
  while number_of "$1"; do
    [ "$switch" != switch ] || systemctl stop "kubesonic-$run.timer" 2>/dev/null || :
    drop_lease "$number"
    while [ "$its_boot" = "$boot" ] && [ "$ticks" -le "$number" ]; do sleep 0.01; look_at_clock; done
  done
  drop_directories
}
${switchTimer}`
