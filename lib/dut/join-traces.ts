import { root } from '../host/command'
import { directoryBackup } from './directory-backup'
import { kubeChains } from './kube-chains'

/**
 * What a join changes on the DUT beside its rows in the databases (ctrmgrd, kubeadm and the kubelet do it, real-lab.md
 * 10, 12 and design §6): containers, directories, temporary files with an admin's key, firewall chains, kernel settings.
 */
const DIRECTORIES = [
  '/etc/cni/net.d',
  '/etc/kubernetes',
  '/var/lib/kubelet',
  '/var/lib/cni',
  '/var/lib/dockershim',
  '/var/log/pods',
  '/var/log/containers',
]

const SYSCTLS = [
  'vm/overcommit_memory',
  'vm/panic_on_oom',
  'kernel/panic',
  'kernel/panic_on_oops',
  'kernel/keys/root_maxkeys',
  'kernel/keys/root_maxbytes',
  'net/bridge/bridge-nf-call-iptables',
  'net/bridge/bridge-nf-call-ip6tables',
]

/**
 * Remembers them, before the join. The net/bridge settings are not there before the join loads br_netfilter; that is
 * as good as 0, while they begin with 1.
 */
export const keepJoinTraces = root`
    ${directoryBackup}
    ${kubeChains}
    for d in ${DIRECTORIES}; do keep_directory "$d" "$ENTRY.directories"; done
    [ ! -e /etc/sonic/kube_admin.conf ] || cp -p /etc/sonic/kube_admin.conf "$ENTRY.kube_admin.conf"
    ls -d /tmp/tmp*_kube_join /tmp/tmp*kube_hints_* > "$ENTRY.temporary" 2>/dev/null || :
    for name in ${SYSCTLS}; do
      echo "$name $(cat "/proc/sys/$name" 2>/dev/null || echo 0)"
    done > "$ENTRY.sysctls"
    for tool in iptables ip6tables; do
      has_kube_chains $tool || : > "$ENTRY.$tool-without-KUBE"
    done`

/**
 * Puts them back, after ctrmgrd has reset the node. Goes on to the end; what could not be put back is counted in
 * $failures, which the undo script ends with.
 */
export const undoJoinTraces = root`
    ${directoryBackup}
    ${kubeChains}
    failures=0
    failed() { failures=$((failures + 1)); }
    remove_pod_containers() {
      containers=$(docker ps -aq --filter label=io.kubernetes.pod.namespace) || return 1
      [ -z "$containers" ] || docker rm -f $containers > /dev/null
    }
    case $(systemctl is-active kubelet) in
      inactive | failed | unknown) ;;
      *) systemctl stop kubelet || failed ;;
    esac
    remove_pod_containers || failed
    for d in ${DIRECTORIES}; do put_directory_back "$d" "$ENTRY.directories" || failed; done
    if [ -e "$ENTRY.kube_admin.conf" ]; then
      cp -p "$ENTRY.kube_admin.conf" /etc/sonic/kube_admin.conf
    else
      rm -f /etc/sonic/kube_admin.conf
    fi
    for file in /tmp/tmp*_kube_join /tmp/tmp*kube_hints_*; do
      grep -qx "$file" "$ENTRY.temporary" || rm -f "$file"
    done
    while read -r name value; do
      [ ! -e "/proc/sys/$name" ] || [ "$(cat "/proc/sys/$name")" = "$value" ] ||
        echo "$value" > "/proc/sys/$name" || failed
    done < "$ENTRY.sysctls"
    for tool in iptables ip6tables; do
      [ ! -e "$ENTRY.$tool-without-KUBE" ] || remove_kube_chains $tool "$ENTRY.chains" || failed
    done`
