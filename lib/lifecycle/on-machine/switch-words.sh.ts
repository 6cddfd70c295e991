import { root } from '../../host/command'

/**
 * `switch.sh` in a run's directory: the words for what puts a machine back when nobody else does. A timer of systemd
 * (switch-timer.sh.ts), and, as a timer dies with a reboot, a service that does the same at boot, one for all runs of
 * the machine.
 */
export const switchWords = root`# The words for what puts this machine back when nobody else does.
SERVICE=kubesonic-restore.service
UNIT=/etc/systemd/system/$SERVICE

# under_lock WORDS: one at a time on this machine. The lock is of the kernel; it dies with who holds it.
under_lock() {
  export BASE JOURNAL
  flock -w 120 "\${BASE%/*}" sh -c "set -eu
    $1"
}

disarm_switch() { systemctl stop "kubesonic-\${JOURNAL##*/}.timer" 2>/dev/null || :; }

install_boot_service() {
  [ ! -e "$UNIT" ] || return 0
  cat > "$UNIT.new" <<END_OF_UNIT
[Unit]
Description=Puts this machine back where a kubesonic run was cut short
After=local-fs.target docker.service database.service config-setup.service
ConditionPathExistsGlob=$BASE/*/boot.sh

[Service]
Type=oneshot
TimeoutStartSec=infinity
ExecStart=/bin/sh -c 'for script in $BASE/*/boot.sh; do [ ! -e "\$\$script" ] || sh "\$\$script"; done'

[Install]
WantedBy=multi-user.target
END_OF_UNIT
  sync "$UNIT.new"
  mv -f "$UNIT.new" "$UNIT"
  systemctl enable -q "$SERVICE"
}

# remove_boot_service: unless another run on this machine needs it still.
remove_boot_service() {
  for other in "$BASE"/*/boot.sh; do
    [ -e "$other" ] && [ "$other" != "$JOURNAL/boot.sh" ] || continue
    case $(cat "\${other%/*}/state" 2>/dev/null) in running | restoring) return 0 ;; esac
  done
  [ -e "$UNIT" ] || return 0
  systemctl disable -q "$SERVICE"
  rm -f "$UNIT" "$UNIT.new"
  systemctl daemon-reload
}
`
