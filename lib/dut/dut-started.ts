import { root } from '../host/command'
import { type Host } from '../host/host'
import { type Condition, met, notYet } from '../wait/condition'
import { seconds } from '../wait/duration'

/**
 * Prints what a DUT that was booted a moment ago has not started yet, a line each. Whatever a DUT still waits with ten
 * minutes after its boot is nothing that it does by itself; for a feature that is five, as featured and the timers of
 * older releases have started the last one after three and a half.
 *
 * A feature is up once its container has told its version (container_startup.py). Images of the switch's core, such as
 * swss and bgp, tell none: theirs is up when its unit has been active for 20 s.
 */
const stillStarting = root`
  read -r uptime idle < /proc/uptime
  read -r stat < /proc/1/stat
  uptime=\${uptime%.*}
  set -- \${stat##*) }
  age=$((uptime - \${20} / 100))
  if [ "$age" -ge 600 ]; then exit 0; fi
  case $(systemctl is-system-running 2>/dev/null) in
    initializing | starting) echo 'systemd still starts its services'; exit 0 ;;
  esac
  if [ "$age" -ge 300 ] || ! command -v sonic-db-cli > /dev/null; then exit 0; fi

  units=
  for key in $(sonic-db-cli CONFIG_DB KEYS 'FEATURE|*'); do
    case $(sonic-db-cli CONFIG_DB HGET "$key" state) in
      enabled | always_enabled) units="$units \${key#*|}.service" ;;
    esac
  done
  [ -n "$units" ] || exit 0

  systemctl show -p Id -p LoadState -p ActiveState -p ActiveEnterTimestampMonotonic $units | awk -F = '
    function tell() { if (value["LoadState"] == "loaded") print value["Id"], value["ActiveState"], int(value["ActiveEnterTimestampMonotonic"] / 1000000) }
    /^$/ { tell(); split("", value); next }
    { value[$1] = $2 }
    END { tell() }' |
    while read -r unit state since; do
      feature=\${unit%.service}
      case $state in
        inactive) echo "$feature is not started yet" ;;
        activating) echo "$feature still starts" ;;
        active)
          if [ $((uptime - since)) -lt 20 ] && [ -z "$(sonic-db-cli STATE_DB HGET "FEATURE|$feature" container_version)" ]; then
            echo "$feature has not told its version"
          fi ;;
      esac
    done`

/**
 * Met once a DUT that was booted has started what it starts by itself, and at once where its boot is long past: what
 * appears on it later on is somebody's doing.
 */
export const dutStarted = (dut: Host): Condition<void> => ({
  description: `${dut.name}, which was booted a moment ago, to have started its services and features`,
  hint: `systemctl list-jobs; show feature status   (on ${dut.name})`,
  everyMs: seconds(1),
  async check() {
    const { stdout } = await dut.run(stillStarting, { within: seconds(60) })
    const starting = stdout.split('\n').filter(Boolean)
    return starting.length === 0 ? met(undefined) : notYet(starting.join(', '))
  },
})
