import { because, type ListedDifference } from './because'

/** Of what was typed about systemctl. */
export const systemctl: readonly ListedDifference[] = [
  ...because(
    'systemctl show tells the properties that scripts ask for, not all that there are',
    'systemctl show ld-sleep -p ExecMainStartTimestamp,ActiveEnterTimestamp,InactiveExitTimestamp,ActiveEnterTimestampMonotonic',
    'systemctl show ld-env -p Environment,User,WorkingDirectory,After,Requires,WantedBy',
    'systemctl show ld-talk.timer -p TimersMonotonic',
    'sudo systemctl show nosuch --no-pager',
    'systemctl show ld-sleep -p ControlGroup,TasksCurrent',
    'systemctl show-environment | sort',
  ),
  ...because(
    'the twin has no sockets as units',
    'systemctl list-unit-files --state=enabled "ld-*" "docker*"',
    'systemctl status ld-sleep docker.socket -n0 | grep -v since',
  ),
  ...because(
    'systemctl of the twin does not know this verb: no test and no undo has need of it',
    'systemctl set-property ld-sleep CPUWeight=50',
    'systemctl isolate rescue.target',
    'systemctl set-environment A=1',
    'sudo systemctl clean nosuch --no-pager',
    'sudo systemctl preset nosuch --no-pager',
    'sudo systemctl revert nosuch --no-pager',
    'sudo systemctl add-wants multi-user.target ld-fail',
    'systemctl get-default',
    'systemctl list-dependencies docker --plain | head -3',
    'systemctl list-sockets --no-legend | grep -c docker',
  ),
  ...because(
    'what add-wants has linked is not there to be removed',
    'sudo systemctl disable ld-fail',
  ),
  ...because(
    'the systemd of these recordings is an update newer than that of the earlier ones, by which the twin goes',
    'systemctl --version',
    'systemctl show -p Version',
  ),
  ...because('a whole usage is not told', 'systemctl --help | head -5'),
]
