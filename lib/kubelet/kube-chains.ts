import { root } from '../host/command'

/**
 * Shell functions about the firewall chains of a kubelet, in `iptables` or `ip6tables`:
 *
 *   has_no_kube_chains iptables FILE     0 if there are certainly none
 *   remove_kube_chains iptables FILE     the chains KUBE-*, and the rules that jump to them
 *
 * FILE is for their own use.
 */
export const kubeChains = root`
    has_no_kube_chains() {
      command -v "$1-save" > /dev/null || return 1
      "$1-save" > "$2" 2>/dev/null || return 1
      ! grep -q '^:KUBE-' "$2"
    }
    remove_kube_chains() {
      for table in nat filter mangle; do
        "$1" -w -t "$table" -S 2>/dev/null | sed -n 's/^-A \(.* -j KUBE-[A-Z0-9-]*\)$/-D \1/p' > "$2"
        while IFS= read -r rule; do eval "$1 -w -t $table $rule" || return 1; done < "$2"
        "$1" -w -t "$table" -S 2>/dev/null | sed -n 's/^-N \(KUBE-.*\)/\1/p' > "$2"
        while IFS= read -r chain; do "$1" -w -t "$table" -F "$chain" || return 1; done < "$2"
        while IFS= read -r chain; do "$1" -w -t "$table" -X "$chain" || return 1; done < "$2"
      done
    }`
