import { root } from '../host/command'

/**
 * What a join changes on the DUT beside its rows in the databases (ctrmgrd, kubeadm and the kubelet do it, real-lab.md
 * 10, 12 and design §6): directories, temporary files with an admin's key, firewall chains, kernel settings.
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

/** Remembers them, before the join. */
export const keepJoinTraces = root`
    mkdir -p "$ENTRY.directories"
    for d in ${DIRECTORIES}; do
      [ ! -d "$d" ] || cp -a "$d" "$ENTRY.directories/$(echo "$d" | tr / _)"
      [ ! -d "$(dirname "$d")" ] || dirname "$d" >> "$ENTRY.parents"
    done
    [ ! -e /etc/sonic/kube_admin.conf ] || cp -p /etc/sonic/kube_admin.conf "$ENTRY.kube_admin.conf"
    ls -d /tmp/tmp*_kube_join /tmp/tmp*kube_hints_* > "$ENTRY.temporary" 2>/dev/null || :
    for name in ${SYSCTLS}; do
      [ ! -r "/proc/sys/$name" ] || echo "$name $(cat "/proc/sys/$name")"
    done > "$ENTRY.sysctls"
    for tool in iptables ip6tables; do
      $tool-save 2>/dev/null | grep -q '^:KUBE-' || : > "$ENTRY.$tool-without-KUBE"
    done`

/** Puts them back, after ctrmgrd has reset the node. */
export const undoJoinTraces = root`
    [ "$(systemctl is-active kubelet)" != active ] || systemctl stop kubelet
    put_directory_back() {
      aside="$ENTRY.directories/$(echo "$1" | tr / _)"
      rm -rf "$1"
      if [ -d "$aside" ]; then
        mkdir -p "$(dirname "$1")"
        cp -a "$aside" "$1"
      fi
      parent=$(dirname "$1")
      grep -qx "$parent" "$ENTRY.parents" 2>/dev/null || rmdir "$parent" 2>/dev/null || :
    }
    for d in ${DIRECTORIES}; do put_directory_back "$d"; done
    if [ -e "$ENTRY.kube_admin.conf" ]; then
      cp -p "$ENTRY.kube_admin.conf" /etc/sonic/kube_admin.conf
    else
      rm -f /etc/sonic/kube_admin.conf
    fi
    for file in /tmp/tmp*_kube_join /tmp/tmp*kube_hints_*; do
      grep -qx "$file" "$ENTRY.temporary" || rm -f "$file"
    done
    while read -r name value; do
      [ "$(cat "/proc/sys/$name")" = "$value" ] || echo "$value" > "/proc/sys/$name"
    done < "$ENTRY.sysctls"
    remove_kube_chains() {
      for table in nat filter mangle; do
        "$1" -w -t "$table" -S 2>/dev/null | grep '^-A .*-j KUBE-' | sed 's/^-A/-D/' |
          while IFS= read -r rule; do eval "$1 -w -t $table $rule"; done
        "$1" -w -t "$table" -S 2>/dev/null | sed -n 's/^-N \(KUBE-.*\)/\1/p' > "$ENTRY.chains"
        while IFS= read -r chain; do "$1" -w -t "$table" -F "$chain"; done < "$ENTRY.chains"
        while IFS= read -r chain; do "$1" -w -t "$table" -X "$chain"; done < "$ENTRY.chains"
      done
    }
    for tool in iptables ip6tables; do
      [ ! -e "$ENTRY.$tool-without-KUBE" ] || remove_kube_chains $tool
    done`
