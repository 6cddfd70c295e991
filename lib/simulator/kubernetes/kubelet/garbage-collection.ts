import { type RuntimeContainer } from './container-runtime'
import { isSandbox, podUid, sandboxAttempt } from './container-run'
import { type KubeletHost } from './kubelet-host'
import { removeContainer } from './remove-container'

/** The kubelet collects its garbage once a minute. */
export const collectionMs = 60_000

/**
 * Removes what has ended of pods that are not there any more; and sandboxes that have ended and hold no container any more, but never
 * a pod's latest.
 */
export function collectGarbage(host: KubeletHost, knows: (podUid: string) => boolean): void {
  for (const { id, labels, running } of host.runtime.podContainers())
    if (!running && !knows(labels[podUid] ?? '')) removeContainer(host, id)
  const all = host.runtime.podContainers()
  const [sandboxes, others] = [all.filter(isSandbox), all.filter((each) => !isSandbox(each))]
  const inUse = new Set(others.map(({ labels }) => labels['io.kubernetes.sandbox.id']))
  for (const sandbox of sandboxes)
    if (!sandbox.running && !inUse.has(sandbox.id) && hasLater(sandbox, sandboxes))
      host.runtime.removeContainer(sandbox.id)
}

const hasLater = (sandbox: RuntimeContainer, all: readonly RuntimeContainer[]): boolean =>
  all.some(
    (other) =>
      other.labels[podUid] === sandbox.labels[podUid] &&
      sandboxAttempt(other) > sandboxAttempt(sandbox),
  )
