/** `v1.22.2` taken apart. */
export interface KubernetesVersion {
  readonly major: number
  readonly minor: number
  readonly patch: number
}

/** Reads `v1.22.2` (with or without the v, with or without a suffix such as `-beta.0`); undefined when it is none. */
export function parseKubernetesVersion(text: string): KubernetesVersion | undefined {
  const [, major, minor, patch] = /^v?(\d+)\.(\d+)\.(\d+)/.exec(text.trim()) ?? []
  if (major === undefined) return undefined
  return { major: Number(major), minor: Number(minor), patch: Number(patch) }
}

/** The ConfigMap a joining kubeadm reads: its name carries the minor version before Kubernetes 1.24. */
export function kubeletConfigMapName(version: KubernetesVersion): string {
  return version.minor < 24 ? `kubelet-config-${version.major}.${version.minor}` : 'kubelet-config'
}

/**
 * Why a node of version `node` cannot join a cluster of version `cluster`; undefined when it can. A kubelet may
 * be two minors older than the API server, never newer; kubeadm before 1.24 looks for the ConfigMap of its own minor.
 */
export function versionSkew(
  cluster: KubernetesVersion,
  node: KubernetesVersion,
): string | undefined {
  const behind = cluster.minor - node.minor
  if (cluster.major !== node.major || behind < 0)
    return 'a node may not be newer than its API server'
  if (behind > 0 && node.minor < 24)
    return `its kubeadm looks for ConfigMap ${kubeletConfigMapName(node)}, which this cluster does not have`
  if (behind > 2) return 'a node may be at most two minor versions older than its API server'
  return undefined
}
