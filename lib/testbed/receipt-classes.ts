/**
 * What a restore receipt compares, by the names that a testbed file tolerates differences under. `join files` are what
 * ctrmgrd, kubeadm and kubectl keep elsewhere; `docker firewall` are the rules that Docker makes for its networks;
 * `containers` those of Kubernetes and of its cluster, `local containers` those that systemd runs on a DUT, `sidecar files`
 * what sidecars write there.
 */
export const receiptClasses = [
  'hosts file',
  'credentials',
  'kubelet flags',
  'kubernetes files',
  'kubelet files',
  'CNI',
  'join files',
  'firewall',
  'docker firewall',
  'kernel settings',
  'CONFIG_DB',
  'STATE_DB',
  'units',
  'images',
  'containers',
  'local containers',
  'sidecar files',
  'proxy and login',
  'processes',
  'temporary files',
  'locks',
  'kubesonic files',
  'minikube',
  'kubeconfig',
  'cache',
] as const

export type ReceiptClass = (typeof receiptClasses)[number]
