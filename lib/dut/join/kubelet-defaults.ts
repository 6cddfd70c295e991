/** Flags of the DUT's kubelet that must fit its cluster; they win over the cluster's ConfigMap. */
export interface KubeletFlags {
  /** An IPv4 cluster cannot use the IPv6 address that `--node-ip=::` picks (sonic-mgmt#20883 and four more). */
  readonly nodeIp: string
  /** Docker's own; any other and the kubelet exits at once. */
  readonly cgroupDriver: string
}

const ARGUMENTS = /^([ \t]*KUBELET_EXTRA_ARGS=)(["']?)(.*?)\2[ \t]*$/m

/** The text of `/etc/default/kubelet` with these flags in KUBELET_EXTRA_ARGS; all else in it stays as it was. */
export function withKubeletFlags(text: string, flags: KubeletFlags): string {
  const wanted = {
    '--node-ip': flags.nodeIp,
    '--cgroup-driver': flags.cgroupDriver,
  }
  const found = ARGUMENTS.exec(text)
  let values = (found?.[3] ?? '').split(/\s+/).filter((value) => value !== '')
  for (const [flag, value] of Object.entries(wanted)) {
    const at = values.findIndex((each) => each.startsWith(`${flag}=`))
    if (at === -1) values = [...values, `${flag}=${value}`]
    else values = values.with(at, `${flag}=${value}`)
  }
  const line = `KUBELET_EXTRA_ARGS="${values.join(' ')}"`
  if (found) return text.replace(ARGUMENTS, () => line)
  return `${text}${text === '' || text.endsWith('\n') ? '' : '\n'}${line}\n`
}
