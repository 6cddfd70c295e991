import { type Pod, type PodContainer } from '../objects'
import { type ContainerConfig } from './container-runtime'
import { hashOf } from './container-hash'
import { insistOnNonRoot, userOf } from './container-user'
import { environmentFor } from './environment/container-environment'
import { expand } from './environment/expansion'
import { type KubeletHost } from './kubelet-host'
import { whereaboutsOn } from './pod-fields'
import { mountsOf } from './volumes/container-mounts'

/**
 * What a container is to be started with. `skipped` is told of names that are none of variables. Throws Error where
 * something that it is made of is missing (CreateContainerConfigError).
 */
export function containerConfig(
  host: KubeletHost,
  pod: Pod,
  start: { readonly container: PodContainer; readonly attempt: number },
  skipped: (message: string) => void,
): ContainerConfig {
  const { container } = start
  const { sources, node } = host
  const whereabouts = whereaboutsOn(node)
  const env = environmentFor({ pod, container, sources, whereabouts, skipped })
  const lookup = (name: string): string | undefined => env.get(name)
  const expanded = (words?: readonly string[]): string[] | undefined =>
    words?.map((word) => expand(word, lookup))
  const mounts = mountsOf(host, pod, start, lookup)
  insistOnNonRoot(pod, container)
  const user = userOf(pod, container)
  return {
    hash: hashOf(container),
    env,
    mounts,
    ...(user !== undefined && { user }),
    command: expanded(container.command),
    args: expanded(container.args),
  }
}
