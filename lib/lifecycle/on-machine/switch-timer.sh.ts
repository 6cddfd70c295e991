import { raw } from '../../host/command'
import { notArmedExitCode } from '../../host/not-armed'

/** Told to a runner that wakes up late. */
const occasion = "the dead-man's switch fired"

/**
 * The part of `lease.sh` that puts a machine back when its runner is silent: a timer of systemd, one for each run, which
 * every sign of life pushes forward. It is there from the lease on. Until the run has a journal, nothing is undone: the
 * lease alone ends, with what a journal's opening that was cut short may have left. Which of both it is shows under the
 * lock, as a journal may just be opened. Tried on systemd 252: a restarted timer counts anew; its accuracy is a minute
 * unless it is set; one that has fired is not found any more. Unless its start limit is off, its fifth start within 10 s
 * fails, and then it is not found any more, either. A `$` in its command would be systemd's to expand, and
 * a `;` is `\;` to it after the next daemon-reload, such as kubeadm's in a join: it reads anew what it wrote itself.
 */
export const switchTimer = raw(`
# arm_switch RUN NUMBER SECONDS: this machine puts itself back that long after the last push.
arm_switch() {
  systemctl stop "kubesonic-$1.timer" 2>/dev/null || :
  systemd-run --quiet --collect --unit="kubesonic-$1" --description="Dead-man's switch of kubesonic run $1" \\
    --on-active="$3" --timer-property=AccuracySec=100ms --timer-property=StartLimitIntervalSec=0 \\
    /bin/sh -c "flock -w 120 '\${BASE%/*}' sh -c '[ -e $BASE/$1/state ] && exit
rm -rf $BASE/$1
rm -f $BASE/lease/$2.*
rmdir $BASE/lease $BASE 2>/dev/null'
[ ! -e $BASE/$1/state ] || exec sh $BASE/$1/restore.sh \\"${occasion}\\""
}

# push_switch RUN NUMBER SECONDS OLD: one whose timer somebody has stopped, or with other SECONDS than the OLD, is armed
# anew. Exits 97 where it is firing: it waits for the lock that we have, and until it has ended its timer is still there
# and can be restarted.
push_switch() {
  if systemctl is-active -q "kubesonic-$1.service"; then echo "${occasion}" >&2; exit ${notArmedExitCode}; fi
  if [ "$3" = "$4" ] && systemctl restart "kubesonic-$1.timer" 2>/dev/null; then return; fi
  arm_switch "$1" "$2" "$3"
}
`)
