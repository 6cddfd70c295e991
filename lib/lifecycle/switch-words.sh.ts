import { root } from '../host/command'

/**
 * `switch.sh` in a run's directory: the words for what puts a machine back when nobody else does. A timer of systemd,
 * which each sign of life of the runner pushes forward, and, as a timer dies with a reboot, a service that does the
 * same at boot, one for all runs of the machine. Tried on systemd 252: a restarted timer counts anew; its accuracy is
 * a minute unless it is set; one that has fired is not found any more. Unless its start limit is off, its fifth start
 * within 10 s fails, and then it is not found any more, either.
 */
export const switchWords = root`# The words for what puts this machine back when nobody else does.
SWITCH=kubesonic-\${JOURNAL##*/}
SERVICE=kubesonic-restore.service
UNIT=/etc/systemd/system/$SERVICE

# under_lock WORDS: one at a time on this machine. The lock is the kernel's; it dies with who holds it.
under_lock() {
  export BASE JOURNAL
  flock -w 120 "\${BASE%/*}" sh -c "set -eu
    $1"
}

# arm_switch SECONDS: this machine puts itself back that long after the last push.
arm_switch() {
  systemctl stop "$SWITCH.timer" 2>/dev/null || :
  systemd-run --quiet --collect --unit="$SWITCH" --description="Dead-man's switch of kubesonic run \${JOURNAL##*/}" \
    --on-active="$1" --timer-property=AccuracySec=100ms --timer-property=StartLimitIntervalSec=0 \
    /bin/sh "$JOURNAL/restore.sh" "the dead-man's switch fired"
  printf '%s\n' "$1" > "$JOURNAL/switch"
}

# push_switch SECONDS: one whose timer somebody has stopped is armed anew.
push_switch() {
  [ -e "$JOURNAL/switch" ] || return 0
  if [ "$(cat "$JOURNAL/switch")" = "$1" ] && systemctl restart "$SWITCH.timer" 2>/dev/null; then return; fi
  arm_switch "$1"
}

disarm_switch() {
  [ ! -e "$JOURNAL/switch" ] || systemctl stop "$SWITCH.timer" 2>/dev/null || :
}

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
