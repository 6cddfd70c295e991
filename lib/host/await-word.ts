import { root } from './command'

/**
 * A shell function that waits on the machine itself, where no runner may be left to do so: `await SECONDS CONDITION` is 0
 * once the condition holds, 1 when it has not by then. Deadlines count in /proc/uptime: the time of day may be set
 * meanwhile.
 */
export const awaitWord = root`
  look_at_uptime() { read -r uptime idle < /proc/uptime; uptime=\${uptime%.*}; }
  await() {
    look_at_uptime
    end=$((uptime + $1)) step=0.05
    until eval "$2"; do
      look_at_uptime
      if [ "$uptime" -ge "$end" ]; then return 1; fi
      sleep $step
      step=0.2
    done
  }`
