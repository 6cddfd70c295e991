import { root } from '../host/command'

/**
 * Shell functions that wait until ctrmgrd has provably acted: its own log line, later than our write. STATE_DB is no
 * evidence (it is written only when a value changes), nor is time. `_TRANSPORT=syslog` leaves out what ctrmgrd prints
 * to stdout, which is block-buffered and appears late, and twice.
 *
 *   since=$(now)                  before the write
 *   await_reset "$since" 60       0 once ctrmgrd has reset the node since then and runs nothing; 1 after 60 s
 *   settled                       0 if the last thing ctrmgrd did was a reset: no join runs, no retry is pending
 */
export const ctrmgrdIdle = root`
    now() { date +%s.%6N; }
    resets_since() {
      journalctl -t ctrmgrd.py _TRANSPORT=syslog --since "@$1" -o cat --no-pager 2>/dev/null |
        grep -c 'do_reset: kube_reset_master called' || :
    }
    ctrmgrd_busy() {
      main=$(systemctl show -p MainPID --value ctrmgrd 2>/dev/null)
      [ "\${main:-0}" -gt 0 ] && [ -n "$(pgrep -P "$main" 2>/dev/null)" ]
    }
    settled() {
      ! ctrmgrd_busy && journalctl -t ctrmgrd.py _TRANSPORT=syslog -n 500 -o cat --no-pager 2>/dev/null |
        grep -e 'do_reset: kube_reset_master called' -e 'kube_join_master' -e 'Pause to join' | tail -n 1 |
        grep -q do_reset
    }
    await_reset() {
      until_second=$(( $(date +%s) + $2 ))
      while [ "$(resets_since "$1")" = 0 ] || ctrmgrd_busy; do
        [ "$(date +%s)" -lt "$until_second" ] || return 1
        sleep 0.2
      done
    }`
