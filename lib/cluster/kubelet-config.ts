import { type KubeClient } from '../kube/kube-client'
import { kubeletConfigMapName, type KubernetesVersion } from './kubernetes-version'

export const MINIKUBE_CA = '/var/lib/minikube/certs/ca.crt'
/** Where kubeadm puts the CA on a joining node. */
export const NODE_CA = '/etc/kubernetes/pki/ca.crt'

const CA_LINE = /^(\s*clientCAFile:\s*)(\S+)/m

/** The CA file that the cluster tells joining kubelets to trust. */
export async function kubeletCaFile(
  kube: KubeClient,
  version: KubernetesVersion,
): Promise<string | undefined> {
  const { data } = await kube.getConfigMap('kube-system', kubeletConfigMapName(version))
  return CA_LINE.exec(data?.['kubelet'] ?? '')?.[2]
}

/**
 * Makes the kubelet ConfigMap name the CA file that a SONiC node has; minikube's own path does not exist there, and
 * the kubelet would crash for ever (facts: 122 s until kubeadm gives up). Reads it back. Does nothing when it is right.
 */
export async function correctKubeletCaFile(
  kube: KubeClient,
  version: KubernetesVersion,
): Promise<void> {
  const name = kubeletConfigMapName(version)
  const found = await kubeletCaFile(kube, version)
  if (found === NODE_CA) return
  if (found !== MINIKUBE_CA) {
    throw new Error(
      `ConfigMap kube-system/${name} has clientCAFile ${found ?? '(none)'}; wanted ${MINIKUBE_CA}, to replace it by ${NODE_CA}.\n  Next: kubectl -n kube-system get configmap ${name} -o yaml`,
    )
  }
  const { data } = await kube.getConfigMap('kube-system', name)
  const kubelet = (data?.['kubelet'] ?? '').replace(CA_LINE, `$1${NODE_CA}`)
  await kube.updateConfigMap('kube-system', name, { kubelet })
  const now = await kubeletCaFile(kube, version)
  if (now !== NODE_CA)
    throw new Error(`ConfigMap kube-system/${name} was updated, but says ${now} still.`)
}
