import { awaitWord } from '../../host/await-word'
import { root } from '../../host/command'

/**
 * Shell functions that wait until ctrmgrd has provably acted: its own log line, later than our write. STATE_DB is no
 * evidence (it is written only when a value changes), nor is time. `_TRANSPORT=syslog` leaves out what ctrmgrd prints
 * to stdout, which is block-buffered and appears late, and twice.
 *
 *   since=$(now)                        before the write
 *   await 60 "reset_since $since"       0 once ctrmgrd has reset the node since then and runs nothing; 1 after 60 s
 *   settled                             0 if the last thing ctrmgrd did was a reset: no join runs, no retry is pending
 *   at_gate                             0 if it has done nothing yet since the machine was booted (facts §1.3)
 */
export const ctrmgrdIdle = root`
  now() { date +%s.%6N; }
  ${awaitWord}
  ctrmgrd_log() { journalctl -t ctrmgrd.py _TRANSPORT=syslog "$@" -o cat --no-pager 2>/dev/null; }
  not_busy() {
    main=$(systemctl show -p MainPID --value ctrmgrd 2>/dev/null)
    [ "\${main:-0}" -eq 0 ] || [ -z "$(pgrep -P "$main" 2>/dev/null)" ]
  }
  reset_since() {
    ctrmgrd_log --since "@$1" | grep -q 'do_reset: kube_reset_master called' && not_busy
  }
  last_deed() {
    ctrmgrd_log -n 500 | grep -E 'do_reset: kube_reset_master called|kube_join_master|Pause to join' | tail -n 1
  }
  settled() { last_deed | grep -q do_reset && not_busy; }
  at_gate() { last_deed | grep -q 'Pause to join'; }`
