import { root } from '../../lib/host/command'

/** A kernel and its firewall before a kubelet. */
export const kernel = root`
  mkdir -p /proc/sys/vm /proc/sys/kernel/keys
  echo 0 > /proc/sys/vm/overcommit_memory
  echo 10 > /proc/sys/kernel/panic
  printf '%s\n' '-P INPUT ACCEPT' '-N MINE' '-A INPUT -s 10.0.0.0/8 -j MINE' > /var/state/iptables.filter`

export const kubeletWasHere = root`
  echo 1 > /proc/sys/vm/overcommit_memory
  echo 99 > /proc/sys/kernel/panic
  mkdir -p /proc/sys/net/bridge
  echo 1 > /proc/sys/net/bridge/bridge-nf-call-iptables
  printf '%s\n' '-N KUBE-FIREWALL' '-A INPUT -j KUBE-FIREWALL' '-A KUBE-FIREWALL -j DROP' >> /var/state/iptables.filter`

/** A kernel has the directory always. */
export const netStays = ['/proc/sys/net']
