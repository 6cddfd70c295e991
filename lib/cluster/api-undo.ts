import { type Command, root } from '../host/command'
import { type Host } from '../host/host'
import { RUN_LABEL } from '../kube/templates/of-the-run'
import { type ClusterSpec, type VmhostSpec } from '../testbed/testbed'
import { minikubePath, profileFlag } from './profile'
import { kubeletConfigMapName, type KubernetesVersion } from './kubernetes-version'
import { MINIKUBE_CA, NODE_CA } from './kubelet-config'
import { clusterAddresses, environmentOf } from './proxy-environment'

/**
 * What we change through the API of a cluster that outlives the run (kept, another run's, or not ours) is undone by the
 * vmhost, too, should the runner die: scripts in its journal, written before the first of those changes. Throws where
 * their kubectl would not work, as for a cluster that another user of the vmhost has started. Where a cluster of ours
 * does not run any more, its objects are gone with it.
 */
export async function recordApiUndo(
  vmhost: Host,
  spec: { vmhost: VmhostSpec; cluster: ClusterSpec },
  run: string,
  version: KubernetesVersion,
): Promise<void> {
  const { cluster } = spec
  const environment = environmentOf(spec.vmhost.proxy, clusterAddresses(spec.vmhost))
  const kubectl = root`${minikubePath(cluster)} kubectl ${profileFlag(cluster)} --`
  await vmhost.change({
    what: 'API objects of the run',
    keep: root`
      ${environment}
      ${kubectl} get nodes >&2 || {
        echo 'Next: as root on the vmhost, the kubectl of minikube must reach the cluster: start it as root, or import its kubeconfig' >&2
        exit 1
      }`,
    undo: root`
      ${cluster.existing ? root`:` : endWhereStopped(cluster.profile)}
      ${environment}
      ${kubectl} delete daemonsets,secrets --all-namespaces -l ${`${RUN_LABEL}=${run}`} --ignore-not-found`,
    do: root`:`,
  })
  if (cluster.existing)
    await recordCaFile(vmhost, environment, kubectl, kubeletConfigMapName(version))
}

const endWhereStopped = (profile: string): Command => root`
      if [ "$(docker container inspect --format '{{.State.Status}}' ${profile} 2>/dev/null)" != running ]; then exit 0; fi`

/** Puts minikube's own CA path back, if it was there. */
async function recordCaFile(
  vmhost: Host,
  environment: Command,
  kubectl: Command,
  configMap: string,
): Promise<void> {
  const get = root`${kubectl} -n kube-system get configmap ${configMap} -o yaml`
  await vmhost.change({
    what: `CA file in ConfigMap ${configMap}`,
    keep: root`
      ${environment}
      ${get} > "$ENTRY.before"`,
    undo: root`
      grep -qF ${MINIKUBE_CA} "$ENTRY.before" || exit 0
      ${environment}
      ${get} | sed ${`s|${NODE_CA}|${MINIKUBE_CA}|`} | ${kubectl} replace -f -`,
    do: root`:`,
  })
}
