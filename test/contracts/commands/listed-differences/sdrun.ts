import { because, type ListedDifference } from './because'

/** Of what was typed about systemd-run. */
export const sdrun: readonly ListedDifference[] = [
  ...because(
    'a transient unit that was masked while it ran is forgotten by the real systemd, mask and all, when it stops',
    'systemctl status ldr-a',
    'sudo systemctl start ldr-a',
  ),
  ...because(
    'systemd-run of the twin makes timers that go by spans, knows no RuntimeMaxSec=, and names its units in one way',
    'sudo systemd-run --scope echo in scope',
    'systemctl show ldr-rt -p Result,ActiveState; sudo systemctl reset-failed ldr-rt',
    'sudo systemd-run --service-type=forking true; echo $?',
    'sudo systemd-run --on-boot=1h --on-unit-active=1h --unit=ldt-c true; systemctl status ldt-c.timer -n0; sudo systemctl stop ldt-c.timer',
    'sudo systemd-run --on-calendar="*-*-* 04:00:00" --unit=ldt-d true; systemctl list-timers "ldt-d*" --no-legend | wc -l; systemctl show ldt-d.timer -p TimersCalendar | cut -c1-60; sudo systemctl stop ldt-d.timer',
    'sudo systemd-run --on-calendar=nonsense true',
  ),
  ...because(
    'a service that is no oneshot remains on the twin as long as its process',
    'sudo systemd-run -r --unit=ldr-r2 true; systemctl is-active ldr-r2; sudo systemctl stop ldr-r2',
  ),
  ...because('systemctl show tells the properties that scripts ask for, not all that there are'),
  ...because(
    'the systemd of these recordings is an update newer than that of the earlier ones, by which the twin goes',
    'sudo systemd-run --version | head -1',
  ),
]
