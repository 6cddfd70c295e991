import { root } from '../../host/command'

/**
 * The words in which a machine is looked at for its restore receipt: each prints lines `class TAB item TAB value`. They
 * only read, for a bounded time, and what a machine does not have is a value and no error. Of a file they tell mode,
 * owner and a hash salted with a secret of the journal, so that not even a guessed content can be recognised by it.
 *
 * A class with ~ before its name is looked at as well, but may differ: see verdict.ts for the reasons.
 */
export const snapshotWords = root`item() { printf "%s\t%s\t%s\n" "$1" "$2" "$3"; }

# listed CLASS [BEFORE]: every line of the input is an item that is there.
listed() { head -n 400 | sed "/^$/d;s|^|$1	\${2-}|;s|$|	there|"; }

# look_into FILE: sets $content.
look_into() {
  content=$({ cat "$JOURNAL/receipt.salt"; head -c 1000000 "$1"; } 2>/dev/null | sha256sum)
  content=\${content%"\${content#????????????}"}
}

# file CLASS PATH
file() {
  if [ -L "$2" ]; then item "$1" "$2" "a link to $(readlink "$2")"
  elif [ -d "$2" ]; then item "$1" "$2" "directory $(stat -c "%a %u:%g" "$2" 2>/dev/null)"
  elif [ -f "$2" ]; then
    look_into "$2"
    item "$1" "$2" "$(stat -c "%a %u:%g, %s bytes" "$2" 2>/dev/null), content $content"
  elif [ -e "$2" ]; then item "$1" "$2" "a special file"
  else item "$1" "$2" absent; fi
}

# files CLASS PATH…: those that are there.
files() {
  class=$1
  shift
  for path in "$@"; do if [ -e "$path" ] || [ -L "$path" ]; then file "$class" "$path"; fi; done
}

# names CLASS PATH…: those that are there, whatever is in them.
names() {
  class=$1
  shift
  for path in "$@"; do
    if [ -e "$path" ] || [ -L "$path" ]; then item "$class" "$path" "$(stat -c "%a %u:%g" "$path" 2>/dev/null)"; fi
  done
}

# tree CLASS DIRECTORY: it and all below.
tree() {
  file "$1" "$2"
  if [ ! -d "$2" ] || [ -L "$2" ]; then return; fi
  item "$1" "$2 (entries)" "$(find "$2" -mindepth 1 2>/dev/null | grep -c .)"
  find "$2" -mindepth 1 2>/dev/null | sort | head -n 400 |
    while IFS= read -r path; do file "$1" "$path"; done
}

# firewall TOOL: its chains and rules without counters. A built-in chain that accepts is as good as none: a table that was
# looked at once stays. Rules of Docker's networks are apart, as Docker makes them in no fixed order.
firewall() {
  command -v "$1-save" > /dev/null || { item firewall "$1" "not installed"; return; }
  "$1-save" 2>/dev/null | head -n 3000 | while IFS= read -r line; do
    case $line in
      "*"*) table=\${line#?} ;;
      ":"*" ACCEPT "*) ;;
      *DOCKER* | *docker0* | *" br-"*) item "docker firewall" "$1 $table \${line%% \[*}" there ;;
      ":"* | "-A "*) item firewall "$1 $table \${line%% \[*}" there ;;
    esac
  done
}

# setting NAME…: of the kernel. One of net/bridge that is not there is as good as 0. A container, which is not in the
# kernel's first namespace of processes, has only those of its network for itself.
setting() {
  shared="kernel settings"
  case $(readlink /proc/self/ns/pid) in "" | "pid:[4026531836]") ;; *) shared="~kernel settings" ;; esac
  for name in "$@"; do
    case $name in net/*) class="kernel settings" ;; *) class=$shared ;; esac
    value=$(cat "/proc/sys/$name" 2>/dev/null) || value=0
    item "$class" "$name" "$value"
  done
}

# rows DATABASE PATTERN: each field of each row.
rows() {
  command -v sonic-db-cli > /dev/null || { item "$1" sonic-db-cli "not installed"; return; }
  timeout 10 sonic-db-cli "$1" KEYS "$2" < /dev/null 2>/dev/null | sort | head -n 40 | while IFS= read -r key; do
    [ -n "$key" ] || continue
    sonic-db-cli "$1" HGETALL "$key" < /dev/null 2>/dev/null |
      sed "s/^{'//;s/'}$//;s/', '/\n/g;s/': '/\t/g" |
      while IFS="	" read -r field value; do
        case $field in update_time) item ~times "$key $field" "$value" ;; *) item "$1" "$key $field" "$value" ;; esac
      done
  done
}

# units NAME…: what systemd says of them, and which units of ours there are beside those of this run. Other runs have
# switches, too, as soon as they have a lease here or stand in line for one.
units() {
  command -v systemctl > /dev/null || { item units systemd "not installed"; return; }
  timeout 10 systemctl show -p Id -p ActiveState -p UnitFileState "$@" 2>/dev/null | awk -F = '
    function tell() { if (value["Id"]) print "units\t" value["Id"] "\t" value["ActiveState"] ", " value["UnitFileState"] }
    /^$/ { tell(); split("", value); next }
    { value[$1] = $2 }
    END { tell() }'
  systemctl list-units --all --plain --no-legend "kubesonic*" 2>/dev/null |
    while read -r name rest; do
      case $name in "kubesonic-$RUN".* | "") ;;
        kubesonic-[0-9]*-[0-9]*-*) item ~switches "$name" there ;;
        *) item units "$name" there ;;
      esac
    done
  names units /etc/systemd/system/kubesonic* /etc/systemd/system/*.wants/kubesonic*
}

# asked CLASS COMMAND…: lines 'item TAB value' that a program prints.
asked() {
  class=$1
  shift
  if answer=$(timeout 20 "$@" 2>/dev/null < /dev/null); then
    printf "%s\n" "$answer" | head -n 1000 | sed "/^$/d;s|^|$class	|"
  else
    item "$class" "$1 $2" "no answer"
  fi
}
images() { asked "$1" docker images --no-trunc --format "{{.Repository}}:{{.Tag}}	{{.ID}}"; }

# process NAME PATTERN: how many run.
process() { item processes "$1" "$(pgrep -c -f "$2" 2>/dev/null || :)"; }

# everywhere: what both kinds of machine have.
everywhere() {
  item ~boots boot "$(cat /proc/sys/kernel/random/boot_id 2>/dev/null).$(cut -d " " -f 22 /proc/1/stat 2>/dev/null)"
  file "hosts file" /etc/hosts
  firewall iptables
  firewall ip6tables
  if [ -d /proc/sys/net/bridge ]; then item ~modules br_netfilter loaded; else item ~modules br_netfilter "not loaded"; fi
  tree "proxy and login" /etc/systemd/system/docker.service.d
  file "proxy and login" /etc/docker/daemon.json
  tree "proxy and login" /etc/docker/certs.d
  file "proxy and login" /root/.docker/config.json
  process "binaries of ours" "^/var/lib/[k]ubesonic/bin/"
  names "temporary files" /tmp/tmp*_kube_join /tmp/*kube_hints_* /tmp/juju-mk*
  for path in "$BASE"/*; do
    case \${path##*/} in "*" | "$RUN" | lease | receipts) ;;
      [0-9]*-[0-9]*-*) item ~journals "\${path##*/}" there ;;
      *) names "kubesonic files" "$path" "$path"/* ;;
    esac
  done
}
`
