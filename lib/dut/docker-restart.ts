import { awaitWord } from '../host/await-word'
import { root } from '../host/command'

/**
 * A shell function that restarts Docker on a DUT and returns when what ran before runs again: `restart_docker`. SONiC's own
 * containers are ended with it, the databases among them, and systemd starts them one by one (30 s and more; with swss up
 * to 300 s). Pods' containers are not waited for: the kubelet makes them anew.
 */
export const dockerRestart = root`
    ${awaitWord}
    own_containers() { docker ps --format '{{.Names}}' | grep -v '^k8s_' | sort; }
    all_back() {
      own_containers > "$ENTRY.running-now"
      [ -z "$(comm -23 "$ENTRY.running-before" "$ENTRY.running-now")" ] || return 1
      ! command -v sonic-db-cli > /dev/null || sonic-db-cli PING > /dev/null 2>&1
    }
    restart_docker() {
      own_containers > "$ENTRY.running-before"
      # Each unit starts three times in twenty minutes, and a run has restarted some of them already.
      while IFS= read -r name; do systemctl reset-failed "$name" 2> /dev/null || :; done < "$ENTRY.running-before"
      systemctl daemon-reload
      systemctl restart docker
      await 300 all_back || {
        echo "not running again 300 s after the restart of Docker: $(comm -23 "$ENTRY.running-before" "$ENTRY.running-now" | tr '\n' ' '). Next: systemctl --failed" >&2
        return 1
      }
    }`
