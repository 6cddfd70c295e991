import { awaitWord } from '../../host/await-word'
import { root } from '../../host/command'

/**
 * A shell function that restarts Docker on a DUT and returns when what ran before runs again: `restart_docker`. SONiC's own
 * containers are ended with it, the databases among them, and systemd starts them one by one (30 s and more; with swss up
 * to 300 s); not those of a feature with `auto_restart` disabled, which are started here. Pods' containers are not waited
 * for: the kubelet makes them anew. An undo waits for what ran before the first restart, whatever has become of it.
 */
export const dockerRestart = root`
    ${awaitWord}
    own_containers() { docker ps --format '{{.Names}}' | grep -v '^k8s_' | sort; }
    all_back() {
      own_containers > "$ENTRY.running-now"
      comm -23 "$ENTRY.running-before" "$ENTRY.running-now" > "$ENTRY.missing"
      while IFS= read -r name; do
        if [ "$(systemctl is-active "$name" < /dev/null)" = inactive ]; then systemctl start --no-block "$name" < /dev/null 2> /dev/null || :; fi
      done < "$ENTRY.missing"
      [ ! -s "$ENTRY.missing" ] || return 1
      ! command -v sonic-db-cli > /dev/null || sonic-db-cli PING > /dev/null 2>&1
    }
    restart_docker() {
      [ -e "$ENTRY.running-before" ] || own_containers > "$ENTRY.running-before"
      # Each unit starts three times in twenty minutes, and a run has restarted some of them already.
      while IFS= read -r name; do systemctl reset-failed "$name" 2> /dev/null || :; done < "$ENTRY.running-before"
      systemctl daemon-reload
      systemctl restart docker
      await 300 all_back || {
        echo "not running again 300 s after the restart of Docker: $(tr '\n' ' ' < "$ENTRY.missing"). Next: systemctl --failed" >&2
        return 1
      }
    }`
