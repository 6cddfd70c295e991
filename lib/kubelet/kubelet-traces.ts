import { insistAllPutBack } from '../host/all-put-back.sh'
import { type Change } from '../host/change'
import { type Command, root } from '../host/command'
import { kubeChains } from './kube-chains'
import { kubeletSettings } from './kubelet-settings'

/**
 * What a kubelet changes in the kernel of its machine, a cluster's own as well as a joined DUT's: settings, and firewall
 * chains, which broke other tests (sonic-mgmt#18278). Settings that were not there came with br_netfilter, which ctrmgrd has
 * loaded: it is taken out again. Were they set to 0 instead, the next join would be refused: `modprobe` finds the module
 * loaded and leaves them, and kubeadm insists on 1. Its undo goes on to the end whatever fails; while `stillRuns` is true it
 * does nothing, as the kubelet would make them anew.
 */
export const kubeletTraces = (stillRuns: Command): Change => ({
  what: 'kernel settings and firewall chains of a kubelet',
  keep: root`
    ${kubeChains}
    for name in ${kubeletSettings}; do
      # Not by read: dash reads byte by byte, and of a number there the kernel gives the first digit alone.
      value=$(cat "/proc/sys/$name" 2>/dev/null) || value=absent
      echo "$name $value"
    done > "$ENTRY.settings"
    for tool in iptables ip6tables; do
      if has_no_kube_chains $tool "$ENTRY.chains"; then : > "$ENTRY.$tool-without-KUBE"; fi
    done`,
  undo: root`
    ${kubeChains}
    if ${stillRuns}; then
      echo 'a kubelet still runs here. Next: end it, or the cluster it belongs to, then npx kubesonic restore'
      exit 1
    fi
    left=
    while read -r name value; do
      [ -e "/proc/sys/$name" ] || continue
      if [ "$value" = absent ]; then
        rmmod br_netfilter < /dev/null || left="$left $name"
      elif [ "$(cat "/proc/sys/$name")" != "$value" ]; then
        echo "$value" > "/proc/sys/$name" || left="$left $name"
      fi
    done < "$ENTRY.settings"
    for tool in iptables ip6tables; do
      if [ -e "$ENTRY.$tool-without-KUBE" ] && command -v $tool > /dev/null; then
        remove_kube_chains $tool "$ENTRY.chains" || left="$left $tool"
      fi
    done
    ${insistAllPutBack}`,
  do: root`:`,
})
