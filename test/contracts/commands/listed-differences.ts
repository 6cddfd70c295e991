/** A command that the twin answers otherwise than the real machine, and why that is left so. */
export interface ListedDifference {
  readonly command: string
  readonly why: string
}

const because = (why: string, ...commands: readonly string[]): ListedDifference[] =>
  commands.map((command) => ({ command, why }))

/** All of them that are in the recordings; one that no longer differs fails the test. */
export const listedDifferences: readonly ListedDifference[] = [
  ...because(
    'systemctl show tells the properties that scripts ask for, not all that there are',
    'systemctl show ld-sleep -p ExecStart',
    'systemctl show ld-sleep -p ControlGroup,TasksCurrent',
    'systemctl show ld-talk.timer -p TimersMonotonic',
    'systemctl show ld-sleep -p WantedBy,RequiredBy,Wants,Requires',
  ),
  ...because(
    'systemctl of the twin does not know this verb: no test and no undo has need of it',
    'systemctl get-default',
    'systemctl list-dependencies docker --plain | head -3',
    'systemctl isolate rescue.target',
    'systemctl set-property ld-sleep CPUWeight=50',
    'systemctl set-environment A=1',
    'systemctl show-environment | sort',
    'systemctl list-sockets --no-legend | grep -c docker',
    'sudo systemctl revert nosuch --no-pager',
    'sudo systemctl preset nosuch --no-pager',
    'sudo systemctl clean nosuch --no-pager',
  ),
  ...because(
    'the twin has no sockets as units',
    'systemctl list-unit-files --state=enabled "ld-*" "docker*"',
  ),
  ...because(
    'on the twin, as in SONiC, admin is of the group adm and sees the whole journal; in the lab it was not',
    'journalctl -u ld-sleep --no-pager -o cat',
    'journalctl -u nosuch.service --no-pager',
    'journalctl -u docker -n 1 -o cat | wc -l',
  ),
  ...because(
    'what journald writes down is a part of its fields, and it has no archive',
    'journalctl -t ldtag -n1 -o json | jq -r ".PRIORITY,.SYSLOG_FACILITY,._UID,._TRANSPORT,._HOSTNAME"',
    'journalctl --facility=local0 -n1 -o cat -t ldother',
    'journalctl --vacuum-time=100d',
    'journalctl --disk-usage | cut -d" " -f1-4',
  ),
  ...because(
    'systemd-run of the twin makes services and timers that go by spans; it hands on no output, and makes no scopes',
    'sudo systemd-run --pipe --wait --collect echo out',
    'sudo systemd-run --scope echo in scope',
    'sudo systemd-run --on-calendar=nonsense true',
  ),
  ...because(
    'docker of the twin does not know this verb: containers are run, and looked at, by those that are there',
    'docker pause ldx',
    'docker rename nosuch x',
    'docker cp nosuch:/x /tmp',
    'docker diff ldx',
    'docker stats --no-stream nosuch',
    'docker system df | head -1',
    'docker events --since "$(date +%s)" --until "$(date +%s)" --format "{{.Action}}"',
    'docker context ls --format "{{.Name}}"',
  ),
  ...because(
    'docker inspect has the fields that people and scripts ask for, not all of them',
    'docker inspect ldx | jq -r ".[0].HostConfig|keys[]"',
    "docker inspect -f '{{.HostConfig.LogConfig.Type}}' ldx",
    "docker inspect -f '{{.NetworkSettings.IPAddress}}' ldx",
  ),
  ...because(
    'the twin has no accounts of the system but root',
    'sudo -u nobody whoami',
    'id nobody',
  ),
  ...because(
    'not installed in the twin: it would be reported',
    'mountpoint /nonexistent',
    'findmnt /nonexistent; echo $?',
    'openssl x509 -in /nonexistent',
    'hostnamectl nosuch',
  ),
]
