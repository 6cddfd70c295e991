import { awaitWord } from '../../host/await-word'
import { root } from '../../host/command'

/**
 * Shell functions: `restart_docker` restarts Docker on a DUT and returns when what ran before runs again. SONiC's own
 * containers are ended with it, the databases among them, and systemd starts them one by one (30 s and more; with swss up
 * to 300 s); not those of a feature with `auto_restart` disabled, which are started here. Pods' containers are not waited
 * for: the kubelet makes them anew. A container that is no unit's, as somebody has started it by hand, would stay ended: it
 * is started again here. One that Docker removes when it ends cannot be: `nothing_is_lost`, to be asked before anything is
 * changed, fails with its name. An undo waits for what ran before the first restart, whatever has become of it.
 */
export const dockerRestart = root`
    ${awaitWord}
    own_containers() { docker ps --format '{{.Names}}' | grep -v '^k8s_' | sort; }
    nothing_is_lost() {
      lost=$(docker ps -q | xargs -r docker inspect --format '{{if .HostConfig.AutoRemove}}{{.Name}}{{end}}' | tr -d / | xargs)
      [ -z "$lost" ] || {
        echo "Docker has to be restarted, which would remove containers that somebody has started with --rm: $lost. Next: let them end, or leave @pull and @upgrade out" >&2
        return 1
      }
    }
    start_again() {
      if [ "$(systemctl show -p LoadState --value "$1")" = not-found ]; then docker start "$1" > /dev/null 2>&1 || :
      elif [ "$(systemctl is-active "$1")" = inactive ]; then systemctl start --no-block "$1" 2> /dev/null || :; fi
    }
    all_back() {
      own_containers > "$ENTRY.running-now"
      comm -23 "$ENTRY.running-before" "$ENTRY.running-now" > "$ENTRY.missing"
      while IFS= read -r name; do start_again "$name" < /dev/null; done < "$ENTRY.missing"
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
