import { type Command, root } from '../../host/command'
import { kubeletSettings } from '../../kubelet/kubelet-settings'
import { sidecarPaths } from '../../sidecar/sidecar-files'
import { type ClusterSpec } from '../../testbed/testbed'

/** All that we, ctrmgrd, kubeadm and a kubelet touch on a DUT (design §6, facts/real-lab.md 10 to 12). */
export const dutSnapshot = root`
# boot_gate: 300 s after a boot ctrmgrd resets the node by itself, once, whatever a run does (facts §1.3).
boot_gate() {
  set -- "$JOURNAL"/*-boot-gate-of-ctrmgrd.state
  if [ -z "$(sonic-db-cli STATE_DB HGET "KUBERNETES_MASTER|SERVER" update_time < /dev/null 2>/dev/null)" ]; then
    item "~boot gate" ctrmgrd "before its gate"
  elif [ -e "$1" ] && [ ! -s "$1" ]; then
    item "~boot gate" ctrmgrd "let through by the run"
  else
    item "~boot gate" ctrmgrd "past its gate"
  fi
}

# local_containers: those that systemd runs, whatever their ids are: a unit makes a container anew as it sees fit.
local_containers() {
  asked "local containers" docker ps -a --format "{{.Names}}	{{.Image}}	{{.Status}}" | grep -v "	k8s_" | awk -F "\t" '
    NF < 4 { print; next }
    { print $1 "\t" $2 "\t" $3; print $1 "\t" $2 " runs\t" ($4 ~ /^Up/ ? "yes" : "no") }'
}

# handed_over: the features that the run gave to Kubernetes, by its journal.
handed_over() {
  cat "$JOURNAL"/*-feature-*.sh "$JOURNAL"/*-feature-*.done 2>/dev/null |
    sed -n "s/^# undo: feature \([^ ]*\) (changed .*/\1/p" | sort -u |
    while IFS= read -r feature; do item "~handed over" "$feature" "by the run"; done
}

# sidecar_files: what sidecars write, and the temporary files that one leaves beside them which is ended meanwhile.
sidecar_files() {
  tree "sidecar files" /usr/share/sonic/scripts
  for path in ${sidecarPaths}; do
    case $path in /usr/share/sonic/scripts/*) ;; *)
      file "sidecar files" "$path"
      names "sidecar files" "\${path%/*}/.\${path##*/}".??????
    esac
  done
}

snapshot() {
  everywhere
  boot_gate
  handed_over
  tree credentials /etc/sonic/credentials
  file "kubelet flags" /etc/default/kubelet
  files "kubelet flags" /etc/systemd/system/kubelet.service.d/* /lib/systemd/system/kubelet.service.d/*
  tree "kubernetes files" /etc/kubernetes
  tree "kubelet files" /var/lib/kubelet
  item "kubelet files" "/var/lib/kubelet (mounts)" "$(grep -c " /var/lib/kubelet[ /]" /proc/self/mounts 2>/dev/null)"
  tree CNI /etc/cni/net.d
  tree CNI /var/lib/cni
  file "join files" /etc/sonic/kube_admin.conf
  for path in /usr/libexec/kubernetes /var/lib/dockershim /var/log/pods; do tree "join files" "$path"; done
  names "join files" /.kube /.kube/* /root/.kube /root/.kube/* /var/log/containers /var/log/containers/*
  setting ${kubeletSettings}
  rows CONFIG_DB "KUBERNETES_MASTER|*"
  rows CONFIG_DB "FEATURE|*"
  rows STATE_DB "KUBERNETES_MASTER|*"
  rows STATE_DB "FEATURE|*"
  rows STATE_DB "KUBE_LABELS|*"
  for table in TELEMETRY GNMI GNMI_CLIENT_CERT; do rows CONFIG_DB "$table|*"; done
  sidecar_files
  units ctrmgrd kubelet docker
  images images
  asked containers docker ps -a --filter name=k8s_ --format "{{.Names}}	there"
  local_containers
  for name in kubelet kubeadm kubectl; do process "$name" "^([^ ]*/)?$name( |\$)"; done
  names locks /var/lock/kube_join.lock
}
`

type Cluster = Pick<ClusterSpec, 'profile' | 'cache'>

/**
 * What a cluster of ours touches on a vmhost, which others use, too: of the containers and volumes those of the profile are
 * told, the others as one number, because Docker's firewall rules depend on them.
 */
const clusterWords = ({ profile, cache }: Cluster): Command => root`
profile=${profile}
cache=${cache === 'keep' ? '~cache' : 'cache'}
ours() { case $1 in "$profile" | "$profile"-m[0-9]*) ;; *) return 1 ;; esac; }

# named WHAT COMMAND…: what is named after the profile, and how many others there are.
named() {
  what=$1
  shift
  answer=$(timeout 20 "$@" 2>/dev/null < /dev/null) || { item containers "$what" "no answer"; return; }
  printf "%s\n" "$answer" | while IFS= read -r name; do
    if ours "$name"; then item containers "$what $name" there; fi
  done
  item ~others "$what" "$(printf "%s\n" "$answer" | while IFS= read -r name; do [ -z "$name" ] || ours "$name" || echo "$name"; done | sort | sha256sum | cut -c 1-12)"
}

kubeconfig() {
  file=/root/.kube/config
  names kubeconfig /root/.kube "$file" /root/.kube/cache
  [ -e "$file" ] || return 0
  sed -n "/^contexts:/,/^[a-z]/s/^  name: *//p" "$file" | listed kubeconfig "context "
  item kubeconfig current-context "$(sed -n "s/^current-context: *//p" "$file")"
}

of_cluster() {
  everywhere
  setting ${[...kubeletSettings, 'fs/protected_regular']}
  images "$cache" | grep -E "kicbase|no answer"
  named container docker ps -a --format "{{.Names}}"
  named volume docker volume ls --format "{{.Name}}"
  named network docker network ls --format "{{.Name}}"
  names "$cache" /root/.minikube
  find /root/.minikube -mindepth 1 2>/dev/null | sort | grep -v "^/root/.minikube/cache" | listed minikube
  item "$cache" /root/.minikube/cache "files: $(find /root/.minikube/cache -type f 2>/dev/null | grep -c .)"
  kubeconfig
}
`

/** All that a run touches on a vmhost. */
export const vmhostSnapshot = (cluster: Cluster): Command => root`
${clusterWords(cluster)}
snapshot() {
  of_cluster
  units docker
  names locks /run/minikube/started
}
`

/** What its cluster alone touches there: it may end later than the run that has started it, and with another one. */
export const clusterSnapshot = (cluster: Cluster): Command => root`
${clusterWords(cluster)}
snapshot() { of_cluster; }
`
