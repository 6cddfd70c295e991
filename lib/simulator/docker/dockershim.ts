import { hashLabel } from '../kubernetes/kubelet/container-hash'
import type { Pod, PodContainer } from '../kubernetes/objects'

/** Names and labels as the kubelet's dockershim gives them: `k8s_<container>_<pod>_<namespace>_<uid>_<attempt>`. */
export function sandboxIdentity(
  pod: Pod,
  attempt: number,
): { name: string; labels: Record<string, string> } {
  return {
    name: `k8s_POD_${podPart(pod)}_${attempt}`,
    labels: {
      ...pod.metadata.labels,
      'annotation.kubernetes.io/config.source': 'api',
      'io.kubernetes.container.name': 'POD',
      'io.kubernetes.docker.type': 'podsandbox',
      ...podLabels(pod),
    },
  }
}

/** Which of a container's starts, in which sandbox, and the hash of the spec that it is made by. */
interface Making {
  readonly attempt: number
  readonly sandboxId: string
  readonly hash: string
}

export function containerIdentity(
  pod: Pod,
  container: PodContainer,
  { attempt, sandboxId, hash }: Making,
): { name: string; labels: Record<string, string> } {
  const { uid = '' } = pod.metadata
  return {
    name: `k8s_${container.name}_${podPart(pod)}_${attempt}`,
    labels: {
      [hashLabel]: hash,
      'annotation.io.kubernetes.container.restartCount': String(attempt),
      'annotation.io.kubernetes.container.terminationMessagePath':
        container.terminationMessagePath ?? '/dev/termination-log',
      'annotation.io.kubernetes.container.terminationMessagePolicy':
        container.terminationMessagePolicy ?? 'File',
      'annotation.io.kubernetes.pod.terminationGracePeriod': String(
        pod.spec.terminationGracePeriodSeconds ?? 30,
      ),
      'io.kubernetes.container.logpath': `/var/log/pods/${pod.metadata.namespace}_${pod.metadata.name}_${uid}/${container.name}/${attempt}.log`,
      'io.kubernetes.container.name': container.name,
      'io.kubernetes.docker.type': 'container',
      ...podLabels(pod),
      'io.kubernetes.sandbox.id': sandboxId,
    },
  }
}

const podPart = ({ metadata }: Pod): string =>
  `${metadata.name}_${metadata.namespace}_${metadata.uid}`

const podLabels = ({ metadata }: Pod): Record<string, string> => ({
  'io.kubernetes.pod.name': metadata.name,
  'io.kubernetes.pod.namespace': metadata.namespace ?? 'default',
  'io.kubernetes.pod.uid': metadata.uid ?? '',
})
