import { type Command, root } from '../host/command'
import { type Host } from '../host/host'
import { RUN_LABEL } from '../kube/templates/test-daemonset'
import { type ClusterSpec } from '../testbed/testbed'
import { minikubePath, profileFlag } from './profile'
import { kubeletConfigMapName, type KubernetesVersion } from './kubernetes-version'
import { MINIKUBE_CA, NODE_CA } from './kubelet-config'

/**
 * What we change through the API of a cluster that outlives the run (kept, or not ours) is undone by the vmhost, too,
 * should the runner die: scripts in its journal, written before the first of those changes.
 */
export async function recordApiUndo(
  vmhost: Host,
  cluster: ClusterSpec,
  run: string,
  version: KubernetesVersion,
): Promise<void> {
  if (!cluster.existing && cluster.lifetime === 'run') return
  const kubectl = root`${minikubePath(cluster)} kubectl ${profileFlag(cluster)} --`
  await vmhost.change({
    what: 'API objects of the run',
    undo: root`${kubectl} delete daemonsets --all-namespaces -l ${`${RUN_LABEL}=${run}`} --ignore-not-found`,
    do: root`:`,
  })
  if (cluster.existing) await recordCaFile(vmhost, kubectl, kubeletConfigMapName(version))
}

/** Puts minikube's own CA path back, if it was there. */
async function recordCaFile(vmhost: Host, kubectl: Command, configMap: string): Promise<void> {
  const get = root`${kubectl} -n kube-system get configmap ${configMap} -o yaml`
  await vmhost.change({
    what: `CA file in ConfigMap ${configMap}`,
    keep: root`if ${get} | grep -q ${MINIKUBE_CA}; then : > "$ENTRY.minikube"; fi`,
    undo: root`
      [ -e "$ENTRY.minikube" ] || exit 0
      ${get} | sed ${`s|${NODE_CA}|${MINIKUBE_CA}|`} | ${kubectl} apply -f -`,
    do: root`:`,
  })
}
