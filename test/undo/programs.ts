import { root, type Command } from '../../lib/host/command'
import { type UndoShell } from './shells'

/**
 * What the machines of these tests have beside a shell and its tools: programs in POSIX sh that keep what they know in
 * /var/state, and note each call that alters something. Enough of each for the undo scripts, and the same for every shell.
 */
const programs: Readonly<Record<string, Command>> = {
  // Of its rows each is a directory, each field a file.
  'sonic-db-cli': root`
    row="/var/state/$1/$3"
    case $2 in
      HKEYS) ls "$row" 2>/dev/null || : ;;
      HGET) cat "$row/$4" 2>/dev/null || : ;;
      KEYS) for key in /var/state/$1/$3; do [ ! -e "$key" ] || echo "\${key##*/}"; done ;;
      HGETALL) for field in "$row"/*; do [ ! -e "$field" ] || echo "\${field##*/}: $(cat "$field")"; done ;;
      DEL) note "$@"; rm -rf "$row" ;;
      HDEL) note "$@"; rm -f "$row/$4" ;;
      HSET)
        note "$@"
        mkdir -p "$row"
        # SONiC hands the feature back at once.
        case $* in *"set_owner local"*) echo local > "/var/state/STATE_DB/$3/current_owner"; echo sha256:0123456789abcdef > "/var/state/containers/\${3#*|}" ;; esac
        shift 3
        while [ $# -gt 0 ]; do echo "$2" > "$row/$1"; shift 2; done
        ;;
    esac`,
  config: root`
    note "$@"
    mkdir -p "/var/state/CONFIG_DB/KUBERNETES_MASTER|SERVER"
    echo "$4" > "/var/state/CONFIG_DB/KUBERNETES_MASTER|SERVER/$3"`,
  journalctl: root`echo 'do_reset: kube_reset_master called'`,
  systemctl: root`
    case $* in
      "is-active telemetry") echo active ;;
      "is-active kubelet") cat /var/state/kubelet 2>/dev/null || echo inactive ;;
      "is-active -q kubelet") grep -qs '^active' /var/state/kubelet ;;
      "is-active -q kubesonic-"*.service) false ;;
      "stop kubesonic-proxy-"*) [ ! -e /var/state/proxy ] || note "$@"; rm -f /var/state/proxy ;;
      "reset-failed kubesonic-proxy-"*) ;;
      "stop kubelet") note "$@"; rm -f /var/state/kubelet ;;
      "show -p MainPID --value ctrmgrd") echo 0 ;;
      "show -p LoadState --value by-hand") echo not-found ;;
      "restart docker") note "$@"; [ ! -e /var/state/containers/by-hand ] || mv /var/state/containers/by-hand /var/state/ended-by-hand ;;
      show*) ;;
      "restart telemetry") note "$@"; echo running > /var/state/containers/telemetry ;;
      *) note "$@" ;;
    esac`,
  'systemd-run': root`
    note timer
    case $* in *tinyproxy*) : > /var/state/proxy ;; esac`,
  ss: root`echo 'LISTEN 0 1024 10.250.0.1:3128 0.0.0.0:*'`,
  'apt-get': root`
    note "$@"
    case $1 in install) : > /var/state/package ;; purge) rm -f /var/state/package ;; esac`,
  'dpkg-query': root`[ -e /var/state/package ]`,
  sysctl: root`
    note "$@"
    name=\${2%%=*}
    echo "\${2#*=}" > "/proc/sys/$(echo "$name" | tr . /)"`,
  pgrep: root`exit 1`,
  sync: root`:`,
  chown: root`:`,
  // Containers and volumes are files; of its images each is a line: digest, ID, name.
  docker: root`
    case "$1 $2" in
      "container inspect") for name do :; done; cat "/var/state/containers/$name" ;;
      "inspect --format") case $3 in *Image*) cat "/var/state/containers/$4" ;; *Status*) cat "/var/state/containers/$4" ;; *) [ ! -e "/var/state/containers/$4" ] || echo true ;; esac ;;
      "image inspect") grep -qE " $3( |\$)" /var/state/images ;;
      "pull -q")
        note "$@"
        grep -qxF -e "<none> sha256:p $3" /var/state/images || echo "<none> sha256:p $3" >> /var/state/images
        ;;
      "start by-hand") note "$@"; mv /var/state/ended-by-hand /var/state/containers/by-hand ;;
      "ps --format") ls /var/state/containers 2>/dev/null || : ;;
      --config*) read -r token || :; echo "login at $4 as $6" >> "$2/config.json" ;;
      tag*)
        note "$@"
        grep -qxF -e "<none> $2 $3" /var/state/images || echo "<none> $2 $3" >> /var/state/images
        ;;
      "ps -aq") ls /var/state/containers 2>/dev/null | grep k8s_ || : ;;
      "rm -f") note "$@"; shift 2; for each in "$@"; do rm "/var/state/containers/$each"; done ;;
      "images --no-trunc")
        case $* in
          *Digest*) cat /var/state/images ;;
          *Repository*) cut -d ' ' -f 2- /var/state/images ;;
          *) cut -d ' ' -f 2 /var/state/images ;;
        esac
        ;;
      rmi*)
        note "$@"
        grep -vF -e " $2" /var/state/images > /var/state/images.new || :
        mv /var/state/images.new /var/state/images
        ;;
    esac`,
  // The rules of a table as \`-S\` prints them.
  iptables: root`
    rules=/var/state/iptables.$3
    [ -e "$rules" ] || exit 0
    action=$4
    shift 4
    case $action in
      -S) cat "$rules"; exit 0 ;;
      -D) gone="-A $*" ;;
      -X) gone="-N $*" ;;
      -F) note "-F $*"; grep -v "^-A $* " "$rules" > "$rules.new" || :; cat "$rules.new" > "$rules"; rm "$rules.new"; exit 0 ;;
    esac
    note "$gone"
    grep -vxF -e "$gone" "$rules" > "$rules.new" || :
    cat "$rules.new" > "$rules"
    rm "$rules.new"`,
  'iptables-save': root`
    for rules in /var/state/iptables.*; do
      echo "*\${rules##*.}"
      sed -n 's/^-N \(.*\)/:\1 - [0:0]/p;/^-A /p' "$rules"
    done`,
  ip6tables: root`:`,
  'ip6tables-save': root`:`,
  curl: root`
    case $4 in
      *.sha256) printf '%s  minikube\n' "$(printf 'minikube itself\n' | sha256sum | cut -d ' ' -f 1)" > "$4" ;;
      *) echo 'minikube itself' > "$4" ;;
    esac`,
  rmmod: root`[ "$1" = br_netfilter ] && rm -r /proc/sys/net/bridge`,
  minikube: root`
    home=$HOME/.minikube
    case $1 in
      start)
        mkdir -p "$HOME/.kube/cache/discovery" "$home/profiles/kubesonic" "$home/cache/images" /var/state/containers
        echo running > /var/state/containers/kubesonic
        echo key > "$home/profiles/kubesonic/client.key"
        echo image > "$home/cache/images/pause"
        : > /tmp/juju-mk1
        printf 'clusters:\n- name: kubesonic\ncurrent-context: kubesonic\n' > "$HOME/.kube/config"
        echo 'sha256:k sha256:kic gcr.io/k8s-minikube/kicbase:v0.0.44' >> /var/state/images
        ;;
      delete)
        note "$@"
        [ -e /var/state/containers/kubesonic ] || exit 0
        rm -rf "$home/profiles/kubesonic" /var/state/containers/kubesonic
        printf 'clusters: []\n' > "$HOME/.kube/config"
        ;;
      kubectl)
        while [ "$1" != -- ]; do shift; done
        case $* in
          *" get configmap "*) cat /var/state/configmap ;;
          *"replace -f -") note replace; cat > /var/state/configmap.new; mv /var/state/configmap.new /var/state/configmap ;;
          *"get nodes") ;;
          *) note "$@"; rm -f /var/state/daemonset ;;
        esac
        ;;
    esac`,
}

export function installPrograms({ install }: UndoShell): void {
  for (const [name, body] of Object.entries(programs))
    install(name, `note() { echo "${name} $*" >> /var/log/calls; }\n${body.script}`)
}

/** Makes the directories that every machine has. */
export const furnishing = root`
    mkdir -p /usr/local/sbin /etc/systemd/system /var/lib /var/log /var/lock /run /root /usr/libexec /proc/sys/kernel/random
    [ -e /proc/sys/kernel/random/boot_id ] || echo a-boot > /proc/sys/kernel/random/boot_id`

/** Takes away what a trial needs, makes or leaves. */
export const cleaning = root`
    rm -rf /etc/default /etc/sonic /etc/kubernetes /etc/cni /var/state /var/lib/kubelet /var/lib/cni /var/lock/* \
      /run/minikube /root/.docker /etc/docker /root/.kube /root/.minikube /.kube /tmp /proc/sys/net /proc/sys/fs
    mkdir -p /tmp /var/state /proc/sys/fs
    chmod 1777 /tmp
    : > /var/state/images
    : > /var/log/calls
    printf '127.0.0.1 localhost\n10.9.9.9 control-plane.minikube.internal old\n' > /etc/hosts`
