import { root } from '../../host/command'

/**
 * Takes the lease of a machine, or says who has it. Reads: $use ('alone': a DUT; 'cluster': a vmhost, shared when the
 * cluster of $profile runs already, alone to build it; 'existing': shared), $mine (the number we wait with, or 0),
 * $dead (numbers whose holder is known to be gone), $ours_… (the fields of the lease). Prints `taken`, `wait` or `held` with our
 * number, or `unwritable` where the disk takes no lease, then all leases and runs.
 *
 * Whoever has to wait stands in line with a lease of mode `waiting`, which ends unless it is asked again: nobody who came
 * later gets in before. Waiting is for what is soon over: somebody builds a cluster or takes one down.
 */
export const takeLease = root`
take() {
  [ -d "$BASE/lease" ] || mkdir -p "$BASE/lease"
  look_at_clock
  all_numbers
  ended= used= last=0 builder= user= queue=
  for number in $numbers; do
    read_lease "$number"
    if [ "$its_boot" != "$boot" ]; then
      ended="$ended $number"
      [ "$number" != "$mine" ] || mine=0
      continue
    fi
    [ "$number" -le "$last" ] || last=$number
    [ "$number" != "$mine" ] || continue
    if [ "$left" -eq 0 ] || has "$number" "$dead"; then ended="$ended $number"; continue; fi
    used="$used $cluster"
    case $mode in
      alone) builder=$number ;;
      shared) user=$number ;;
      waiting) if [ "$mine" -eq 0 ] || [ "$number" -lt "$mine" ]; then queue=$number; fi ;;
    esac
  done
  choose_mode
  number=$mine
  if [ "$number" -eq 0 ]; then number=$((last + 1)); [ "$number" -ge "$ticks" ] || number=$ticks; fi
  while [ "$mine" -eq 0 ] && [ -e "$BASE/lease/$number.lease" ]; do number=$((number + 1)); done
  run=$ours_run switch=$ours_switch holder=$ours_holder process=$ours_process reason=$ours_reason
  if [ -z "$builder$queue" ] && { [ "$mode" = shared ] || [ -z "$user" ]; }; then
    for other in $ended; do drop_lease "$other"; done
    seconds=$ours_seconds since=$(date -u +%Y-%m-%dT%H:%M:%SZ)
    put_lease "$number"
    sync "$BASE/lease"
    [ "$switch" != switch ] || arm_switch "$run" "$number" "$seconds"
    printf 'taken\t%s\t%s\n' "$number" "$mode"
  elif [ "$use" != alone ] && { [ "$mode" = shared ] || [ -z "$user" ]; }; then
    mode=waiting seconds=30 cluster=- since=$(date -u +%Y-%m-%dT%H:%M:%SZ)
    put_lease "$number"
    [ "$switch" != switch ] || arm_switch "$run" "$number" "$seconds"
    printf 'wait\t%s\t%s\n' "$number" "$mode"
  else
    [ "$mine" -eq 0 ] || drop_lease "$mine"
    printf 'held\t0\t-\n'
  fi
}

# take_or_nothing: a take that was cut short by a full disk leaves nothing on it. Nobody else writes: we have the lock.
take_or_nothing() {
  set +e
  (set -e; take)
  code=$?
  set -e
  look_at_clock
  [ "$code" -ne 0 ] || return 0
  rm -f "$BASE"/lease/*.new
  let_go "$ours_run"
  printf 'unwritable\t0\t-\n'
  tell_full_disk
}

choose_mode() {
  mode=alone cluster=-
  case $use in
    existing) mode=shared ;;
    cluster) if find_cluster; then mode=shared; fi ;;
  esac
}

# find_cluster: one of our own that is ready, of this profile, and kept or in use.
find_cluster() {
  for directory in "$BASE"/*-cluster; do
    [ -e "$directory/ready" ] || continue
    read -r its_profile < "$directory/ready"
    read -r state < "$directory/state"
    [ "$its_profile" = "$profile" ] || continue
    if [ "$state" = kept ] || { [ "$state" = running ] && has "\${directory##*/}" "$used"; }; then
      cluster=\${directory##*/}
      return 0
    fi
  done
  return 1
}
`
