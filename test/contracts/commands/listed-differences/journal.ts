import { because, type ListedDifference } from './because'

/** Of what was typed about the journal. */
export const journal: readonly ListedDifference[] = [
  ...because(
    "the twin's journal has no monotonic times",
    'journalctl -t ldtag --no-pager --since "$(cat /tmp/ld-mark)" -o short-monotonic',
  ),
  ...because(
    'what journald writes down is a part of its fields',
    'journalctl -t ldtag --no-pager --since "$(cat /tmp/ld-mark)" -o with-unit',
    'journalctl -t ldtag --no-pager --since "$(cat /tmp/ld-mark)" -o json-seq | head -1',
    'journalctl -t ldtag --no-pager --since "$(cat /tmp/ld-mark)" -o export | head -2',
    'journalctl -t ldtag --output-fields=MESSAGE,PRIORITY -n1 -o json | jq -S "keys"',
    'journalctl -t ldtag -n1 -o json | jq -r "keys[]" | sort | tr "\\n" " "',
    'journalctl -t ldtag -F PRIORITY | sort',
  ),
  ...because(
    'a day by its name, other than today and yesterday, is no time to the twin',
    'journalctl -t ldtag --since tomorrow -o cat',
  ),
  ...because(
    'sshd of the twin writes nothing into the journal',
    'journalctl -u docker -u ssh -n 2 -o cat | wc -l',
  ),
  ...because(
    'the boots of the lab were those of another machine, with records of them',
    'journalctl -b -5',
  ),
  ...because(
    "the twin does not look into journals of users apart from the system's, seals none, and has its journal in no file",
    'journalctl --verify-key=x 2>&1 | head -1',
    'journalctl --user -n1',
    'sudo ls /var/log/journal | wc -l',
  ),
  ...because(
    'the systemd of these recordings is an update newer than that of the earlier ones, by which the twin goes',
    'journalctl --version | head -1',
  ),
  ...because(
    "rsyslog of the lab was set up as SONiC's is between these recordings and the earlier ones, by which the twin goes",
    'sudo grep ldroot /var/log/syslog | tail -1 | cut -d" " -f3-',
  ),
]
