import { type Pod, type PodContainer, type Security } from '../objects'

/**
 * Throws Error, in the kubelet's words, where a container is not to run as root and would: every image in the simulation runs as root
 * (kubernetes/pkg/kubelet/kuberuntime/security_context_others.go, 1.20).
 */
export function insistOnNonRoot(pod: Pod, container: PodContainer): void {
  const { runAsNonRoot, runAsUser } = securityOf(pod, container)
  if (!runAsNonRoot || (runAsUser ?? 0) !== 0) return
  const { name, namespace, uid } = pod.metadata
  const place = `(pod: "${name}_${namespace}(${uid})", container: ${container.name})`
  const why =
    runAsUser === 0
      ? "container's runAsUser breaks non-root policy"
      : 'container has runAsNonRoot and image will run as root'
  throw new Error(`${why} ${place}`)
}

/** As whom the engine is told to run it, `uid:gid`; undefined: as its image says. */
export function userOf(pod: Pod, container: PodContainer): string | undefined {
  const { runAsUser, runAsGroup } = securityOf(pod, container)
  if (runAsUser === undefined) return undefined
  return runAsGroup === undefined ? `${runAsUser}` : `${runAsUser}:${runAsGroup}`
}

const securityOf = ({ spec }: Pod, container: PodContainer): Security => ({
  ...spec.securityContext,
  ...container.securityContext,
})
