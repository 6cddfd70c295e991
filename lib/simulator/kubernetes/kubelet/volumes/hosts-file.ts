import { type Pod } from '../../objects'
import { type HostFiles } from '../kubelet-host'

/** What `/etc/hosts` of a pod on its node's network is: its node's, and the names that the pod brings along. */
export function hostsFileOf({ fs }: HostFiles, { spec }: Pod): string {
  const own = fs.exists('/etc/hosts') ? fs.readText('/etc/hosts') : ''
  const aliases = (spec.hostAliases ?? []).map(
    ({ ip, hostnames = [] }) => `${ip}\t${hostnames.join('\t')}\n`,
  )
  return [
    '# Kubernetes-managed hosts file (host network).\n',
    own,
    ...(aliases.length > 0 ? ['\n# Entries added by HostAliases.\n', ...aliases] : []),
  ].join('')
}
