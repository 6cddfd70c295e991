import { root } from '../host/command'
import { type Change } from '../host/change'
import { type ClusterSpec, type VmhostSpec } from '../testbed/testbed'
import { minikubePath, profileFlag } from './profile'
import { clusterAddresses, environmentOf } from './proxy-environment'

/** A namespace of the cluster, made where it is missing; then it goes again, with all that is in it. */
export function namespaceMade(
  { vmhost, cluster }: { vmhost: VmhostSpec; cluster: ClusterSpec },
  name: string,
): Change {
  const environment = environmentOf(vmhost.proxy, clusterAddresses(vmhost))
  const kubectl = root`${minikubePath(cluster)} kubectl ${profileFlag(cluster)} --`
  return {
    what: `namespace ${name}`,
    keep: root`
      ${environment}
      ${kubectl} get namespaces -o name > "$ENTRY.all"
      grep -x ${`namespace/${name}`} "$ENTRY.all" > "$ENTRY.before" || :`,
    undo: root`
      [ ! -s "$ENTRY.before" ] || exit 0
      docker container inspect ${cluster.profile} > /dev/null 2>&1 || ${cluster.existing ? root`:` : root`exit 0`}
      ${environment}
      ${kubectl} delete namespace ${name} --ignore-not-found --wait=false`,
    do: root`
      [ -s "$ENTRY.before" ] || ${kubectl} create namespace ${name}`,
  }
}
