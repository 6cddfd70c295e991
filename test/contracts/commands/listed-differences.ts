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
    'systemctl show ld-sleep -p WantedBy,RequiredBy,Wants,Requires',
    'systemctl show ld-sleep -p ExecStart',
    'systemctl show ld-talk.timer -p TimersMonotonic',
    'systemctl show ld-sleep -p ControlGroup,TasksCurrent',
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
    'sudo systemctl list-dependencies nosuch --no-pager',
    'systemctl get-default',
    'systemctl list-dependencies docker --plain | head -3',
    'systemctl show-environment | sort',
    'systemctl list-sockets --no-legend | grep -c docker',
  ),
]
